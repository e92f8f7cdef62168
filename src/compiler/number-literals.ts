/**
 * The value of a number literal.
 *
 * CPython's counterpart is `parsenumber` in Parser/pegen.c. Conversion of decimal digits is limited, as
 * `sys.set_int_max_str_digits` limits it.
 */
import type { ConstantValue } from "./ast.ts";

/** A decimal literal longer than the limit. */
export class DigitLimitError extends Error {}

/** The value of the literal `text`. `maxDigits` of 0 is no limit. */
export function numberValue(text: string, maxDigits: number): ConstantValue {
  const digits = text.includes("_") ? text.replaceAll("_", "") : text;
  const last = digits.charCodeAt(digits.length - 1) | 32;
  const isPrefixed = digits.charCodeAt(0) === 48 && (digits.charCodeAt(1) | 32) >= 97;
  if (isPrefixed && last !== 106) {
    // 0e5 is a float; 0x, 0o and 0b are what BigInt reads as well.
    if ((digits.charCodeAt(1) | 32) !== 101) return { type: "int", value: BigInt(digits) };
  } else if (last === 106) {
    return { type: "complex", real: 0, imag: Number(digits.slice(0, -1)) };
  }
  if (!/^[0-9]+$/.test(digits)) return { type: "float", value: Number(digits) };
  if (maxDigits > 0 && digits.length > maxDigits && digits.length > 640) throw limitError(digits.length, maxDigits);
  return { type: "int", value: BigInt(digits) };
}

function limitError(count: number, maxDigits: number): DigitLimitError {
  return new DigitLimitError(
    `Exceeds the limit (${maxDigits} digits) for integer string conversion: value has ${count} digits; ` +
      "use sys.set_int_max_str_digits() to increase the limit - " +
      "Consider hexadecimal for huge integer literals to avoid decimal conversion limits.",
  );
}
