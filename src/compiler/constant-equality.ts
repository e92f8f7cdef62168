/** Equality of constants as Python's `==` sees it, where 1, 1.0 and True are one. For members of sets. */
import type { Constant } from "../bytecode/code-object.ts";

export function equalInPython(a: Constant, b: Constant): boolean {
  if (a === b) return true;
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== null && y !== null) return equalNumbers(x.real, y.real) && x.imag === y.imag;
  if (a.type === "str" && b.type === "str") {
    return a.value === b.value && (a.codePoints?.join() ?? "") === (b.codePoints?.join() ?? "");
  }
  if (a.type === "bytes" && b.type === "bytes") {
    return a.value.length === b.value.length && a.value.every((byte, index) => byte === b.value[index]);
  }
  if (a.type === "tuple" && b.type === "tuple") return equalItems(a.items, b.items);
  if (a.type === "frozenset" && b.type === "frozenset") {
    return a.items.length === b.items.length && a.items.every((x) => b.items.some((y) => equalInPython(x, y)));
  }
  return a.type === b.type && (a.type === "None" || a.type === "Ellipsis");
}

function equalItems(a: readonly Constant[], b: readonly Constant[]): boolean {
  return a.length === b.length && a.every((item, index) => equalInPython(item, b[index]));
}

function numberOf(constant: Constant): { real: number | bigint; imag: number } | null {
  switch (constant.type) {
    case "bool":
      return { real: constant.value ? 1n : 0n, imag: 0 };
    case "int":
    case "float":
      return { real: constant.value, imag: 0 };
    case "complex":
      return constant;
    default:
      return null;
  }
}

/** An int and a float are equal if their exact values are: JS compares a bigint and a number like that. */
function equalNumbers(a: number | bigint, b: number | bigint): boolean {
  // biome-ignore lint/suspicious/noDoubleEquals: `===` would compare the types.
  return a == b;
}

/** The first ones of equal items: the members of a set. */
export function distinctItems(items: readonly Constant[]): Constant[] {
  const buckets = new Map<string, Constant[]>();
  return items.filter((item) => {
    const hash = hashOf(item);
    const bucket = buckets.get(hash);
    if (bucket === undefined) buckets.set(hash, [item]);
    else if (bucket.some((other) => equalInPython(other, item))) return false;
    else bucket.push(item);
    return true;
  });
}

/** The same text for equal constants; rarely for others. */
function hashOf(constant: Constant): string {
  const number = numberOf(constant);
  if (number !== null) return String(Number(number.real));
  if (constant.type === "str") return `s${constant.value}`;
  if (constant.type === "bytes") return `b${constant.value.join()}`;
  if (constant.type === "tuple") return `(${constant.items.map(hashOf).join()})`;
  return constant.type;
}
