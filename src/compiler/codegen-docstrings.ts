/** Docstrings, with their indentation removed. CPython: _PyAST_GetDocString, _PyCompile_CleanDoc. */
import type { Constant } from "../bytecode/code-object.ts";
import type { Stmt } from "./ast.ts";
import { PythonSyntaxError } from "./syntax-error.ts";

type Text = Constant & { type: "str" };

/** The docstring that `body` begins with, as it stands there. */
export function docstringOf(body: readonly Stmt[]): Text | null {
  const first = body[0];
  if (first?.kind !== "Expr" || first.value.kind !== "Constant" || first.value.value.type !== "str") return null;
  return first.value.value;
}

/** The docstring as it is stored. Throws PythonSyntaxError (UnicodeEncodeError) where it has surrogates. */
export function cleanDocstring(text: Text, filename: string): Text {
  const codes = text.codePoints ?? Array.from(text.value, (character) => character.codePointAt(0)!);
  const surrogate = codes.findIndex(isSurrogate);
  if (surrogate >= 0) throw surrogateError(Array.from(codes), surrogate, filename);
  return { type: "str", value: cleanDoc(text.value) };
}

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code < 0xe000;
}

/** CPython cleans the UTF-8 form, of which there is none. */
function surrogateError(codes: number[], start: number, filename: string): PythonSyntaxError {
  let end = start;
  while (end < codes.length && isSurrogate(codes[end])) end++;
  const before = Array.from(expandTabs(String.fromCodePoint(...codes.slice(0, start))));
  const first = before.length;
  const last = first + end - start - 1;
  const one = `character '\\u${codes[start].toString(16)}' in position ${first}`;
  const what = first === last ? one : `characters in position ${first}-${last}`;
  const message = `'utf-8' codec can't encode ${what}: surrogates not allowed`;
  const error = new PythonSyntaxError("UnicodeEncodeError", message, filename, null, null, null, null, null);
  const all = [...before.map((character) => character.codePointAt(0)!), ...codes.slice(start)];
  const text: Text = { type: "str", value: String.fromCodePoint(...all), codePoints: Uint32Array.from(all) };
  error.unicode = ["utf-8", text, first, last + 1, "surrogates not allowed"];
  return error;
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
