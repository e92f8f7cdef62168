/** Operators on complex constants as Objects/complexobject.c has them. `null`: raises. */
import type { ConstantValue, Operator } from "./ast.ts";
import { atan2, exp, hypot, log, pow, sinCos } from "./exact-functions.ts";

export interface Complex {
  real: number;
  imag: number;
}

export function complexOperation(op: Operator, a: Complex, b: Complex): ConstantValue | null {
  switch (op) {
    case "Add":
      return complex({ real: a.real + b.real, imag: a.imag + b.imag });
    case "Sub":
      return complex({ real: a.real - b.real, imag: a.imag - b.imag });
    case "Mult":
      return complex(product(a, b));
    case "Div": {
      const result = quotient(a, b);
      return result === null ? null : complex(result);
    }
    case "Pow":
      return complexPower(a, b);
    default:
      return null;
  }
}

function complex({ real, imag }: Complex): ConstantValue {
  return { type: "complex", real, imag };
}

function product(a: Complex, b: Complex): Complex {
  return { real: a.real * b.real - a.imag * b.imag, imag: a.real * b.imag + a.imag * b.real };
}

/** Divides by the larger part of `b` first. Null for division by zero. */
function quotient(a: Complex, b: Complex): Complex | null {
  const [real, imag] = [Math.abs(b.real), Math.abs(b.imag)];
  if (real >= imag) {
    if (real === 0) return null;
    const ratio = b.imag / b.real;
    const scale = b.real + b.imag * ratio;
    return { real: (a.real + a.imag * ratio) / scale, imag: (a.imag - a.real * ratio) / scale };
  }
  if (imag >= real) {
    const ratio = b.real / b.imag;
    const scale = b.real * ratio + b.imag;
    return { real: (a.real * ratio + a.imag) / scale, imag: (a.imag * ratio - a.real) / scale };
  }
  return { real: Number.NaN, imag: Number.NaN };
}

export function complexPower(a: Complex, b: Complex): ConstantValue | null {
  const isSmallInteger = b.imag === 0 && Number.isInteger(b.real) && Math.abs(b.real) <= 100;
  const result = isSmallInteger ? integerPower(a, b.real) : generalPower(a, b);
  if (result === null) return null;
  const isInfinite =
    Math.abs(result.real) === Number.POSITIVE_INFINITY || Math.abs(result.imag) === Number.POSITIVE_INFINITY;
  return isInfinite ? null : complex(result);
}

function integerPower(a: Complex, n: number): Complex | null {
  const power = positivePower(a, Math.abs(n));
  return n > 0 ? power : quotient({ real: 1, imag: 0 }, power);
}

function positivePower(a: Complex, n: number): Complex {
  let result = { real: 1, imag: 0 };
  let square = a;
  for (let mask = 1; mask <= n; mask *= 2) {
    if (n & mask) result = product(result, square);
    square = product(square, square);
  }
  return result;
}

function generalPower(a: Complex, b: Complex): Complex | null {
  if (b.real === 0 && b.imag === 0) return { real: 1, imag: 0 };
  if (a.real === 0 && a.imag === 0) return b.imag !== 0 || b.real < 0 ? null : { real: 0, imag: 0 };
  const absolute = hypot(a.real, a.imag);
  const angle = atan2(a.imag, a.real);
  let length = powerOf(absolute, b.real);
  let phase = angle * b.real;
  if (b.imag !== 0) {
    length /= exponential(angle * b.imag);
    phase += b.imag * logarithm(absolute);
  }
  // C's sine of an infinite angle is a domain error.
  if (Math.abs(phase) === Number.POSITIVE_INFINITY) return null;
  const { sin, cos } = Number.isNaN(phase) ? { sin: phase, cos: phase } : sinCos(phase);
  return { real: length * cos, imag: length * sin };
}

// --- C's functions where an argument is infinite or no number ---

function powerOf(x: number, y: number): number {
  if (x === 1) return 1;
  return Number.isFinite(x) && Number.isFinite(y) ? pow(x, y) : x ** y;
}

function exponential(x: number): number {
  return Number.isFinite(x) ? exp(x) : Math.exp(x);
}

function logarithm(x: number): number {
  return Number.isFinite(x) ? log(x) : Math.log(x);
}
