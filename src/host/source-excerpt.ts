/**
 * The source lines under an entry of a traceback, with carets under the code that raised. CPython: how StackSummary of
 * Lib/traceback.py shows a frame.
 *
 *     return first(      the code's lines without their common indentation; of many only the first, the last and those
 *            ~~~~~^      around the anchors; `^` under what is to blame, `~` under the rest of the expression (or `^`
 *         second)        everywhere when nothing in particular is)
 *         ^^^^^^^
 *
 * There are no carets where they would underline the whole line and say nothing, nor for `x = call(...)`,
 * `return call(...)` that fill their lines.
 */
import type { Call, Stmt } from "../compiler/ast.ts";
import { parse } from "../compiler/parse.ts";
import { charactersIn, type ExcerptWarning, findAnchors } from "./caret-anchors.ts";
import { isSpace, linesOf, linesWithEnds, trim, trimEnd } from "./python-text.ts";
import { displayWidth } from "./wide-characters.ts";

/** Where code stands: lines from 1, columns in UTF-8 bytes from 0, -1 for unknown. */
export interface CodePlace {
  lineno: number;
  endLineno: number;
  column: number;
  endColumn: number;
}

export interface Excerpt {
  /** Lines with their ends, indented by four blanks; "" when the source has nothing to show. */
  text: string;
  warnings: readonly ExcerptWarning[];
}

const INDENTATION = "    ";

/** What two texts begin with. */
function commonPrefix(a: string, b: string): string {
  let n = 0;
  while (n < a.length && a[n] === b[n]) n++;
  return a.slice(0, n);
}

/** textwrap.dedent: without the blanks and tabs that all lines begin with; lines of nothing else become empty and don't count. */
function dedent(lines: readonly string[]): string {
  const bare = lines.map((line) => (/^[ \t]+$/.test(line) ? "" : line));
  let margin: string | null = null;
  for (const line of bare) {
    if (line === "") continue;
    const own = /^[ \t]*/.exec(line)?.[0] ?? "";
    margin = margin === null ? own : commonPrefix(margin, own);
  }
  const width = margin?.length ?? 0;
  return bare.map((line) => `${line.slice(width)}\n`).join("");
}

/** textwrap.indent, of empty lines, too. */
function indent(text: string): string {
  return linesWithEnds(text)
    .map((line) => INDENTATION + line)
    .join("");
}

/** The code of one entry: its lines as characters, and the part [start of the first, end of the last) that ran. */
class Code {
  readonly rows: readonly (readonly string[])[];
  readonly start: number;
  readonly end: number;

  constructor(original: readonly string[], place: CodePlace) {
    // Form feeds and the like are line ends here, too: what is behind them is not shown.
    const count = place.endLineno - place.lineno + 1;
    const rows = linesOf(original.join("\n"));
    this.rows = linesOf(dedent(original))
      .slice(0, count)
      .map((line) => Array.from(line));
    const first = Array.from(rows[0]);
    const last = Array.from(rows[count - 1] ?? "");
    const removed = first.length - this.rows[0].length;
    this.start = Math.max(0, charactersIn(first, place.column) - removed);
    this.end = Math.max(0, charactersIn(last, place.endColumn) - removed);
  }

  get lastRow(): number {
    return this.rows.length - 1;
  }

  /** The code that ran. */
  get segment(): string {
    const { rows, start, end, lastRow } = this;
    const lines = rows.map((row, index) =>
      row.slice(index === 0 ? start : 0, index === lastRow ? Math.min(end, row.length) : row.length).join(""),
    );
    return lines.join("\n");
  }
}

/** A place in the rows: columns of the display. */
interface Corner {
  row: number;
  column: number;
}

interface Blamed {
  from: Corner;
  to: Corner;
}

/** The place of character `index` of the segment. */
function cornerOf(code: Code, index: number): Corner {
  let row = 0;
  let column = index + code.start;
  while (row < code.lastRow && column > code.rows[row].length) {
    column -= code.rows[row].length + 1;
    row++;
  }
  return { row, column: displayWidth(code.rows[row], column) };
}

function blamedPart(code: Code, warnings: ExcerptWarning[]): Blamed | null {
  const anchors = findAnchors(code.segment, warnings);
  return anchors && { from: cornerOf(code, anchors.start), to: cornerOf(code, anchors.end) };
}

/** The call of `x = call(...)` or `return name(...)`. */
function plainCall(statement: Stmt): Call | null {
  if (statement.kind !== "Assign" && statement.kind !== "Return") return null;
  const { value } = statement;
  if (value?.kind !== "Call") return null;
  if (statement.kind === "Return") return value.func.kind === "Name" ? value : null;
  return statement.targets.length === 1 && statement.targets[0].kind === "Name" ? value : null;
}

/**
 * The lines are one statement `x = call(...)` or `return name(...)` whose call is all the code that ran and fills them; or
 * nothing but comments, when the source has changed.
 */
function isPlainCall(code: Code, warnings: ExcerptWarning[]): boolean {
  try {
    const { tree, warnings: found } = parse(code.rows.map((row) => row.join("")).join("\n"), "<unknown>", "exec");
    warnings.push(...found);
    if (tree.kind !== "Module" || tree.body.length === 0) return true;
    const call = plainCall(tree.body[0]);
    if (call === null) return false;
    return (
      call.lineno === 1 &&
      call.end_lineno === code.rows.length &&
      call.col_offset === code.start &&
      call.end_col_offset === code.end
    );
  } catch {
    return false;
  }
}

/** There is something on the code's lines that did not run. */
function isSurrounded(code: Code): boolean {
  const before = code.rows[0].slice(0, code.start);
  const after = code.rows[code.lastRow].slice(code.end);
  return !before.every(isSpace) || !after.every(isSpace);
}

function carets(code: Code, row: number, blamed: Blamed | null): string {
  const characters = code.rows[row];
  const indentation = characters.findIndex((character) => !isSpace(character));
  const firstColumn = row === 0 ? displayWidth(code.rows[0], code.start) : 0;
  const blank = Math.max(indentation < 0 ? characters.length : indentation, firstColumn);
  const width = row === code.lastRow ? displayWidth(characters, code.end) : displayWidth(characters);
  let line = "";
  for (let column = 0; column < width; column++) {
    if (column < blank) line += " ";
    else line += blamed === null || isWithin(blamed, row, column) ? "^" : "~";
  }
  return line;
}

function isWithin({ from, to }: Blamed, row: number, column: number): boolean {
  const isBehindStart = row > from.row || (row === from.row && column >= from.column);
  const isBeforeEnd = row < to.row || (row === to.row && column < to.column);
  return isBehindStart && isBeforeEnd;
}

/** The rows to show, in order: the first, the last, and those next to where the blamed part begins and ends. */
function significantRows(code: Code, blamed: Blamed | null): number[] {
  const rows = new Set([0, code.lastRow]);
  for (const corner of blamed === null ? [] : [blamed.from, blamed.to]) {
    for (let row = corner.row - 1; row <= corner.row + 1; row++) rows.add(row);
  }
  return [...rows].filter((row) => row >= 0 && row <= code.lastRow).sort((a, b) => a - b);
}

/** All lines to show, not yet indented. A single row left out is shown after all, more are counted. */
function layOut(code: Code, blamed: Blamed | null, showsCarets: boolean): string[] {
  const lines: string[] = [];
  const show = (row: number) => {
    lines.push(code.rows[row].join(""));
    if (showsCarets) lines.push(carets(code, row, blamed));
  };
  let previous = -1;
  for (const row of significantRows(code, blamed)) {
    const skipped = row - previous - 1;
    if (skipped === 1) show(row - 1);
    else if (skipped > 1) lines.push(`...<${skipped} lines>...`);
    show(row);
    previous = row;
  }
  return lines;
}

/** `lines` are those of the whole source. */
export function sourceExcerpt(lines: readonly string[], place: CodePlace): Excerpt {
  const warnings: ExcerptWarning[] = [];
  const original: string[] = [];
  for (let n = place.lineno; n <= place.endLineno; n++) original.push(trimEnd(lines[n - 1] ?? ""));
  if (original.every((line) => line === "")) return { text: "", warnings };
  if (place.column < 0 || place.endColumn < 0) {
    const line = trim(original[0]);
    return { text: `${line === "" ? "" : INDENTATION + line}\n`, warnings };
  }
  const code = new Code(original, place);
  const blamed = blamedPart(code, warnings);
  const isPlain = isPlainCall(code, warnings);
  const shown = layOut(code, blamed, !isPlain && (blamed !== null || isSurrounded(code)));
  return { text: indent(dedent(shown)), warnings };
}
