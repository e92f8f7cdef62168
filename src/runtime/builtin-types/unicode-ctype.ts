/**
 * Properties of characters. CPython: Objects/unicodectype.c over the database of Unicode 15.1.
 *
 * The tables are recorded from CPython by scripts/record-unicode.py (unicode-tables.generated.ts).
 */
import {
  CASE_BLOCK_BYTES,
  CASE_BLOCKS,
  CASE_END,
  CASE_ENTRIES,
  CASE_ENTRY_BYTES,
  CASE_EXTENDED,
  CASE_RECORDS,
  CASE_SHIFT,
  FLAGS_BLOCK_BYTES,
  FLAGS_BLOCKS,
  FLAGS_END,
  FLAGS_ENTRIES,
  FLAGS_RECORDS,
  FLAGS_SHIFT,
  NUMERIC_RUNS,
  NUMERIC_RUNS_COUNT,
  NUMERIC_VALUES,
} from "./unicode-tables.generated";

const ALPHA_MASK: u32 = 0x01;
const DECIMAL_MASK: u32 = 0x02;
const DIGIT_MASK: u32 = 0x04;
const LOWER_MASK: u32 = 0x08;
const LINEBREAK_MASK: u32 = 0x10;
const SPACE_MASK: u32 = 0x20;
const TITLE_MASK: u32 = 0x40;
const UPPER_MASK: u32 = 0x80;
const XID_START_MASK: u32 = 0x100;
const XID_CONTINUE_MASK: u32 = 0x200;
const PRINTABLE_MASK: u32 = 0x400;
const NUMERIC_MASK: u32 = 0x800;
const CASE_IGNORABLE_MASK: u32 = 0x1000;
const CASED_MASK: u32 = 0x2000;

/** Flags, and above bit 16 the value of a digit. */
function flags(ch: u32): u32 {
  if (ch >= FLAGS_END) return 0;
  const at = <usize>(ch >> FLAGS_SHIFT);
  const block: u32 = FLAGS_BLOCK_BYTES === 1 ? load<u8>(FLAGS_BLOCKS + at) : load<u16>(FLAGS_BLOCKS + (at << 1));
  const entry = (block << FLAGS_SHIFT) | (ch & ((1 << FLAGS_SHIFT) - 1));
  return load<u32>(FLAGS_RECORDS + ((<usize>load<u8>(FLAGS_ENTRIES + <usize>entry)) << 2));
}

/** Address of the case record: differences to lower, upper, title; place of the full mapping. */
function case_record(ch: u32): usize {
  if (ch >= CASE_END) return CASE_RECORDS;
  const at = <usize>(ch >> CASE_SHIFT);
  const block: u32 = CASE_BLOCK_BYTES === 1 ? load<u8>(CASE_BLOCKS + at) : load<u16>(CASE_BLOCKS + (at << 1));
  const entry = <usize>((block << CASE_SHIFT) | (ch & ((1 << CASE_SHIFT) - 1)));
  const record: usize =
    CASE_ENTRY_BYTES === 1 ? load<u8>(CASE_ENTRIES + entry) : load<u16>(CASE_ENTRIES + (entry << 1));
  return CASE_RECORDS + (record << 4);
}

export function _PyUnicode_IsWhitespace(ch: u32): bool {
  return (flags(ch) & SPACE_MASK) !== 0;
}
export function _PyUnicode_IsLinebreak(ch: u32): bool {
  return (flags(ch) & LINEBREAK_MASK) !== 0;
}
export function _PyUnicode_IsAlpha(ch: u32): bool {
  return (flags(ch) & ALPHA_MASK) !== 0;
}
export function _PyUnicode_IsDecimalDigit(ch: u32): bool {
  return (flags(ch) & DECIMAL_MASK) !== 0;
}
export function _PyUnicode_IsDigit(ch: u32): bool {
  return (flags(ch) & DIGIT_MASK) !== 0;
}
export function _PyUnicode_IsNumeric(ch: u32): bool {
  return (flags(ch) & NUMERIC_MASK) !== 0;
}
export function _PyUnicode_IsPrintable(ch: u32): bool {
  return (flags(ch) & PRINTABLE_MASK) !== 0;
}
export function _PyUnicode_IsLowercase(ch: u32): bool {
  return (flags(ch) & LOWER_MASK) !== 0;
}
export function _PyUnicode_IsUppercase(ch: u32): bool {
  return (flags(ch) & UPPER_MASK) !== 0;
}
export function _PyUnicode_IsTitlecase(ch: u32): bool {
  return (flags(ch) & TITLE_MASK) !== 0;
}
export function _PyUnicode_IsXidStart(ch: u32): bool {
  return (flags(ch) & XID_START_MASK) !== 0;
}
export function _PyUnicode_IsXidContinue(ch: u32): bool {
  return (flags(ch) & XID_CONTINUE_MASK) !== 0;
}
export function _PyUnicode_IsCased(ch: u32): bool {
  return (flags(ch) & CASED_MASK) !== 0;
}
export function _PyUnicode_IsCaseIgnorable(ch: u32): bool {
  return (flags(ch) & CASE_IGNORABLE_MASK) !== 0;
}
/** Letter, decimal, digit or number: what str.isalnum asks. */
export function Py_UNICODE_ISALNUM(ch: u32): bool {
  return (flags(ch) & (ALPHA_MASK | DECIMAL_MASK | DIGIT_MASK | NUMERIC_MASK)) !== 0;
}

/** White space, with a short way for ASCII. @inline */
export function Py_UNICODE_ISSPACE(ch: u32): bool {
  // 9 to 13, 28 to 32
  if (ch < 128) return ch <= 32 && ((<u64>0x1f0003e00 >> ch) & 1) !== 0;
  return _PyUnicode_IsWhitespace(ch);
}

/** Line end, with a short way for ASCII. @inline */
export function Py_UNICODE_ISLINEBREAK(ch: u32): bool {
  // 10 to 13, 28 to 30
  if (ch < 128) return ch < 32 && ((0x70003c00 >> ch) & 1) !== 0;
  return _PyUnicode_IsLinebreak(ch);
}

/** 0..9, or -1. */
export function _PyUnicode_ToDecimalDigit(ch: u32): i32 {
  const f = flags(ch);
  return f & DECIMAL_MASK ? <i32>(f >> 16) : -1;
}
/** 0..9, or -1. */
export function _PyUnicode_ToDigit(ch: u32): i32 {
  const f = flags(ch);
  return f & DIGIT_MASK ? <i32>(f >> 16) : -1;
}

/** The decimal value, with a short way for ASCII; -1: none. @inline */
export function Py_UNICODE_TODECIMAL(ch: u32): i32 {
  if (ch < 128) return ch - 0x30 < 10 ? <i32>(ch - 0x30) : -1;
  return _PyUnicode_ToDecimalDigit(ch);
}

/** The value, or -1. */
export function _PyUnicode_ToNumeric(ch: u32): f64 {
  let low = 0;
  let high = NUMERIC_RUNS_COUNT;
  while (low < high) {
    const middle = (low + high) >> 1;
    const run = NUMERIC_RUNS + ((<usize>middle) << 3);
    const head = load<u32>(run);
    const first = head >> 8;
    if (ch < first) high = middle;
    else if (ch >= first + (head & 0xff)) low = middle + 1;
    else return load<f64>(NUMERIC_VALUES + ((<usize>load<u32>(run, 4)) << 3)) + <f64>(ch - first);
  }
  return -1;
}

/** Simple (one to one) mapping. */
export function _PyUnicode_ToLowercase(ch: u32): u32 {
  return ch + load<u32>(case_record(ch));
}
/** Simple (one to one) mapping. */
export function _PyUnicode_ToUppercase(ch: u32): u32 {
  return ch + load<u32>(case_record(ch), 4);
}
/** Simple (one to one) mapping. */
export function _PyUnicode_ToTitlecase(ch: u32): u32 {
  return ch + load<u32>(case_record(ch), 8);
}

/** Copies the `which`-th full mapping (0 lower, 1 upper, 2 title, 3 folded) of the entry to `res`; returns its length. */
function extended_case(entry: u32, which: u32, res: usize): i32 {
  let p = CASE_EXTENDED + ((<usize>entry) << 2);
  const counts = load<u32>(p);
  p += 4;
  for (let k: u32 = 0; k < which; k++) p += (<usize>((counts >> (k << 2)) & 15)) << 2;
  const n = (counts >> (which << 2)) & 15;
  memory.copy(res, p, (<usize>n) << 2);
  return <i32>n;
}

function full_mapping(ch: u32, which: u32, res: usize): i32 {
  const record = case_record(ch);
  const extended = load<u32>(record, 12);
  if (extended) return extended_case(extended, which, res);
  store<u32>(res, ch + load<u32>(record + ((<usize>(which === 3 ? 0 : which)) << 2)));
  return 1;
}

/** Full mapping: writes 1 to 3 characters (4 bytes each) to `res`, returns their number. */
export function _PyUnicode_ToLowerFull(ch: u32, res: usize): i32 {
  return full_mapping(ch, 0, res);
}
/** Full mapping: writes 1 to 3 characters (4 bytes each) to `res`, returns their number. */
export function _PyUnicode_ToUpperFull(ch: u32, res: usize): i32 {
  return full_mapping(ch, 1, res);
}
/** Full mapping: writes 1 to 3 characters (4 bytes each) to `res`, returns their number. */
export function _PyUnicode_ToTitleFull(ch: u32, res: usize): i32 {
  return full_mapping(ch, 2, res);
}
/** Full case folding: writes 1 to 3 characters (4 bytes each) to `res`, returns their number. */
export function _PyUnicode_ToFoldedFull(ch: u32, res: usize): i32 {
  return full_mapping(ch, 3, res);
}
