/** sys.displayhook: the prompt shows a value and keeps it as builtins._ CPython: Python/sysmodule.c. */
import { PyObject_GetAttr, PyObject_GetOptionalAttr, PyObject_SetAttr } from "../abstract/attribute";
import { PyObject_CallMethodOneArg } from "../abstract/call";
import { PyErr_ClearIf, PyErr_SetString } from "../abstract/errors";
import { PyObject_Repr } from "../abstract/object-protocol";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import { _PySys_GetAttr, Py_PRINT_RAW, PyFile_WriteObject, PyFile_WriteString } from "../builtin-types/file";
import { get_latin1_char, PyUnicode_AsUTF8AndSize } from "../builtin-types/str";
import { PyUnicode_AsEncodedString, PyUnicode_Decode } from "../builtin-types/str-codecs";
import { _Py_ID, cstr } from "../object/literals";
import { Py_DECREF, Py_XDECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_RuntimeError, PyExc_UnicodeEncodeError } from "../object/static-types";
import { PyImport_GetModule } from "../vm/import-load";

const UNDERSCORE: u8 = 95;

/** Writes bytes in `encoding` through the stream's buffer, or as text where it has none. -1 with an exception. */
function write_encoded(out: PyObject, encoded: PyObject, encoding: usize): i32 {
  const found = PyObject_GetOptionalAttr(out, _Py_ID("buffer"));
  if (found < 0) return -1;
  if (found) {
    const buffer = tstate.out_object!;
    const result = PyObject_CallMethodOneArg(buffer, _Py_ID("write"), encoded);
    Py_DECREF(buffer);
    Py_XDECREF(result);
    return result ? 0 : -1;
  }
  const text = PyBytes_Check(encoded)
    ? PyUnicode_Decode(PyBytes_AS_STRING(encoded), PyBytes_GET_SIZE(encoded), encoding, cstr("strict"))
    : null;
  const status = text ? PyFile_WriteObject(text, out, Py_PRINT_RAW) : -1;
  Py_XDECREF(text);
  return status;
}

/** Writes repr(o) with escapes for what the stream's encoding does not have. -1 with an exception. */
function display_unencodable(out: PyObject, o: PyObject): i32 {
  const encoding = PyObject_GetAttr(out, _Py_ID("encoding"));
  const name = encoding ? PyUnicode_AsUTF8AndSize(encoding) : 0;
  const repr = name ? PyObject_Repr(o) : null;
  const encoded = repr ? PyUnicode_AsEncodedString(repr, name, cstr("backslashreplace")) : null;
  const status = encoded ? write_encoded(out, encoded, name) : -1;
  Py_XDECREF(encoded);
  Py_XDECREF(repr);
  Py_XDECREF(encoding);
  return status;
}

/** Shows `o` on a line of its own. -1 with an exception. */
function display(o: PyObject): i32 {
  const out = _PySys_GetAttr(_Py_ID("stdout"));
  if (!out || ptr(out) === ptr(Py_None)) {
    PyErr_SetString(PyExc_RuntimeError, cstr("lost sys.stdout"));
    return -1;
  }
  if (PyFile_WriteObject(o, out, 0) < 0) {
    if (!PyErr_ClearIf(PyExc_UnicodeEncodeError) || display_unencodable(out, o) < 0) return -1;
  }
  return PyFile_WriteString(cstr("\n"), out);
}

export function sys_displayhook(_m: PyObject, arg: PyObject | null): PyObject | null {
  const o = arg!;
  const builtins = PyImport_GetModule(_Py_ID("builtins"));
  if (!builtins) {
    if (!tstate.current_exception) PyErr_SetString(PyExc_RuntimeError, cstr("lost builtins module"));
    return null;
  }
  let status = 0;
  if (ptr(o) !== ptr(Py_None)) {
    const name = get_latin1_char(UNDERSCORE);
    // While repr() runs, the old value must not be in the way.
    status = PyObject_SetAttr(builtins, name, Py_None);
    if (status === 0) status = display(o);
    if (status === 0) status = PyObject_SetAttr(builtins, name, o);
  }
  Py_DECREF(builtins);
  return status < 0 ? null : Py_None;
}
