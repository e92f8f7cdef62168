/**
 * The module `_tokenize`. CPython: Python/Python-tokenize.c.
 *
 * NOT CPYTHON: the tokenizer is the host's; programs cannot use it yet, so TokenizerIter() is a NotImplementedError.
 */
import { PyErr_SetString } from "../abstract/errors";
import { module_add, module_begin } from "../builtin-types/module";
import { heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { newfunc } from "../object/slots";
import { PyExc_NotImplementedError } from "../object/static-types";
import { Py_TPFLAGS_DEFAULT, PyTypeObject } from "../object/type-object";

function tokenizeriter_new(_type: PyTypeObject, _args: PyObject, _kwds: PyObject | null): PyObject | null {
  PyErr_SetString(PyExc_NotImplementedError, cstr("programs cannot use the tokenizer"));
  return null;
}

/** The class TokenizerIter: new reference. */
function make_tokenizeriter_type(m: PyObject): PyTypeObject | null {
  const t = heap_type(m, cstr("_tokenize.TokenizerIter"), offsetof<PyObject>(), 0, Py_TPFLAGS_DEFAULT);
  if (!t) return null;
  t.tp_new = newfunc.of(tokenizeriter_new);
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
