/**
 * sys.stdin, sys.stdout, sys.stderr, and builtins.open. CPython: init_sys_streams, create_stdio, init_set_builtins_open of
 * Python/pylifecycle.c.
 */

import { PyObject_GetAttr, PyObject_GetAttrString, PyObject_SetAttr } from "../abstract/attribute";
import { PyObject_CallMethodNoArgs, PyObject_Vectorcall } from "../abstract/call";
import { PyErr_Clear } from "../abstract/errors";
import { PyObject_IsTrue } from "../abstract/object-protocol";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { PyDict_GetItemRef, PyDict_SetItem } from "../builtin-types/dict";
import { _PySys_GetAttr } from "../builtin-types/file";
import { PyLong_FromLong } from "../builtin-types/int";
import { PyList_CheckExact, PyList_GET_ITEM, PyList_GET_SIZE } from "../builtin-types/list";
import { PyFile_NewStdPrinter } from "../builtin-types/std-printer";
import {
  get_latin1_char,
  PyUnicode_Check,
  PyUnicode_DATA,
  PyUnicode_FromString,
  PyUnicode_GET_LENGTH,
} from "../builtin-types/str";
import { file_flags, file_write } from "../host-files";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { interp, tstate } from "../object/state";
import { Py_False, Py_None, Py_True } from "../object/static-types";
import { PyImport_ImportModule } from "../vm/import";
import { buffered_of } from "./io-buffered";
import { stdio_encoding, stdio_errors, stdio_unbuffered } from "./io-encoding";
import { file_of } from "./io-file";
import { io_open_binary } from "./io-open";
import { io, is_exactly } from "./io-state";
import { text_of, textio } from "./io-text";
import { textiowrapper_flush } from "./io-text-write";

/** o.name = text. False with an exception. */
function set_text(o: PyObject, name: PyObject, text: usize): bool {
  const value = PyUnicode_FromString(text);
  const status = value ? PyObject_SetAttr(o, name, value) : -1;
  Py_XDECREF(value);
  return status === 0;
}

/** The raw stream gets its name; is it a terminal? 1, 0, -1 with an exception. */
function name_raw(buffer: PyObject, unbuffered: bool, name: usize): i32 {
  const raw = unbuffered ? Py_NewRef(buffer) : PyObject_GetAttr(buffer, _Py_ID("raw"));
  if (!raw) return -1;
  let terminal = -1;
  if (set_text(raw, _Py_ID("name"), name)) {
    const answer = PyObject_CallMethodNoArgs(raw, _Py_ID("isatty"));
    if (answer) {
      terminal = PyObject_IsTrue(answer);
      Py_DECREF(answer);
    }
  }
  Py_DECREF(raw);
  return terminal;
}

/** A text stream around a buffer: new reference. */
function text_stream(buffer: PyObject, encoding: usize, errors: usize, lines: bool, through: bool): PyObject | null {
  const mark = stack_mark();
  const args = Slots.at(stack_alloc(48));
  const name = PyUnicode_FromString(encoding);
  const handling = PyUnicode_FromString(errors);
  args.set(0, buffer);
  args.set(1, name);
  args.set(2, handling);
  args.set(3, get_latin1_char(10));
  args.set(4, lines ? Py_True : Py_False);
  args.set(5, through ? Py_True : Py_False);
  const stream = name && handling ? PyObject_Vectorcall(io.PyTextIOWrapper_Type, args, 6, null) : null;
  Py_XDECREF(name);
  Py_XDECREF(handling);
  stack_release(mark);
  return stream;
}

/** A buffer (or raw stream) for a descriptor: new reference. */
function open_descriptor(fd: i32, mode: usize, unbuffered: bool): PyObject | null {
  const number = PyLong_FromLong(<i64>fd);
  if (!number) return null;
  const buffer = io_open_binary(number, mode, unbuffered ? 0 : -1, false);
  Py_DECREF(number);
  return buffer;
}

/** One of the standard streams, None where there is none: new reference, NULL with an exception. */
function create_stdio(fd: i32, name: usize, errors: usize): PyObject | null {
  if (file_flags(fd) < 0) return Py_None;
  const writes = fd > 0;
  const unbuffered = writes && stdio_unbuffered();
  const buffer = open_descriptor(fd, writes ? cstr("wb") : cstr("rb"), unbuffered);
  if (!buffer) return null;
  const terminal = name_raw(buffer, unbuffered, name);
  const lines = !stdio_unbuffered() && (terminal > 0 || fd === 2);
  let stream: PyObject | null = null;
  if (terminal >= 0) stream = text_stream(buffer, stdio_encoding(), errors, lines, stdio_unbuffered());
  Py_DECREF(buffer);
  if (!stream || set_text(stream, _Py_ID("mode"), writes ? cstr("w") : cstr("r"))) return stream;
  Py_DECREF(stream);
  return null;
}

/** sys.__name__ = sys.name = stream (stolen; NULL: fails). False with an exception. */
function set_stream(original: PyObject, name: PyObject, stream: PyObject | null): bool {
  if (!stream) return false;
  const dict = interp.sysdict!;
  const ok = PyDict_SetItem(dict, original, stream) === 0 && PyDict_SetItem(dict, name, stream) === 0;
  Py_DECREF(stream);
  return ok;
}

/** Early at start-up: sys.stderr for what goes wrong before the streams are there. False with an exception. */
export function init_early_stderr(): bool {
  return set_stream(_Py_ID("__stderr__"), _Py_ID("stderr"), PyFile_NewStdPrinter(2));
}

function init_sys_streams(): bool {
  const errors = stdio_errors();
  return (
    set_stream(_Py_ID("__stdin__"), _Py_ID("stdin"), create_stdio(0, cstr("<stdin>"), errors)) &&
    set_stream(_Py_ID("__stdout__"), _Py_ID("stdout"), create_stdio(1, cstr("<stdout>"), errors)) &&
    set_stream(_Py_ID("__stderr__"), _Py_ID("stderr"), create_stdio(2, cstr("<stderr>"), cstr("backslashreplace")))
  );
}

/** Start-up: imports `_io`, makes the streams and builtins.open. False with an exception. */
export function init_io(): bool {
  const module = PyImport_ImportModule(cstr("_io"));
  if (!module) return false;
  const open = PyObject_GetAttrString(module, cstr("open"));
  Py_DECREF(module);
  if (!open) return false;
  const status = PyDict_SetItem(interp.builtins!, _Py_ID("open"), open);
  Py_DECREF(open);
  return status === 0 && init_sys_streams();
}

/** Flushes the stdout of the start, whatever sys.stdout is now: for who embeds Python. Errors are dropped. */
export function flush_first_stdout(): void {
  const stream = _PySys_GetAttr(_Py_ID("__stdout__"));
  if (!stream || !is_exactly(stream, io.PyTextIOWrapper_Type)) return;
  const result = textiowrapper_flush(stream, null);
  if (result) Py_DECREF(result);
  else PyErr_Clear();
}

// --- after a fatal error ---

/** Writes a piece of what waits to be written. */
function rescue_piece(fd: i32, piece: PyObject): void {
  if (PyBytes_Check(piece)) file_write(fd, PyBytes_AS_STRING(piece), PyBytes_GET_SIZE(piece));
  else if (PyUnicode_Check(piece)) file_write(fd, PyUnicode_DATA(piece), PyUnicode_GET_LENGTH(piece));
}

function rescue_text(self: textio): void {
  const buffer = self.buffer;
  if (!self.raw || !buffer || !is_exactly(buffer, io.PyBufferedWriter_Type)) return;
  const fd = file_of(self.raw!).fd;
  const writer = buffered_of(buffer);
  const size = writer.write_end - writer.write_pos;
  if (writer.buffer && size > 0) file_write(fd, writer.buffer + <usize>writer.write_pos, <i32>size);
  const pending = self.pending_bytes;
  if (!pending) return;
  if (!PyList_CheckExact(pending)) rescue_piece(fd, pending);
  else for (let i = 0; i < PyList_GET_SIZE(pending); i++) rescue_piece(fd, PyList_GET_ITEM(pending, i));
}

/**
 * Writes what stands in the buffers of the first stdout, without calling any Python code: for the host, when nothing else
 * may be called any more.
 */
export function rescue_output(): void {
  const dict = interp.sysdict;
  if (!dict || PyDict_GetItemRef(dict, _Py_ID("__stdout__")) <= 0) return;
  const stream = tstate.out_object!;
  if (ptr(stream) !== ptr(Py_None) && is_exactly(stream, io.PyTextIOWrapper_Type)) rescue_text(text_of(stream));
}
