/**
 * Operators on constants: what CPython's constant folding makes of them, and what it leaves to run time because it raises
 * or would be too large (safe_multiply and its like in Python/ast_opt.c). `null` stands for both.
 */
import type { ConstantValue, Operator, UnaryOperator } from "./ast.ts";
import { complexOperation } from "./constant-complexes.ts";
import { floatOperation } from "./constant-floats.ts";
import { int, intOperation, toFloat } from "./constant-integers.ts";
import { codePointsOf, joinStrings, type StringValue, stringOf } from "./string-escapes.ts";

type Bytes = Extract<ConstantValue, { type: "bytes" }>;
type Tuple = Extract<ConstantValue, { type: "tuple" }>;

const MAX_TUPLE_SIZE = 256;
const MAX_TUPLE_ITEMS = 1024;
const MAX_STRING_SIZE = 4096;

export function truthOf(value: ConstantValue): boolean {
  switch (value.type) {
    case "None":
      return false;
    case "Ellipsis":
      return true;
    case "bool":
      return value.value;
    case "int":
      return value.value !== 0n;
    case "float":
      return value.value !== 0;
    case "complex":
      return value.real !== 0 || value.imag !== 0;
    case "str":
    case "bytes":
      return value.value.length > 0;
    default:
      return value.items.length > 0;
  }
}

export function unaryOperation(op: UnaryOperator, operand: ConstantValue): ConstantValue | null {
  if (op === "Not") return { type: "bool", value: !truthOf(operand) };
  const integer = integerOf(operand);
  if (integer !== null) return int(op === "USub" ? -integer : op === "Invert" ? ~integer : integer);
  if (op === "Invert") return null;
  if (operand.type === "float") return op === "USub" ? { type: "float", value: -operand.value } : operand;
  if (operand.type !== "complex") return null;
  return op === "USub" ? { type: "complex", real: -operand.real, imag: -operand.imag } : operand;
}

export function binaryOperation(op: Operator, a: ConstantValue, b: ConstantValue): ConstantValue | null {
  if (isNumber(a) && isNumber(b)) return numberOperation(op, a, b);
  if (op === "Add") return concatenation(a, b);
  if (op !== "Mult") return null;
  const [left, right] = [integerOf(a), integerOf(b)];
  if (left !== null) return repetition(b, left);
  return right !== null ? repetition(a, right) : null;
}

// --- numbers ---

/** The value of an int or a bool. */
function integerOf(value: ConstantValue): bigint | null {
  if (value.type === "int") return value.value;
  return value.type === "bool" ? BigInt(value.value) : null;
}

function isNumber(value: ConstantValue): boolean {
  return value.type === "int" || value.type === "bool" || value.type === "float" || value.type === "complex";
}

function numberOperation(op: Operator, a: ConstantValue, b: ConstantValue): ConstantValue | null {
  if (a.type === "bool" && b.type === "bool" && (op === "BitAnd" || op === "BitOr" || op === "BitXor")) {
    const [x, y] = [a.value, b.value];
    return { type: "bool", value: op === "BitAnd" ? x && y : op === "BitOr" ? x || y : x !== y };
  }
  const [m, n] = [integerOf(a), integerOf(b)];
  if (m !== null && n !== null) return intOperation(op, m, n);
  if (a.type === "complex" || b.type === "complex") {
    const [x, y] = [toComplex(a), toComplex(b)];
    return x === null || y === null ? null : complexOperation(op, x, y);
  }
  const [x, y] = [realOf(a), realOf(b)];
  return x === null || y === null ? null : floatOperation(op, x, y);
}

function realOf(value: ConstantValue): number | null {
  const integer = integerOf(value);
  if (integer !== null) return toFloat(integer);
  return value.type === "float" ? value.value : null;
}

function toComplex(value: ConstantValue): { real: number; imag: number } | null {
  if (value.type === "complex") return value;
  const real = realOf(value);
  return real === null ? null : { real, imag: 0 };
}

// --- sequences ---

function concatenation(a: ConstantValue, b: ConstantValue): ConstantValue | null {
  if (a.type === "str" && b.type === "str") return joinStrings([a, b]);
  if (a.type === "bytes" && b.type === "bytes") return joinBytes([a, b]);
  if (a.type === "tuple" && b.type === "tuple") return { type: "tuple", items: [...a.items, ...b.items] };
  return null;
}

function joinBytes(parts: Bytes[]): Bytes {
  const value = new Uint8Array(parts.reduce((sum, part) => sum + part.value.length, 0));
  let offset = 0;
  for (const part of parts) {
    value.set(part.value, offset);
    offset += part.value.length;
  }
  return { type: "bytes", value };
}

function repetition(sequence: ConstantValue, count: bigint): ConstantValue | null {
  if (sequence.type !== "str" && sequence.type !== "bytes" && sequence.type !== "tuple") return null;
  const size = lengthOf(sequence);
  // An index that the machine cannot hold raises OverflowError.
  if (BigInt.asIntN(64, count) !== count) return null;
  if (size === 0) return sequence;
  const limit = sequence.type === "tuple" ? MAX_TUPLE_SIZE : MAX_STRING_SIZE;
  if (count < 0n || count > BigInt(Math.floor(limit / size))) return null;
  const times = Number(count);
  if (sequence.type === "str") return joinStrings(new Array<StringValue>(times).fill(sequence));
  if (sequence.type === "bytes") return joinBytes(new Array<Bytes>(times).fill(sequence));
  if (times > 0 && remainingItems(sequence, Math.floor(MAX_TUPLE_ITEMS / times)) < 0) return null;
  return { type: "tuple", items: new Array<ConstantValue[]>(times).fill(sequence.items).flat() };
}

function lengthOf(sequence: StringValue | Bytes | Tuple): number {
  if (sequence.type === "tuple") return sequence.items.length;
  return sequence.type === "bytes" ? sequence.value.length : codePointsOf(sequence).length;
}

/** What is left of `limit` when all items of `value` and of tuples in it are counted. */
function remainingItems(value: ConstantValue, limit: number): number {
  if (value.type !== "tuple") return limit;
  let rest = limit - value.items.length;
  for (const item of value.items) rest = remainingItems(item, rest);
  return rest;
}

/** `container[index]`. */
export function itemOf(container: ConstantValue, index: ConstantValue): ConstantValue | null {
  if (container.type !== "str" && container.type !== "bytes" && container.type !== "tuple") return null;
  const position = integerOf(index);
  if (position === null) return null;
  const size = BigInt(lengthOf(container));
  const fromStart = position < 0n ? position + size : position;
  if (fromStart < 0n || fromStart >= size) return null;
  const i = Number(fromStart);
  if (container.type === "tuple") return container.items[i];
  if (container.type === "bytes") return int(BigInt(container.value[i]));
  return stringOf([codePointsOf(container)[i]]);
}

// --- sets ---

/** A frozenset of `items`: the first of those that are equal. */
export function frozensetOf(items: readonly ConstantValue[]): ConstantValue {
  const members = new Map<string, ConstantValue>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) members.set(`nan${members.size}`, item);
    else if (!members.has(key)) members.set(key, item);
  }
  return { type: "frozenset", items: [...members.values()] };
}

/** Equal texts for what `==` holds equal; null for what is not equal to itself. */
function keyOf(value: ConstantValue): string | null {
  switch (value.type) {
    case "int":
    case "bool":
    case "float":
    case "complex":
      return numberKey(value);
    case "str":
      return `s${JSON.stringify(value.value)}${value.codePoints?.join() ?? ""}`;
    case "bytes":
      return `b${value.value.join()}`;
    case "tuple": {
      const keys = value.items.map(keyOf);
      return keys.includes(null) ? null : `(${keys.join(" ")})`;
    }
    default:
      return value.type;
  }
}

function numberKey(value: ConstantValue): string | null {
  const integer = integerOf(value);
  if (integer !== null) return `${integer}`;
  const { real, imag } = toComplex(value)!;
  if (Number.isNaN(real) || Number.isNaN(imag)) return null;
  const key = Number.isInteger(real) ? `${BigInt(real)}` : `${real}`;
  return imag === 0 ? key : `${key}+${imag}j`;
}
