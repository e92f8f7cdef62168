/** The module `binascii`. CPython: Modules/binascii.c. */
import { _PyArg_CheckPositional, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { Py_buffer, Py_buffer_OnStack } from "../abstract/buffer";
import { PyErr_NewException } from "../abstract/new-exception";
import { _PyNumber_Index } from "../abstract/number-convert";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { _Py_strhex_with_sep } from "../builtin-types/bytes-hex";
import { PyLong_AsInt, PyLong_Check, PyLong_FromLong } from "../builtin-types/int";
import { PyLong_AsUnsignedLongMask } from "../builtin-types/int-machine";
import {
  module_add,
  module_begin,
  module_fast,
  module_fast_keywords,
  module_o,
  module_state_alloc,
  module_state_set,
} from "../builtin-types/module";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, PyObject, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { PyExc_ValueError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import {
  abandoned,
  ascii_view,
  binascii_error,
  binascii_state,
  bytes_view,
  digit_value,
  finished,
  release_view,
  result_room,
} from "./binascii-support";
import { a2b_base64, a2b_qp, a2b_uu, b2a_base64, b2a_qp, b2a_uu } from "./binascii-texts";

const backtick_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const strict_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const newline_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const hex_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const a2b_qp_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const b2a_qp_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

/** A flag that may be missing: 1, 0, -1 with an exception. */
function flag(arg: PyObject | null, none: i32): i32 {
  return arg ? PyObject_IsTrue(arg) : none;
}

const UU_ENCODE: i32 = 0;
const BASE64_DECODE: i32 = 1;
const BASE64_ENCODE: i32 = 2;

function run(what: i32, view: Py_buffer, on: bool): PyObject | null {
  if (what === UU_ENCODE) return b2a_uu(view, on);
  return what === BASE64_DECODE ? a2b_base64(view, on) : b2a_base64(view, on);
}

/** The functions of (data, /, *, flag). */
function with_flag(what: i32, data: PyObject, on: i32): PyObject | null {
  if (on < 0) return null;
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  const ok = what === BASE64_DECODE ? ascii_view(data, view) : bytes_view(data, view);
  const result = ok ? run(what, view, on !== 0) : null;
  if (ok) release_view(view);
  stack_release(mark);
  return result;
}

function binascii_b2a_uu(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("backtick");
  const a = _PyArg_UnpackKeywords(backtick_spec, cstr("b2a_uu"), names, 1, args, nargs, null, kwnames, 1, 1);
  stack_release(mark);
  return a === 0 ? null : with_flag(UU_ENCODE, Slots.at(a).get(0), flag(Slots.at(a).getOrNull(1), 0));
}

function binascii_a2b_base64(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("strict_mode");
  const a = _PyArg_UnpackKeywords(strict_spec, cstr("a2b_base64"), names, 1, args, nargs, null, kwnames, 1, 1);
  stack_release(mark);
  return a === 0 ? null : with_flag(BASE64_DECODE, Slots.at(a).get(0), flag(Slots.at(a).getOrNull(1), 0));
}

function binascii_b2a_base64(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("newline");
  const a = _PyArg_UnpackKeywords(newline_spec, cstr("b2a_base64"), names, 1, args, nargs, null, kwnames, 1, 1);
  stack_release(mark);
  return a === 0 ? null : with_flag(BASE64_ENCODE, Slots.at(a).get(0), flag(Slots.at(a).getOrNull(1), 1));
}

function binascii_a2b_uu(_m: PyObject, data: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (ascii_view(data!, view)) {
    result = a2b_uu(view);
    release_view(view);
  }
  stack_release(mark);
  return result;
}

// --- hexadecimal digits ---

function unhex(view: Py_buffer): PyObject | null {
  const n = view.len;
  if (n & 1) return binascii_error(cstr("Odd-length string"));
  const room = result_room(<i64>(n / 2) + 1);
  if (room === 0) return null;
  let out = room;
  for (let i = 0; i < n; i += 2) {
    const high = digit_value(load<u8>(view.buf + <usize>i));
    const low = digit_value(load<u8>(view.buf + <usize>i + 1));
    if (high > 15 || low > 15) {
      abandoned(room);
      return binascii_error(cstr("Non-hexadecimal digit found"));
    }
    store<u8>(out++, <u8>((high << 4) | low));
  }
  return finished(room, out);
}

function binascii_a2b_hex(_m: PyObject, data: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (ascii_view(data!, view)) {
    result = unhex(view);
    release_view(view);
  }
  stack_release(mark);
  return result;
}

function hex(name: usize, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("data sep bytes_per_sep");
  const a = _PyArg_UnpackKeywords(hex_spec, name, names, 0, args, nargs, null, kwnames, 1, 3);
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (a !== 0 && bytes_view(Slots.at(a).get(0), view)) {
    const group = Slots.at(a).getOrNull(2);
    const count = group ? PyLong_AsInt(group) : 1;
    if (count !== -1 || !tstate.current_exception) {
      result = _Py_strhex_with_sep(view.buf, view.len, Slots.at(a).getOrNull(1), count, true);
    }
    release_view(view);
  }
  stack_release(mark);
  return result;
}

function binascii_b2a_hex(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return hex(cstr("b2a_hex"), args, nargs, kwnames);
}

function binascii_hexlify(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return hex(cstr("hexlify"), args, nargs, kwnames);
}

// --- checksums ---

/** An unsigned int argument, its lowest 32 bits. False with TypeError; the value in tstate.out_i32. */
function read_crc(arg: PyObject): bool {
  const n = PyLong_Check(arg) ? Py_NewRef(arg) : _PyNumber_Index(arg);
  if (!n) return false;
  tstate.out_i32 = <i32>PyLong_AsUnsignedLongMask(n);
  Py_DECREF(n);
  return true;
}

function crc32_of(at: usize, size: usize, crc: u32): u32 {
  crc = ~crc;
  for (const end = at + size; at < end; at++) {
    crc ^= load<u8>(at);
    for (let i = 0; i < 8; i++) crc = (crc >> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc;
}

function crc_hqx_of(at: usize, size: usize, crc: u32): u32 {
  for (const end = at + size; at < end; at++) {
    crc ^= (<u32>load<u8>(at)) << 8;
    for (let i = 0; i < 8; i++) crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
    crc &= 0xffff;
  }
  return crc;
}

/** The checksum of a view: new reference, and the view is given back. */
function checksum(data: PyObject, crc: u32, hqx: bool): PyObject | null {
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (bytes_view(data, view)) {
    const size = <usize>view.len;
    const sum = hqx ? crc_hqx_of(view.buf, size, crc & 0xffff) : crc32_of(view.buf, size, crc);
    release_view(view);
    result = PyLong_FromLong(<i64>sum);
  }
  stack_release(mark);
  return result;
}

function binascii_crc32(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("crc32"), nargs, 1, 2)) return null;
  tstate.out_i32 = 0;
  if (nargs === 2 && !read_crc(args.get(1))) return null;
  return checksum(args.get(0), <u32>tstate.out_i32, false);
}

function binascii_crc_hqx(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("crc_hqx"), nargs, 2, 2) || !read_crc(args.get(1))) return null;
  return checksum(args.get(0), <u32>tstate.out_i32, true);
}

// --- quoted-printable ---

function binascii_a2b_qp(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("data header");
  const a = _PyArg_UnpackKeywords(a2b_qp_spec, cstr("a2b_qp"), names, 0, args, nargs, null, kwnames, 1, 2);
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (a !== 0 && ascii_view(Slots.at(a).get(0), view)) {
    const header = flag(Slots.at(a).getOrNull(1), 0);
    if (header >= 0) result = a2b_qp(view, header !== 0);
    release_view(view);
  }
  stack_release(mark);
  return result;
}

function binascii_b2a_qp(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("data quotetabs istext header");
  const a = _PyArg_UnpackKeywords(b2a_qp_spec, cstr("b2a_qp"), names, 0, args, nargs, null, kwnames, 1, 4);
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (a !== 0 && bytes_view(Slots.at(a).get(0), view)) {
    const quotetabs = flag(Slots.at(a).getOrNull(1), 0);
    const istext = quotetabs < 0 ? -1 : flag(Slots.at(a).getOrNull(2), 1);
    const header = istext < 0 ? -1 : flag(Slots.at(a).getOrNull(3), 0);
    if (header >= 0) result = b2a_qp(view, quotetabs !== 0, istext !== 0, header !== 0);
    release_view(view);
  }
  stack_release(mark);
  return result;
}

function add_texts(m: PyObject): bool {
  return (
    module_o(
      m,
      cstr("a2b_uu"),
      PyCFunction.of(binascii_a2b_uu),
      cstr("a2b_uu($module, data, /)\n--\n\nThe bytes of a uuencoded line."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("b2a_uu"),
      PyCFunctionFastWithKeywords.of(binascii_b2a_uu),
      cstr("b2a_uu($module, data, /, *, backtick=False)\n--\n\nA uuencoded line."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("a2b_base64"),
      PyCFunctionFastWithKeywords.of(binascii_a2b_base64),
      cstr("a2b_base64($module, data, /, *, strict_mode=False)\n--\n\nThe bytes that base64 stands for."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("b2a_base64"),
      PyCFunctionFastWithKeywords.of(binascii_b2a_base64),
      cstr("b2a_base64($module, data, /, *, newline=True)\n--\n\nA line of base64."),
    ) === 0
  );
}

function add_digits(m: PyObject): bool {
  const hex_doc = cstr("b2a_hex($module, /, data, sep=<unrepresentable>, bytes_per_sep=1)\n--\n\nHexadecimal digits.");
  const hexlify_doc = cstr(
    "hexlify($module, /, data, sep=<unrepresentable>, bytes_per_sep=1)\n--\n\nHexadecimal digits.",
  );
  return (
    module_o(
      m,
      cstr("a2b_hex"),
      PyCFunction.of(binascii_a2b_hex),
      cstr("a2b_hex($module, hexstr, /)\n--\n\nThe bytes that hexadecimal digits stand for."),
    ) === 0 &&
    module_fast_keywords(m, cstr("b2a_hex"), PyCFunctionFastWithKeywords.of(binascii_b2a_hex), hex_doc) === 0 &&
    module_fast_keywords(m, cstr("hexlify"), PyCFunctionFastWithKeywords.of(binascii_hexlify), hexlify_doc) === 0 &&
    module_o(
      m,
      cstr("unhexlify"),
      PyCFunction.of(binascii_a2b_hex),
      cstr("unhexlify($module, hexstr, /)\n--\n\nThe bytes that hexadecimal digits stand for."),
    ) === 0
  );
}

function add_others(m: PyObject): bool {
  return (
    module_fast(
      m,
      cstr("crc_hqx"),
      PyCFunctionFast.of(binascii_crc_hqx),
      cstr("crc_hqx($module, data, crc, /)\n--\n\nThe CRC-CCITT checksum, going on from crc."),
    ) === 0 &&
    module_fast(
      m,
      cstr("crc32"),
      PyCFunctionFast.of(binascii_crc32),
      cstr("crc32($module, data, crc=0, /)\n--\n\nThe CRC-32 checksum, going on from crc."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("a2b_qp"),
      PyCFunctionFastWithKeywords.of(binascii_a2b_qp),
      cstr("a2b_qp($module, /, data, header=False)\n--\n\nThe bytes of quoted-printable text."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("b2a_qp"),
      PyCFunctionFastWithKeywords.of(binascii_b2a_qp),
      cstr(
        "b2a_qp($module, /, data, quotetabs=False, istext=True, header=False)\n--\n\nQuoted-printable text of bytes.",
      ),
    ) === 0
  );
}

/** The exceptions: false with another one. */
function add_exceptions(m: PyObject): bool {
  if (module_state_alloc(m, 2) < 0) return false;
  const error = PyErr_NewException(cstr("binascii.Error"), PyExc_ValueError, null);
  if (module_state_set(m, 0, error) < 0) return false;
  const incomplete = PyErr_NewException(cstr("binascii.Incomplete"), null, null);
  if (module_state_set(m, 1, incomplete) < 0) return false;
  binascii_state.Error = changetype<PyTypeObject>(error);
  binascii_state.Incomplete = changetype<PyTypeObject>(incomplete);
  return (
    module_add(m, cstr("Error"), Py_NewRef(error!)) === 0 &&
    module_add(m, cstr("Incomplete"), Py_NewRef(incomplete!)) === 0
  );
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit_binascii(): PyObject | null {
  const m = module_begin(cstr("binascii"), cstr("Bytes as text, and back."));
  if (!m) return null;
  if (add_texts(m) && add_digits(m) && add_others(m) && add_exceptions(m)) return m;
  Py_DECREF(m);
  return null;
}
