/**
 * The module `_tokenize`: tokens of a source whose lines a function delivers. CPython: Python/Python-tokenize.c.
 *
 * The tokenizer is the host's. It takes a line at a time, asked for when a token needs it, and gives back what the line has brought; the
 * iterator hands that out piece by piece.
 *
 *   tokenizeriterobject (64 bytes, no GC, as in CPython)
 *   +16 readline  +24 encoding (str or NULL)     +32 batch  the host's last record, or NULL
 *   +40 index     tokens of it given out         +44 tokenizer  the host's number
 *   +48 ended     ENDMARKER was given out        +52 no_more    readline has no more lines
 */
import { _PyArg_BadArgument, _PyArg_UnpackKeywordsTuple, ArgSpec } from "../abstract/args";
import { PyObject_GenericGetAttr, PyObject_SetAttr } from "../abstract/attribute";
import { PyObject_CallNoArgs } from "../abstract/call";
import {
  PyErr_ClearIf,
  PyErr_GetRaisedException,
  PyErr_SetObject,
  PyErr_SetRaisedException,
  PyErr_SetString,
} from "../abstract/errors";
import { PyObject_IsTrue, PyObject_SelfIter } from "../abstract/object-protocol";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { PyLong_AsLong } from "../builtin-types/int";
import { module_add, module_begin } from "../builtin-types/module";
import { PyUnicode_AsUTF8AndSize, PyUnicode_Check, PyUnicode_FromString } from "../builtin-types/str";
import { PyUnicode_Decode } from "../builtin-types/str-codecs";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyTuple_Pack } from "../builtin-types/tuple";
import { heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { tokenizer_close, tokenizer_feed, tokenizer_open, tokenizer_resume } from "../host";
import { free_instance } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef, PyObject, ptr, Slots } from "../object/object";
import { destructor, getattrofunc, getiterfunc, iternextfunc, newfunc } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_StopIteration, PyExc_TypeError } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, Py_TPFLAGS_IMMUTABLETYPE, PyTypeObject } from "../object/type-object";
import { issue_warnings, raise_compile_error, take_record } from "../vm/eval-code";

@unmanaged
class tokenizeriterobject extends PyObject {
  readline: PyObject;
  encoding: PyObject | null;
  batch: PyObject | null;
  index: i32;
  tokenizer: i32;
  ended: i32;
  no_more: i32;
  reserved: i64;
}

const new_spec: ArgSpec = changetype<ArgSpec>(memory.data(offsetof<ArgSpec>(), 16));

/** TokenizerIter(readline, /, *, encoding=None, extra_tokens): new reference, NULL with an exception. */
function tokenizeriter_new(type: PyTypeObject, args: PyObject, kwargs: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const name = cstr("tokenizeriter");
  const names = cstr("extra_tokens encoding");
  const a = _PyArg_UnpackKeywordsTuple(new_spec, name, names, 1, args, kwargs, 1, 1, 1);
  let result: PyObject | null = null;
  if (a) {
    const values = Slots.at(a);
    result = new_iterator(type, values.get(0), values.get(1), values.getOrNull(2));
  }
  stack_release(mark);
  return result;
}

function new_iterator(
  type: PyTypeObject,
  readline: PyObject,
  extra_tokens: PyObject,
  encoding: PyObject | null,
): PyObject | null {
  const keepsAll = PyObject_IsTrue(extra_tokens);
  if (keepsAll < 0) return null;
  if (encoding && !PyUnicode_Check(encoding)) {
    _PyArg_BadArgument(cstr("tokenizeriter"), cstr("argument 'encoding'"), cstr("str"), encoding);
    return null;
  }
  const o = type.tp_alloc!.call(type, 0);
  if (!o) return null;
  const it = changetype<tokenizeriterobject>(o);
  it.readline = Py_NewRef(readline);
  it.encoding = Py_XNewRef(encoding);
  it.tokenizer = tokenizer_open(keepsAll);
  return o;
}

function tokenizeriter_dealloc(o: PyObject): void {
  const it = changetype<tokenizeriterobject>(o);
  tokenizer_close(it.tokenizer);
  Py_DECREF(it.readline);
  Py_XDECREF(it.encoding);
  Py_XDECREF(it.batch);
  free_instance(o);
}

/** What readline returned, as text: new reference, NULL with an exception. Steals `raw`. */
function line_text(it: tokenizeriterobject, raw: PyObject): PyObject | null {
  const encoding = it.encoding;
  if (!encoding) {
    if (PyUnicode_Check(raw)) return raw;
    PyErr_SetString(PyExc_TypeError, cstr("readline() returned a non-string object"));
  } else if (PyBytes_Check(raw)) {
    const name = PyUnicode_AsUTF8AndSize(encoding);
    let line: PyObject | null = null;
    if (name) line = PyUnicode_Decode(PyBytes_AS_STRING(raw), PyBytes_GET_SIZE(raw), name, cstr("replace"));
    Py_DECREF(raw);
    return line;
  } else PyErr_SetString(PyExc_TypeError, cstr("readline() returned a non-bytes object"));
  Py_DECREF(raw);
  return null;
}

/** Reads a line and has it tokenized: size of the host's record, -1 with an exception. */
function read_on(it: tokenizeriterobject): i32 {
  const raw = PyObject_CallNoArgs(it.readline);
  if (!raw) {
    if (!PyErr_ClearIf(PyExc_StopIteration)) return -1;
    it.no_more = 1;
    return tokenizer_feed(it.tokenizer, 0, -1);
  }
  const line = line_text(it, raw);
  if (!line) return -1;
  const text = PyUnicode_AsUTF8AndSize(line);
  const length = tstate.out_i32;
  if (text && length === 0) it.no_more = 1;
  const size = text ? tokenizer_feed(it.tokenizer, text, length) : -1;
  Py_DECREF(line);
  return size;
}

/** Takes the host's record as the batch. False with an exception. */
function take_batch(it: tokenizeriterobject, size: i32): bool {
  if (size < 0) return false;
  const batch = take_record(size);
  if (!batch) return false;
  const old = it.batch;
  it.batch = batch;
  it.index = 0;
  Py_XDECREF(old);
  const filename = PyUnicode_FromString(cstr("<string>"));
  if (!filename) return false;
  const status = issue_warnings(PyTuple_GET_ITEM(batch, 2), filename);
  Py_DECREF(filename);
  return status === 0;
}

/** Sets attribute `name` of `exc` to `value` (stolen); errors stay set. */
function set_place(exc: PyObject, name: PyObject, value: PyObject | null): void {
  if (!value) return;
  PyObject_SetAttr(exc, name, value);
  Py_DECREF(value);
}

/** Raises a batch's error: (name, message, place or None, lineno, offset). Without a place the exception has attributes only. */
function raise_stream_error(error: PyObject): void {
  const place = PyTuple_GET_ITEM(error, 2);
  raise_compile_error(PyTuple_GET_ITEM(error, 0), PyTuple_GET_ITEM(error, 1), place);
  if (ptr(place) !== ptr(Py_None)) return;
  const exc = PyErr_GetRaisedException();
  if (!exc) return;
  const lineno = PyTuple_GET_ITEM(error, 3);
  set_place(exc, _Py_ID("filename"), PyUnicode_FromString(cstr("<string>")));
  set_place(exc, _Py_ID("lineno"), Py_NewRef(lineno));
  set_place(exc, _Py_ID("end_lineno"), Py_NewRef(lineno));
  set_place(exc, _Py_ID("offset"), Py_NewRef(PyTuple_GET_ITEM(error, 4)));
  if (tstate.current_exception) Py_DECREF(exc);
  else PyErr_SetRaisedException(exc);
}

/** (type, string, (lineno, column), (end lineno, end column), line) of the host's token: new reference, NULL with an exception. */
function make_token(batch: PyObject, token: PyObject): PyObject | null {
  const start = PyTuple_Pack(PyTuple_GET_ITEM(token, 2), PyTuple_GET_ITEM(token, 3));
  if (!start) return null;
  const end = PyTuple_Pack(PyTuple_GET_ITEM(token, 4), PyTuple_GET_ITEM(token, 5));
  let result: PyObject | null = null;
  if (end) {
    const number = <i32>PyLong_AsLong(PyTuple_GET_ITEM(token, 6));
    const line = PyTuple_GET_ITEM(PyTuple_GET_ITEM(batch, 1), number);
    result = PyTuple_Pack(PyTuple_GET_ITEM(token, 0), PyTuple_GET_ITEM(token, 1), start, end, line);
    Py_DECREF(end);
  }
  Py_DECREF(start);
  return result;
}

/** The next token: new reference; NULL at the end, with StopIteration("EOF"), or with an exception. */
function tokenizeriter_next(o: PyObject): PyObject | null {
  const it = changetype<tokenizeriterobject>(o);
  while (it.ended === 0) {
    const batch = it.batch;
    if (batch) {
      const tokens = PyTuple_GET_ITEM(batch, 0);
      const at = it.index++;
      if (at < PyTuple_GET_SIZE(tokens)) {
        const token = PyTuple_GET_ITEM(tokens, at);
        if (PyLong_AsLong(PyTuple_GET_ITEM(token, 0)) === 0) it.ended = 1;
        return make_token(batch, token);
      }
      const error = PyTuple_GET_ITEM(batch, 3);
      if (ptr(error) !== ptr(Py_None)) {
        Py_NewRef(error);
        if (take_batch(it, tokenizer_resume(it.tokenizer))) raise_stream_error(error);
        Py_DECREF(error);
        return null;
      }
      if (it.no_more !== 0) break;
    }
    const size = read_on(it);
    if (!take_batch(it, size)) return null;
  }
  const reason = PyUnicode_FromString(cstr("EOF"));
  if (reason) {
    PyErr_SetObject(PyExc_StopIteration, reason);
    Py_DECREF(reason);
  }
  return null;
}

/** The class TokenizerIter: new reference. */
function make_tokenizeriter_type(m: PyObject): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE;
  const t = heap_type(m, cstr("_tokenize.TokenizerIter"), offsetof<tokenizeriterobject>(), 0, flags);
  if (!t) return null;
  t.tp_new = newfunc.of(tokenizeriter_new);
  t.tp_dealloc = destructor.of(tokenizeriter_dealloc);
  t.tp_getattro = getattrofunc.of(PyObject_GenericGetAttr);
  t.tp_iter = getiterfunc.of(PyObject_SelfIter);
  t.tp_iternext = iternextfunc.of(tokenizeriter_next);
  return heap_type_finish(t);
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__tokenize(): PyObject | null {
  const m = module_begin(cstr("_tokenize"));
  if (!m) return null;
  if (module_add(m, cstr("TokenizerIter"), make_tokenizeriter_type(m)) === 0) return m;
  Py_DECREF(m);
  return null;
}
