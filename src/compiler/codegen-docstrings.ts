/** Docstrings, with their indentation removed. CPython: _PyAST_GetDocString, _PyCompile_CleanDoc. */
import type { Constant } from "../bytecode/code-object.ts";
import type { Stmt } from "./ast.ts";

/** The docstring that `body` begins with. */
export function docstringOf(body: readonly Stmt[]): (Constant & { type: "str" }) | null {
  const first = body[0];
  if (first?.kind !== "Expr" || first.value.kind !== "Constant" || first.value.value.type !== "str") return null;
  const { value } = first.value;
  return { type: "str", value: cleanDoc(value.value) };
}

/** Without the blanks that all lines but the first have in common, and without those before the first. */
function cleanDoc(text: string): string {
  const [first, ...rest] = expandTabs(text).split("\n");
  let margin = Number.POSITIVE_INFINITY;
  for (const line of rest) {
    const indent = indentOf(line);
    if (indent < line.length) margin = Math.min(margin, indent);
  }
  if (margin === Number.POSITIVE_INFINITY) margin = 0;
  return [first.slice(indentOf(first)), ...rest.map((line) => line.slice(Math.min(indentOf(line), margin)))].join("\n");
}

function indentOf(line: string): number {
  let indent = 0;
  while (line.charCodeAt(indent) === 32) indent++;
  return indent;
}

/** As `str.expandtabs(8)`. */
function expandTabs(text: string): string {
  if (!text.includes("\t")) return text;
  let column = 0;
  let expanded = "";
  for (const character of text) {
    if (character === "\t") {
      const width = 8 - (column % 8);
      expanded += " ".repeat(width);
      column += width;
      continue;
    }
    column = character === "\n" || character === "\r" ? 0 : column + 1;
    expanded += character;
  }
  return expanded;
}
