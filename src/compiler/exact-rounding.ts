/** Exact numbers to doubles: correct rounding of ratios of integers, and the exact value of a double. */

export function bitLength(value: bigint): number {
  const digits = (value < 0n ? -value : value).toString(16);
  return digits === "0" ? 0 : digits.length * 4 - Math.clz32(Number.parseInt(digits[0], 16)) + 28;
}

/** `value` times 2 to the power of `bits`, rounded down. */
export function shift(value: bigint, bits: number): bigint {
  return bits >= 0 ? value << BigInt(bits) : value >> BigInt(-bits);
}

/** The double nearest to `numerator` / `denominator` (> 0), ties to even; an infinity beyond the largest double. */
export function roundRatio(numerator: bigint, denominator: bigint): number {
  if (numerator === 0n) return 0;
  if (numerator < 0n) return -roundRatio(-numerator, denominator);
  // The exponent of the last place: 53 bits of quotient, or the last place of the subnormals.
  const estimate = bitLength(numerator) - bitLength(denominator) - 53;
  const exponent = Math.max(estimate, -1074);
  const [top, bottom] =
    exponent >= 0 ? [numerator, denominator << BigInt(exponent)] : [numerator << BigInt(-exponent), denominator];
  const quotient = top / bottom;
  const rest = top % bottom;
  // The quotient has 53 or 54 bits. A bit that says "there is more" makes the rounding of the conversion exact.
  const sticky = quotient * 4n + 2n * (2n * rest >= bottom ? 1n : 0n) + ((rest * 2n) % bottom !== 0n ? 1n : 0n);
  if (estimate < -1074) return scale(roundQuarters(sticky), exponent);
  return scale(Number(sticky), exponent - 2);
}

/** `quarters` / 4 to the nearest integer, ties to even. Where the place of rounding is fixed: in the subnormals. */
function roundQuarters(quarters: bigint): number {
  const whole = quarters >> 2n;
  const part = quarters & 3n;
  return Number(part > 2n || (part === 2n && (whole & 1n) === 1n) ? whole + 1n : whole);
}

/** `value` * 2 ** `exponent`, exact where the result is a double; in two steps because 2 ** exponent may be none. */
function scale(value: number, exponent: number): number {
  if (exponent > 1000) return value * 2 ** 1000 * 2 ** (exponent - 1000);
  return exponent < -1000 ? value * 2 ** -1000 * 2 ** (exponent + 1000) : value * 2 ** exponent;
}

const view = new DataView(new ArrayBuffer(8));

/** The finite double `value` as mantissa * 2 ** exponent. */
export function decompose(value: number): { mantissa: bigint; exponent: number } {
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const magnitude = biased === 0 ? fraction : fraction | 0x10000000000000n;
  return { mantissa: value < 0 ? -magnitude : magnitude, exponent: Math.max(biased, 1) - 1075 };
}

/** The integer part of the square root. */
export function integerSqrt(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt((bitLength(value) + 1) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
