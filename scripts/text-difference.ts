// How two texts differ, line by line.

/** Length of the longest common run of lines, in order, of the ends of both texts: `[i][j]` for old[i..] and young[j..]. */
function commonLengths(old: string[], young: string[]): Uint16Array[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Uint16Array(young.length + 1));
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = young.length - 1; j >= 0; j--) {
      const same = old[i] === young[j];
      lengths[i][j] = same ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  return lengths;
}

/** The lines that only one of the texts has, in order: "- " those of `before`, "+ " those of `after`. */
export function differingLines(before: string, after: string): string[] {
  const old = before.split("\n");
  const young = after.split("\n");
  const lengths = commonLengths(old, young);
  const lines: string[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < young.length) {
    if (i < old.length && j < young.length && old[i] === young[j]) {
      i++;
      j++;
    } else if (j === young.length || (i < old.length && lengths[i + 1][j] >= lengths[i][j + 1]))
      lines.push(`- ${old[i++]}`);
    else lines.push(`+ ${young[j++]}`);
  }
  return lines;
}
