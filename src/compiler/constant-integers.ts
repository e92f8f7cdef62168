/** Operators on int constants, with the limits of CPython's constant folding. `null`: raises, or would be too large. */
import type { ConstantValue, Operator } from "./ast.ts";
import { floatOperation } from "./constant-floats.ts";
import { bitLength, roundRatio } from "./exact-rounding.ts";

/** Products, powers and shifts of more bits are left to run time. */
const MAX_BITS = 128;

export function intOperation(op: Operator, a: bigint, b: bigint): ConstantValue | null {
  switch (op) {
    case "Add":
      return int(a + b);
    case "Sub":
      return int(a - b);
    case "Mult":
      return a !== 0n && b !== 0n && bitLength(a) + bitLength(b) > MAX_BITS ? null : int(a * b);
    case "Div":
      return trueDivision(a, b);
    case "FloorDiv":
      return b === 0n ? null : int((a - floorModulo(a, b)) / b);
    case "Mod":
      return b === 0n ? null : int(floorModulo(a, b));
    case "Pow":
      return power(a, b);
    case "LShift":
      return leftShift(a, b);
    case "RShift":
      return rightShift(a, b);
    case "BitAnd":
      return int(a & b);
    case "BitOr":
      return int(a | b);
    case "BitXor":
      return int(a ^ b);
    case "MatMult":
      return null;
  }
}

export function int(value: bigint): ConstantValue {
  return { type: "int", value };
}

/** The double nearest to `value`; null where CPython raises OverflowError. */
export function toFloat(value: bigint): number | null {
  const float = Number(value);
  return Number.isFinite(float) ? float : null;
}

/** The remainder with the sign of the divisor. */
function floorModulo(a: bigint, b: bigint): bigint {
  const rest = a % b;
  return rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest;
}

function trueDivision(a: bigint, b: bigint): ConstantValue | null {
  if (b === 0n) return null;
  const magnitude = roundRatio(a < 0n ? -a : a, b < 0n ? -b : b);
  if (!Number.isFinite(magnitude)) return null;
  return { type: "float", value: a < 0n !== b < 0n ? -magnitude : magnitude };
}

function power(a: bigint, b: bigint): ConstantValue | null {
  if (b < 0n) {
    const [x, y] = [toFloat(a), toFloat(b)];
    return x === null || y === null ? null : floatOperation("Pow", x, y);
  }
  if (b === 0n) return int(1n);
  if (a === 0n) return int(0n);
  return BigInt(bitLength(a)) > BigInt(MAX_BITS) / b ? null : int(a ** b);
}

function leftShift(a: bigint, b: bigint): ConstantValue | null {
  if (b < 0n) return null;
  if (a === 0n) return int(0n);
  return b > BigInt(MAX_BITS) || bitLength(a) + Number(b) > MAX_BITS ? (b === 0n ? int(a) : null) : int(a << b);
}

function rightShift(a: bigint, b: bigint): ConstantValue | null {
  if (b < 0n) return null;
  return int(b > BigInt(bitLength(a)) ? (a < 0n ? -1n : 0n) : a >> b);
}
