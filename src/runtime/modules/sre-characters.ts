/**
 * Classes of characters in regular expressions. CPython: sre_category, SRE(charset) of Modules/_sre.
 * The locale is "C": beyond ASCII nothing is a letter, or has another case.
 */
import {
  _PyUnicode_ToLowercase,
  _PyUnicode_ToUppercase,
  Py_UNICODE_ISALNUM,
  Py_UNICODE_ISLINEBREAK,
  Py_UNICODE_ISSPACE,
  Py_UNICODE_TODECIMAL,
} from "../builtin-types/unicode-ctype";
import {
  SRE_CATEGORY_DIGIT,
  SRE_CATEGORY_LINEBREAK,
  SRE_CATEGORY_LOC_WORD,
  SRE_CATEGORY_SPACE,
  SRE_CATEGORY_UNI_DIGIT,
  SRE_CATEGORY_UNI_LINEBREAK,
  SRE_CATEGORY_UNI_SPACE,
  SRE_CATEGORY_UNI_WORD,
  SRE_CATEGORY_WORD,
  SRE_OP_ANY,
  SRE_OP_ANY_ALL,
  SRE_OP_BIGCHARSET,
  SRE_OP_CATEGORY,
  SRE_OP_CHARSET,
  SRE_OP_FAILURE,
  SRE_OP_IN,
  SRE_OP_IN_IGNORE,
  SRE_OP_IN_LOC_IGNORE,
  SRE_OP_IN_UNI_IGNORE,
  SRE_OP_LITERAL,
  SRE_OP_LITERAL_IGNORE,
  SRE_OP_LITERAL_LOC_IGNORE,
  SRE_OP_LITERAL_UNI_IGNORE,
  SRE_OP_NEGATE,
  SRE_OP_NOT_LITERAL,
  SRE_OP_NOT_LITERAL_IGNORE,
  SRE_OP_NOT_LITERAL_LOC_IGNORE,
  SRE_OP_NOT_LITERAL_UNI_IGNORE,
  SRE_OP_RANGE,
  SRE_OP_RANGE_UNI_IGNORE,
} from "./sre-constants";

export const LINE_FEED: u32 = 10;

/** The character at `p` in a string of characters T. @inline */
export function char_at<T>(p: usize): u32 {
  return <u32>load<T>(p);
}

/** @inline */
export function sre_lower_ascii(ch: u32): u32 {
  return ch - 65 < 26 ? ch + 32 : ch;
}

/** @inline */
function sre_upper_ascii(ch: u32): u32 {
  return ch - 97 < 26 ? ch - 32 : ch;
}

/** @inline */
export function sre_lower_unicode(ch: u32): u32 {
  return ch < 128 ? sre_lower_ascii(ch) : _PyUnicode_ToLowercase(ch);
}

/** @inline */
export function sre_upper_unicode(ch: u32): u32 {
  return ch < 128 ? sre_upper_ascii(ch) : _PyUnicode_ToUppercase(ch);
}

/** The letters, digits and "_" of ASCII: a bit for each character below 64, and from there on. */
const WORDS_LOW: u64 = 0x03ff000000000000;
const WORDS_HIGH: u64 = 0x07fffffe87fffffe;

/** @inline */
export function is_ascii_word(ch: u32): bool {
  return ch < 128 && (((ch < 64 ? WORDS_LOW : WORDS_HIGH) >> (ch & 63)) & 1) !== 0;
}

/** @inline */
export function is_unicode_word(ch: u32): bool {
  return ch < 128 ? is_ascii_word(ch) : Py_UNICODE_ISALNUM(ch);
}

/** 9 to 13 and 32. */
function is_ascii_space(ch: u32): bool {
  return ch === 32 || ch - 9 < 5;
}

/** A category without its sign. */
function is_in_class(category: u32, ch: u32): bool {
  switch (category) {
    case SRE_CATEGORY_UNI_WORD:
      return is_unicode_word(ch);
    case SRE_CATEGORY_UNI_SPACE:
      return Py_UNICODE_ISSPACE(ch);
    case SRE_CATEGORY_UNI_DIGIT:
      return Py_UNICODE_TODECIMAL(ch) >= 0;
    case SRE_CATEGORY_DIGIT:
      return ch - 48 < 10;
    case SRE_CATEGORY_SPACE:
      return is_ascii_space(ch);
    case SRE_CATEGORY_WORD:
    case SRE_CATEGORY_LOC_WORD:
      return is_ascii_word(ch);
    case SRE_CATEGORY_LINEBREAK:
      return ch === LINE_FEED;
    case SRE_CATEGORY_UNI_LINEBREAK:
      return Py_UNICODE_ISLINEBREAK(ch);
    default:
      return false;
  }
}

export function sre_category(category: u32, ch: u32): bool {
  return is_in_class(category & ~1, ch) !== ((category & 1) !== 0);
}

/** Bit `ch` of the bitmap at `set`, `ch` below 256 (or an index into many bitmaps). @inline */
export function bit_of(set: usize, ch: u32): bool {
  return ((load<u8>(set + <usize>(ch >> 3)) >> (ch & 7)) & 1) !== 0;
}

/** The block of a BIGCHARSET at `set` (behind its count) that `ch` belongs to has it. */
function is_in_blocks(set: usize, ch: u32): bool {
  if (ch >= 0x10000) return false;
  const block = <u32>load<u8>(set + <usize>(ch >> 8));
  return bit_of(set + 256, (block << 8) | (ch & 255));
}

/** `ch` (of lower case) or its upper case is in the range at `set`. */
function is_in_range_of_cases(set: usize, ch: u32): bool {
  const low = load<u32>(set);
  const high = load<u32>(set, 4);
  if (low <= ch && ch <= high) return true;
  const upper = sre_upper_unicode(ch);
  return low <= upper && upper <= high;
}

/** `ch` is a member of the set at `set`. */
export function sre_charset(set: usize, ch: u32): bool {
  let member: bool = true;
  while (true) {
    const op = load<u32>(set);
    set += 4;
    switch (op) {
      case SRE_OP_FAILURE:
        return !member;
      case SRE_OP_LITERAL:
        if (ch === load<u32>(set)) return member;
        set += 4;
        break;
      case SRE_OP_CATEGORY:
        if (sre_category(load<u32>(set), ch)) return member;
        set += 4;
        break;
      case SRE_OP_CHARSET:
        if (ch < 256 && bit_of(set, ch)) return member;
        set += 32;
        break;
      case SRE_OP_RANGE:
        if (load<u32>(set) <= ch && ch <= load<u32>(set, 4)) return member;
        set += 8;
        break;
      case SRE_OP_RANGE_UNI_IGNORE:
        if (is_in_range_of_cases(set, ch)) return member;
        set += 8;
        break;
      case SRE_OP_NEGATE:
        member = !member;
        break;
      case SRE_OP_BIGCHARSET:
        if (is_in_blocks(set + 4, ch)) return member;
        set += 4 + 256 + <usize>load<u32>(set) * 32;
        break;
      default:
        return false;
    }
  }
}

function is_in_either_case(set: usize, ch: u32): bool {
  const lower = sre_lower_ascii(ch);
  if (sre_charset(set, lower)) return true;
  const upper = sre_upper_ascii(ch);
  return upper !== lower && sre_charset(set, upper);
}

function is_either_case(pattern: u32, ch: u32): bool {
  return ch === pattern || sre_lower_ascii(ch) === pattern || sre_upper_ascii(ch) === pattern;
}

/** An instruction that takes exactly one character. */
export function is_character_op(op: u32): bool {
  switch (op) {
    case SRE_OP_ANY:
    case SRE_OP_ANY_ALL:
    case SRE_OP_CATEGORY:
    case SRE_OP_IN:
    case SRE_OP_IN_IGNORE:
    case SRE_OP_IN_LOC_IGNORE:
    case SRE_OP_IN_UNI_IGNORE:
    case SRE_OP_LITERAL:
    case SRE_OP_LITERAL_IGNORE:
    case SRE_OP_LITERAL_LOC_IGNORE:
    case SRE_OP_LITERAL_UNI_IGNORE:
    case SRE_OP_NOT_LITERAL:
    case SRE_OP_NOT_LITERAL_IGNORE:
    case SRE_OP_NOT_LITERAL_LOC_IGNORE:
    case SRE_OP_NOT_LITERAL_UNI_IGNORE:
      return true;
    default:
      return false;
  }
}

/** Bytes of the arguments at `p` of an instruction that takes one character. */
export function character_op_size(op: u32, p: usize): usize {
  if (op === SRE_OP_ANY || op === SRE_OP_ANY_ALL) return 0;
  const is_set = op === SRE_OP_IN || op === SRE_OP_IN_IGNORE || op === SRE_OP_IN_LOC_IGNORE;
  return is_set || op === SRE_OP_IN_UNI_IGNORE ? (<usize>load<u32>(p)) << 2 : 4;
}

/** Such an instruction, with its arguments at `p`, takes `ch`. */
export function matches_character(op: u32, p: usize, ch: u32): bool {
  switch (op) {
    case SRE_OP_ANY:
      return ch !== LINE_FEED;
    case SRE_OP_ANY_ALL:
      return true;
    case SRE_OP_CATEGORY:
      return sre_category(load<u32>(p), ch);
    case SRE_OP_IN:
      return sre_charset(p + 4, ch);
    case SRE_OP_IN_IGNORE:
      return sre_charset(p + 4, sre_lower_ascii(ch));
    case SRE_OP_IN_LOC_IGNORE:
      return is_in_either_case(p + 4, ch);
    case SRE_OP_IN_UNI_IGNORE:
      return sre_charset(p + 4, sre_lower_unicode(ch));
    case SRE_OP_LITERAL:
      return ch === load<u32>(p);
    case SRE_OP_LITERAL_IGNORE:
      return sre_lower_ascii(ch) === load<u32>(p);
    case SRE_OP_LITERAL_LOC_IGNORE:
      return is_either_case(load<u32>(p), ch);
    case SRE_OP_LITERAL_UNI_IGNORE:
      return sre_lower_unicode(ch) === load<u32>(p);
    case SRE_OP_NOT_LITERAL:
      return ch !== load<u32>(p);
    case SRE_OP_NOT_LITERAL_IGNORE:
      return sre_lower_ascii(ch) !== load<u32>(p);
    case SRE_OP_NOT_LITERAL_LOC_IGNORE:
      return !is_either_case(load<u32>(p), ch);
    case SRE_OP_NOT_LITERAL_UNI_IGNORE:
      return sre_lower_unicode(ch) !== load<u32>(p);
    default:
      return false;
  }
}
