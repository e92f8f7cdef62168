/** What Python's str knows of white space and line ends; JavaScript's own functions have other ideas. */

/** What str.isspace() is true for. */
const SPACES =
  "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a" +
  "\u2028\u2029\u202f\u205f\u3000";

/** What str.splitlines() ends a line at, besides \r\n. */
const LINE_ENDS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029";

export function isSpace(character: string): boolean {
  return SPACES.includes(character);
}

/** str.splitlines(keepends=True). */
export function linesWithEnds(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (!LINE_ENDS.includes(text[i])) continue;
    if (text[i] === "\r" && text[i + 1] === "\n") i++;
    lines.push(text.slice(start, i + 1));
    start = i + 1;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/** str.splitlines(). */
export function linesOf(text: string): string[] {
  return linesWithEnds(text).map((line) => {
    const end = line.endsWith("\r\n") ? 2 : LINE_ENDS.includes(line[line.length - 1]) ? 1 : 0;
    return line.slice(0, line.length - end);
  });
}

/** str.rstrip(). */
export function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && isSpace(text[end - 1])) end--;
  return text.slice(0, end);
}

/** str.strip(). */
export function trim(text: string): string {
  let start = 0;
  while (start < text.length && isSpace(text[start])) start++;
  return trimEnd(text.slice(start));
}
