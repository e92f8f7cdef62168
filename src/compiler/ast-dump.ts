/**
 * A syntax tree as text that scripts/ast-dump.py writes in the same way from CPython's `ast`, to compare the two.
 *
 * A node is `Kind(field,field...)` and its position `@line.column-line.column`; a list is `[a,b]`, an absent field `-`.
 * Strings are quoted with `\hex;` for anything but plain ASCII; floats are the sixteen hex digits of the double.
 */
import type { ConstantValue, Mod } from "./ast.ts";
import { nodeClass } from "./ast-fields.ts";

/** What the dump leaves out: CPython is asked without type comments. */
const LEFT_OUT = new Set(["type_comment", "type_ignores"]);

/** Fields that hold a word of the tree's own vocabulary, not a string of the program. */
const WORDS = new Set(["op", "ops", "ctx"]);

/** The dump of `tree`. Works off a stack of its own, because trees nest deeper than the engine's. */
export function dumpAst(tree: Mod): string {
  const parts: string[] = [];
  const pending: (string | Node)[] = [tree as unknown as Node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === "string") parts.push(next);
    else pending.push(...dumpNode(next).reverse());
  }
  return parts.join("");
}

type Node = Record<string, unknown>;

/** What a node is dumped as: text and the nodes inside it, in order. */
function dumpNode(node: Node): (string | Node)[] {
  const kind = node.kind as string;
  const parts: (string | Node)[] = [`${kind}(`];
  const fields = nodeClass(kind).fields.filter((field) => !LEFT_OUT.has(field));
  for (const [index, field] of fields.entries()) {
    if (index > 0) parts.push(",");
    const value = node[field];
    const isConstant = field === "value" && (kind === "Constant" || kind === "MatchSingleton");
    if (isConstant) parts.push(dumpConstant(value as ConstantValue));
    else dumpField(value, WORDS.has(field), parts);
  }
  parts.push(")");
  if (node.lineno !== undefined) {
    parts.push(`@${node.lineno}.${node.col_offset}-${node.end_lineno}.${node.end_col_offset}`);
  }
  return parts;
}

function dumpField(value: unknown, isWord: boolean, parts: (string | Node)[]): void {
  if (value === null) parts.push("-");
  else if (typeof value === "number") parts.push(String(value));
  else if (typeof value === "string") parts.push(isWord ? value : quote(value));
  else if (Array.isArray(value)) {
    parts.push("[");
    for (const [index, item] of value.entries()) {
      if (index > 0) parts.push(",");
      dumpField(item, isWord, parts);
    }
    parts.push("]");
  } else parts.push(value as Node);
}

function dumpConstant(value: ConstantValue): string {
  switch (value.type) {
    case "None":
    case "Ellipsis":
      return value.type;
    case "bool":
      return value.value ? "True" : "False";
    case "int":
      return `i${value.value.toString(16)}`;
    case "float":
      return `f${doubleBits(value.value)}`;
    case "complex":
      return `c${doubleBits(value.real)}${doubleBits(value.imag)}`;
    case "bytes":
      return `b${Array.from(value.value, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
    case "str":
      return `s${quote(value.value, value.codePoints)}`;
    case "tuple":
      return `tuple[${value.items.map(dumpConstant).join(",")}]`;
    case "frozenset":
      return `frozenset[${value.items.map(dumpConstant).sort().join(",")}]`;
  }
}

function doubleBits(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16).padStart(16, "0");
}

function quote(text: string, codePoints?: Uint32Array): string {
  if (codePoints === undefined && /^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  const codes = codePoints ?? Array.from(text, (character) => character.codePointAt(0)!);
  const shown = Array.from(codes, (code) =>
    code >= 32 && code < 127 && code !== 34 && code !== 92 ? String.fromCharCode(code) : `\\${code.toString(16)};`,
  );
  return `"${shown.join("")}"`;
}
