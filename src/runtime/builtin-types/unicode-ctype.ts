/**
 * Properties of characters. CPython: Objects/unicodectype.c over the database of Unicode 15.1.
 *
 * The tables are recorded from CPython by scripts/record-unicode.py (unicode-tables.ts).
 */

export function _PyUnicode_IsWhitespace(ch: u32): bool {
  unreachable();
}
export function _PyUnicode_IsLinebreak(ch: u32): bool {
  unreachable();
}
export function _PyUnicode_IsAlpha(ch: u32): bool {
  unreachable();
}
export function _PyUnicode_IsDecimalDigit(ch: u32): bool {
  unreachable();
}
export function _PyUnicode_IsDigit(ch: u32): bool {
  unreachable();
}
export function _PyUnicode_IsNumeric(ch: u32): bool {
  unreachable();
}
export function _PyUnicode_IsPrintable(ch: u32): bool {
  unreachable();
}
export function _PyUnicode_IsLowercase(ch: u32): bool {
  unreachable();
}
export function _PyUnicode_IsUppercase(ch: u32): bool {
  unreachable();
}
export function _PyUnicode_IsTitlecase(ch: u32): bool {
  unreachable();
}
export function _PyUnicode_IsXidStart(ch: u32): bool {
  unreachable();
}
export function _PyUnicode_IsXidContinue(ch: u32): bool {
  unreachable();
}
export function _PyUnicode_IsCased(ch: u32): bool {
  unreachable();
}
export function _PyUnicode_IsCaseIgnorable(ch: u32): bool {
  unreachable();
}
/** 0..9, or -1. */
export function _PyUnicode_ToDecimalDigit(ch: u32): i32 {
  unreachable();
}
/** 0..9, or -1. */
export function _PyUnicode_ToDigit(ch: u32): i32 {
  unreachable();
}
/** The value, or -1. */
export function _PyUnicode_ToNumeric(ch: u32): f64 {
  unreachable();
}
/** Simple (one to one) mappings. */
export function _PyUnicode_ToLowercase(ch: u32): u32 {
  unreachable();
}
export function _PyUnicode_ToUppercase(ch: u32): u32 {
  unreachable();
}
export function _PyUnicode_ToTitlecase(ch: u32): u32 {
  unreachable();
}
/** Full mappings: write 1 to 3 characters (4 bytes each) to `res`, return their number. */
export function _PyUnicode_ToLowerFull(ch: u32, res: usize): i32 {
  unreachable();
}
export function _PyUnicode_ToUpperFull(ch: u32, res: usize): i32 {
  unreachable();
}
export function _PyUnicode_ToTitleFull(ch: u32, res: usize): i32 {
  unreachable();
}
export function _PyUnicode_ToFoldedFull(ch: u32, res: usize): i32 {
  unreachable();
}
