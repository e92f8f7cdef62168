/**
 * `"..." % (a, b)` as an f-string, where the format has none but simple `%s`, `%r` and `%a`: CPython's optimize_format.
 *
 * The new constants have no place in the source, as CPython's.
 */
import type { BinOp, Constant, Expr, FormattedValue, JoinedStr, Position, Tuple } from "./ast.ts";
import { codePointsOf, type StringValue, stringOf } from "./string-escapes.ts";

const PERCENT = 37;
/** A width or precision has fewer digits. */
const MAX_DIGITS = 3;
const NOWHERE: Position = { lineno: -1, col_offset: -1, end_lineno: -1, end_col_offset: -1 };

/** The f-string for `node`; null where it has to stay what it is. */
export function percentFormat(node: BinOp, format: StringValue, values: Tuple): JoinedStr | null {
  if (values.elts.some((value) => value.kind === "Starred")) return null;
  const reader = new FormatReader(codePointsOf(format));
  const parts: Expr[] = [];
  let used = 0;
  for (;;) {
    const literal = reader.literal();
    if (literal.length > 0) parts.push(constant(literal));
    if (reader.isAtEnd) break;
    if (used === values.elts.length) return null;
    const field = reader.field(values.elts[used++]);
    if (field === null) return null;
    parts.push(field);
  }
  if (used < values.elts.length) return null;
  const { lineno, col_offset, end_lineno, end_col_offset } = node;
  return { kind: "JoinedStr", values: parts, lineno, col_offset, end_lineno, end_col_offset };
}

function constant(codes: number[]): Constant {
  return { kind: "Constant", value: stringOf(codes), u: null, ...NOWHERE };
}

class FormatReader {
  private pos = 0;

  constructor(private readonly codes: ArrayLike<number>) {}

  get isAtEnd(): boolean {
    return this.pos >= this.codes.length;
  }

  /** The text up to the next conversion, `%%` made one. */
  literal(): number[] {
    const found: number[] = [];
    while (!this.isAtEnd) {
      const code = this.codes[this.pos];
      if (code === PERCENT) {
        if (this.codes[this.pos + 1] !== PERCENT) break;
        this.pos++;
      }
      found.push(code);
      this.pos++;
    }
    return found;
  }

  /** The conversion that begins here, applied to `value`; null where it is not a simple one. */
  field(value: Expr): FormattedValue | null {
    this.pos++;
    const flags = this.take(/[-+ #0]/, Number.POSITIVE_INFINITY);
    const width = this.take(/[0-9]/, MAX_DIGITS);
    const hasPrecision = this.take(/[.]/, 1) !== "";
    const precision = hasPrecision ? this.take(/[0-9]/, MAX_DIGITS) : "";
    const conversion = this.codes[this.pos++];
    const isSimple = conversion === 115 || conversion === 114 || conversion === 97;
    if (!isSimple || width.length >= MAX_DIGITS || precision.length >= MAX_DIGITS) return null;
    // Strings are aligned to the right by %, to the left by format().
    let spec = width !== "" && !flags.includes("-") ? `>${width}` : width;
    if (hasPrecision) spec += `.${Number(precision)}`;
    const format_spec = spec === "" ? null : constant(Array.from(spec, (character) => character.charCodeAt(0)));
    const { lineno, col_offset, end_lineno, end_col_offset } = value;
    return { kind: "FormattedValue", value, conversion, format_spec, lineno, col_offset, end_lineno, end_col_offset };
  }

  /** At most `most` characters that match `pattern`. */
  private take(pattern: RegExp, most: number): string {
    let text = "";
    while (text.length < most && !this.isAtEnd) {
      const character = String.fromCodePoint(this.codes[this.pos]);
      if (!pattern.test(character)) break;
      text += character;
      this.pos++;
    }
    return text;
  }
}
