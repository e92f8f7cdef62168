/**
 * The layout of the text literals; scripts/preprocess.mjs generates what asc compiles in place of this file: one block
 * of static data with all `cstr` texts, the space of the `_Py_ID` objects, and the names of those.
 */

export function _cstr_base(): usize {
  return 0;
}
export function _identifier_base(): usize {
  return 0;
}
export function _identifier_count(): i32 {
  return 0;
}
export function _identifier_name(_i: i32): usize {
  return 0;
}
