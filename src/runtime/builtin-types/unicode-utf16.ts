/**
 * UTF-16. CPython: PyUnicode_DecodeUTF16Stateful of Objects/unicodeobject.c, utf16_decode of stringlib/codecs.h.
 */
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_ssize_t, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { unicode_get_empty } from "./str";
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

/** @inline */
function unit_at(p: usize, big_endian: bool): u32 {
  return big_endian ? bswap<u16>(load<u16>(p)) : load<u16>(p);
}

/** Names the error at d.s. False: the input is incomplete and `stateful`. */
function describe_error(d: DecodeErrors, big_endian: bool, stateful: bool): bool {
  const left = <i32>(d.end - d.s);
  d.startinpos = <i32>(d.s - d.input);
  d.endinpos = d.startinpos + 2;
  if (left < 2) {
    if (stateful) return false;
    d.reason = cstr("truncated data");
    d.endinpos = <i32>(d.end - d.input);
  } else if ((unit_at(d.s, big_endian) & 0xfc00) === 0xdc00) d.reason = cstr("illegal encoding");
  else if (left < 4) {
    if (stateful) return false;
    d.reason = cstr("unexpected end of data");
    d.endinpos = <i32>(d.end - d.input);
  } else d.reason = cstr("illegal UTF-16 surrogate");
  return true;
}

/** Decodes the rest of the input. -1 on error. */
function decode_into(d: DecodeErrors, writer: _PyUnicodeWriter, big_endian: bool, stateful: bool): i32 {
  while (d.s < d.end) {
    if (d.s + 2 <= d.end) {
      const unit = unit_at(d.s, big_endian);
      if ((unit & 0xf800) !== 0xd800) {
        if (_PyUnicodeWriter_WriteChar(writer, unit) < 0) return -1;
        d.s += 2;
        continue;
      }
      if (unit < 0xdc00 && d.s + 4 <= d.end) {
        const low = unit_at(d.s + 2, big_endian);
        if ((low & 0xfc00) === 0xdc00) {
          if (_PyUnicodeWriter_WriteChar(writer, 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff)) < 0) return -1;
          d.s += 4;
          continue;
        }
      }
    }
    if (!describe_error(d, big_endian, stateful)) return 0;
    if (unicode_decode_call_errorhandler_writer(d, writer) < 0) return -1;
  }
  return 0;
}

/**
 * byteorder -1 little, 1 big, 0: as a mark at the start says, else little. With `stateful` an incomplete end is left; bytes
 * used are in `tstate.out_i32`, the byte order found in `tstate.out_i32_2`. Returns a new reference to a str.
 */
export function PyUnicode_DecodeUTF16Stateful(
  s: usize,
  size: Py_ssize_t,
  errors: usize,
  byteorder: i32,
  stateful: bool,
): PyObject | null {
  const mark = stack_mark();
  const d = changetype<DecodeErrors>(stack_alloc(offsetof<DecodeErrors>()));
  DecodeErrors_Init(d, cstr("utf-16-le"), errors, s, size);
  if (byteorder === 0 && size >= 2) {
    const bom = load<u16>(s);
    if (bom === 0xfeff) byteorder = -1;
    else if (bom === 0xfffe) byteorder = 1;
    if (byteorder !== 0) d.s = s + 2;
  }
  if (byteorder > 0) d.encoding = cstr("utf-16-be");
  let result: PyObject | null = unicode_get_empty();
  let used = size;
  if (d.s < d.end) {
    const writer = _PyUnicodeWriter_OnStack();
    writer.min_length = <i32>(d.end - d.s + 1) / 2;
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
export function PyUnicode_DecodeUTF16(s: usize, size: Py_ssize_t, errors: usize, byteorder: i32): PyObject | null {
  return PyUnicode_DecodeUTF16Stateful(s, size, errors, byteorder, false);
}

/** byteorder -1 little, 1 big, 0 little with a mark. Returns a new reference to bytes. */
export function _PyUnicode_EncodeUTF16(unicode: PyObject, errors: usize, byteorder: i32): PyObject | null {
  const encoding = byteorder < 0 ? cstr("utf-16-le") : byteorder > 0 ? cstr("utf-16-be") : cstr("utf-16");
  return encode_wide(unicode, errors, 2, byteorder, encoding);
}
