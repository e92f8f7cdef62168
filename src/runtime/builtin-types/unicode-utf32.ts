/**
 * UTF-32. CPython: PyUnicode_DecodeUTF32Stateful of Objects/unicodeobject.c.
 */
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_ssize_t, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { MAX_UNICODE, unicode_get_empty } from "./str";
import {
  _PyUnicodeWriter,
  _PyUnicodeWriter_Dealloc,
  _PyUnicodeWriter_Finish,
  _PyUnicodeWriter_OnStack,
  _PyUnicodeWriter_Prepare,
  _PyUnicodeWriter_WriteChar,
} from "./str-writer";
import {
  DecodeErrors,
  DecodeErrors_Clear,
  DecodeErrors_Init,
  unicode_decode_call_errorhandler_writer,
} from "./unicode-errors";
import { encode_wide } from "./unicode-wide";

/** Decodes the rest of the input. -1 on error. */
function decode_into(d: DecodeErrors, writer: _PyUnicodeWriter, big_endian: bool, stateful: bool): i32 {
  while (d.s < d.end) {
    d.startinpos = <i32>(d.s - d.input);
    d.endinpos = d.startinpos + 4;
    if (d.s + 4 > d.end) {
      if (stateful) return 0;
      d.reason = cstr("truncated data");
      d.endinpos = <i32>(d.end - d.input);
    } else {
      const word = load<u32>(d.s);
      const ch = big_endian ? bswap<u32>(word) : word;
      if (ch <= MAX_UNICODE && (ch & 0xfffff800) !== 0xd800) {
        if (_PyUnicodeWriter_WriteChar(writer, ch) < 0) return -1;
        d.s += 4;
        continue;
      }
      d.reason =
        ch > MAX_UNICODE
          ? cstr("code point not in range(0x110000)")
          : cstr("code point in surrogate code point range(0xd800, 0xe000)");
    }
    if (unicode_decode_call_errorhandler_writer(d, writer) < 0) return -1;
  }
  return 0;
}

/**
 * byteorder -1 little, 1 big, 0: as a mark at the start says, else little. With `stateful` an incomplete end is left; bytes
 * used are in `tstate.out_i32`, the byte order found in `tstate.out_i32_2`. Returns a new reference to a str.
 */
export function PyUnicode_DecodeUTF32Stateful(
  s: usize,
  size: Py_ssize_t,
  errors: usize,
  byteorder: i32,
  stateful: bool,
): PyObject | null {
  const mark = stack_mark();
  const d = changetype<DecodeErrors>(stack_alloc(offsetof<DecodeErrors>()));
  DecodeErrors_Init(d, cstr("utf-32-le"), errors, s, size);
  if (byteorder === 0 && size >= 4) {
    const bom = load<u32>(s);
    if (bom === 0x0000feff) byteorder = -1;
    else if (bom === 0xfffe0000) byteorder = 1;
    if (byteorder !== 0) d.s = s + 4;
  }
  if (byteorder > 0) d.encoding = cstr("utf-32-be");
  let result: PyObject | null = unicode_get_empty();
  let used = size;
  if (d.s < d.end) {
    const writer = _PyUnicodeWriter_OnStack();
    writer.min_length = <i32>(d.end - d.s + 3) / 4;
    let status = _PyUnicodeWriter_Prepare(writer, writer.min_length, 127);
    if (status === 0) status = decode_into(d, writer, byteorder > 0, stateful);
    used = <i32>(d.s - d.input);
    DecodeErrors_Clear(d);
    if (status < 0) {
      _PyUnicodeWriter_Dealloc(writer);
      result = null;
    } else result = _PyUnicodeWriter_Finish(writer);
  }
  stack_release(mark);
  tstate.out_i32 = used;
  tstate.out_i32_2 = byteorder;
  return result;
}

/** Returns a new reference to a str. */
export function PyUnicode_DecodeUTF32(s: usize, size: Py_ssize_t, errors: usize, byteorder: i32): PyObject | null {
  return PyUnicode_DecodeUTF32Stateful(s, size, errors, byteorder, false);
}

/** byteorder -1 little, 1 big, 0 little with a mark. Returns a new reference to bytes. */
export function _PyUnicode_EncodeUTF32(unicode: PyObject, errors: usize, byteorder: i32): PyObject | null {
  const encoding = byteorder < 0 ? cstr("utf-32-le") : byteorder > 0 ? cstr("utf-32-be") : cstr("utf-32");
  return encode_wide(unicode, errors, 4, byteorder, encoding);
}
