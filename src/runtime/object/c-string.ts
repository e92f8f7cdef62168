/** NUL-terminated UTF-8 strings: length and comparison. CPython: <string.h>. */

export function strlen(text: usize): i32 {
  let end = text;
  while (load<u8>(end) !== 0) end++;
  return <i32>(end - text);
}

export function _PyCString_Equal(a: usize, b: usize): bool {
  let i: usize = 0;
  while (true) {
    const c = load<u8>(a + i);
    if (c !== load<u8>(b + i)) return false;
    if (c === 0) return true;
    i++;
  }
  return false;
}
