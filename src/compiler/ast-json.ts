/**
 * A syntax tree out of the JSON that `scripts/ast-to-json.py` prints: CPython's own tree for code generation and tests.
 *
 * The JSON maps one to one on ast.ts except for constants, which JSON cannot hold without loss: an int comes as a
 * hexadecimal string, a float as the text of Python's repr(), bytes as hexadecimal digits.
 */
import type { ConstantValue, Mod } from "./ast.ts";

type JsonConstant =
  | { type: "None" }
  | { type: "bool"; value: boolean }
  | { type: "Ellipsis" }
  | { type: "int"; value: string }
  | { type: "float"; value: string }
  | { type: "complex"; real: string; imag: string }
  | { type: "str"; value: string; codePoints?: number[] }
  | { type: "bytes"; value: string }
  | { type: "tuple" | "frozenset"; items: JsonConstant[] };

/** The tree written by `scripts/ast-to-json.py`. Trusts its input; throws only where the text is no JSON. */
export function parseAstJson(text: string): Mod {
  const tree = JSON.parse(text) as Mod;
  reviveConstants(tree);
  return tree;
}

/** Replaces every encoded constant below `root` in place. A worklist, because trees nest deeper than the JS stack. */
function reviveConstants(root: object): void {
  const pending: object[] = [root];
  while (pending.length > 0) {
    const current = pending.pop()!;
    if (Array.isArray(current)) {
      for (const item of current) if (item !== null && typeof item === "object") pending.push(item);
      continue;
    }
    const node = current as Record<string, unknown>;
    const holdsConstant = node.kind === "Constant" || node.kind === "MatchSingleton";
    for (const field in node) {
      const value = node[field];
      if (holdsConstant && field === "value") node[field] = reviveConstant(value as JsonConstant);
      else if (value !== null && typeof value === "object") pending.push(value);
    }
  }
}

function reviveConstant(json: JsonConstant): ConstantValue {
  switch (json.type) {
    case "int":
      return { type: "int", value: BigInt(json.value) };
    case "float":
      return { type: "float", value: parseFloatRepr(json.value) };
    case "complex":
      return { type: "complex", real: parseFloatRepr(json.real), imag: parseFloatRepr(json.imag) };
    case "bytes":
      return {
        type: "bytes",
        value: Uint8Array.from(json.value.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)),
      };
    case "str":
      return json.codePoints === undefined
        ? { type: "str", value: json.value }
        : { type: "str", value: json.value, codePoints: Uint32Array.from(json.codePoints) };
    case "tuple":
      return { type: "tuple", items: json.items.map(reviveConstant) };
    case "frozenset":
      return { type: "frozenset", items: json.items.map(reviveConstant) };
    default:
      return json;
  }
}

/** The double that Python's `repr` names; "inf" and "nan" are spelled differently in JavaScript. */
function parseFloatRepr(text: string): number {
  if (text === "inf") return Number.POSITIVE_INFINITY;
  if (text === "-inf") return Number.NEGATIVE_INFINITY;
  return Number(text);
}
