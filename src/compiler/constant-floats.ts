/** Operators on float constants as Objects/floatobject.c has them. `null`: raises. */
import type { ConstantValue, Operator } from "./ast.ts";
import { complexPower } from "./constant-complexes.ts";
import { pow } from "./exact-functions.ts";

export function floatOperation(op: Operator, a: number, b: number): ConstantValue | null {
  switch (op) {
    case "Add":
      return float(a + b);
    case "Sub":
      return float(a - b);
    case "Mult":
      return float(a * b);
    case "Div":
      return b === 0 ? null : float(a / b);
    case "FloorDiv":
      return b === 0 ? null : float(divideWithRest(a, b).quotient);
    case "Mod":
      return b === 0 ? null : float(divideWithRest(a, b).rest);
    case "Pow":
      return power(a, b);
    default:
      return null;
  }
}

function float(value: number): ConstantValue {
  return { type: "float", value };
}

export function copySign(magnitude: number, sign: number): number {
  return sign < 0 || Object.is(sign, -0) ? -Math.abs(magnitude) : Math.abs(magnitude);
}

/** The rest has the sign of `b`; the quotient is the whole number nearest to (a - rest) / b. */
function divideWithRest(a: number, b: number): { quotient: number; rest: number } {
  let rest = a % b;
  let quotient = (a - rest) / b;
  if (rest === 0) rest = copySign(0, b);
  else if (b < 0 !== rest < 0) {
    rest += b;
    quotient -= 1;
  }
  if (quotient === 0) return { quotient: copySign(0, a / b), rest };
  const floor = Math.floor(quotient);
  return { quotient: quotient - floor > 0.5 ? floor + 1 : floor, rest };
}

function power(a: number, b: number): ConstantValue | null {
  if (b === 0) return float(1);
  if (Number.isNaN(a)) return float(a);
  if (Number.isNaN(b)) return float(a === 1 ? 1 : b);
  const isOdd = Math.abs(b % 2) === 1;
  if (!Number.isFinite(b)) return float(powerOfInfinity(Math.abs(a), b));
  if (!Number.isFinite(a)) {
    const magnitude = b > 0 ? Number.POSITIVE_INFINITY : 0;
    return float(isOdd ? copySign(magnitude, a) : magnitude);
  }
  if (a === 0) return b < 0 ? null : float(isOdd ? a : 0);
  if (a < 0 && !Number.isInteger(b)) return complexPower({ real: a, imag: 0 }, { real: b, imag: 0 });
  const magnitude = Math.abs(a) === 1 ? 1 : pow(Math.abs(a), b);
  if (!Number.isFinite(magnitude)) return null;
  return float(a < 0 && isOdd ? -magnitude : magnitude);
}

/** `a` >= 0 to an infinite power. */
function powerOfInfinity(a: number, b: number): number {
  if (a === 1) return 1;
  return b > 0 === a > 1 ? Number.POSITIVE_INFINITY : 0;
}
