/** `repr()` of constants, as the compiler's messages and the texts of annotations have it. */
import type { Constant } from "./code-object.ts";
import { isPrintable } from "./unicode-identifiers.ts";

/** `codePoints`: as in `Constant`. */
export function reprString(text: string, codePoints?: Uint32Array): string {
  const codes = codePoints ?? Array.from(text, (character) => character.codePointAt(0)!);
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let shown = quote;
  for (const code of codes) shown += escaped(code, quote, isPrintable(code));
  return shown + quote;
}

function escaped(code: number, quote: string, isShown: boolean): string {
  const character = String.fromCodePoint(code);
  if (character === quote || character === "\\") return `\\${character}`;
  if (character === "\n") return "\\n";
  if (character === "\r") return "\\r";
  if (character === "\t") return "\\t";
  if (isShown) return character;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, "0")}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, "0")}`;
  return `\\U${code.toString(16).padStart(8, "0")}`;
}

export function reprBytes(bytes: Uint8Array): string {
  const quote = bytes.includes(39) && !bytes.includes(34) ? '"' : "'";
  let shown = `b${quote}`;
  for (const byte of bytes) shown += escaped(byte, quote, byte >= 32 && byte < 127);
  return shown + quote;
}

/** The shortest text that gives the same float, with an exponent where that is below -4 or above 15. */
export function reprFloat(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  const text = formatFloat(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

/** As reprFloat, without ".0" for whole numbers. */
function formatFloat(value: number): string {
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  const [mantissa, exponentText] = Math.abs(value).toExponential().split("e");
  const exponent = Number(exponentText);
  const digits = mantissa.replace(".", "");
  if (exponent < -4 || exponent >= 16) {
    const shown = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
    return `${sign}${shown}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  if (digits.length <= exponent + 1) return sign + digits.padEnd(exponent + 1, "0");
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

function reprComplex(real: number, imag: number): string {
  const shown = (value: number): string => (Number.isFinite(value) ? formatFloat(value) : reprFloat(value));
  if (Object.is(real, 0)) return `${shown(imag)}j`;
  const imaginary = shown(imag);
  return `(${shown(real)}${imaginary.startsWith("-") ? "" : "+"}${imaginary}j)`;
}

export function reprConstant(constant: Constant): string {
  switch (constant.type) {
    case "None":
    case "Ellipsis":
      return constant.type;
    case "bool":
      return constant.value ? "True" : "False";
    case "int":
      return constant.value.toString();
    case "float":
      return reprFloat(constant.value);
    case "complex":
      return reprComplex(constant.real, constant.imag);
    case "str":
      return reprString(constant.value, constant.codePoints);
    case "bytes":
      return reprBytes(constant.value);
    case "tuple": {
      const items = constant.items.map(reprConstant);
      return items.length === 1 ? `(${items[0]},)` : `(${items.join(", ")})`;
    }
    case "frozenset":
      return constant.items.length === 0
        ? "frozenset()"
        : `frozenset({${constant.items.map(reprConstant).join(", ")}})`;
    case "code":
      throw new Error("a code object has no repr here");
  }
}
