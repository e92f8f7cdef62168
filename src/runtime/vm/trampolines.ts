/** Code objects of the runtime's own: the shim around __init__. CPython: _Py_InitCleanup of Objects/codeobject.c. */

import { PyBytes_FromStringAndSize } from "../builtin-types/bytes";
import { CO_NO_MONITORING_EVENTS, CO_OPTIMIZED, PyCodeObject } from "../builtin-types/code";
import { _PyCode_New, code_constructor } from "../builtin-types/code-new";
import { EXIT_INIT_CHECK, RESUME, RETURN_VALUE } from "../builtin-types/code-opcodes";
import { unicode_get_empty } from "../builtin-types/str";
import { tuple_get_empty } from "../builtin-types/tuple";
import { _Py_SetImmortal, Py_DECREF } from "../object/object";

@unmanaged
class Trampolines {
  init_cleanup: PyCodeObject;
}
export const trampolines: Trampolines = changetype<Trampolines>(memory.data(16, 16));

/** EXIT_INIT_CHECK, RETURN_VALUE: returns the instance under the result of its __init__. Borrowed, immortal. @inline */
export function init_cleanup_code(): PyCodeObject {
  return trampolines.init_cleanup;
}

/** Makes them, at start-up. False: no memory. */
export function init_trampolines(): bool {
  const text = memory.data<u8>([<u8>EXIT_INIT_CHECK, 0, <u8>RETURN_VALUE, 0, <u8>RESUME, 0, <u8>RESUME, 0]);
  const code = PyBytes_FromStringAndSize(text, 8);
  const none = PyBytes_FromStringAndSize(0, 0);
  if (!code || !none) return false;
  const con = code_constructor;
  con.filename = unicode_get_empty();
  con.name = unicode_get_empty();
  con.qualname = unicode_get_empty();
  con.code = code;
  con.linetable = none;
  con.consts = tuple_get_empty();
  con.names = tuple_get_empty();
  con.localsplusnames = tuple_get_empty();
  con.localspluskinds = none;
  con.exceptiontable = none;
  con.flags = CO_OPTIMIZED | CO_NO_MONITORING_EVENTS;
  con.firstlineno = 0;
  con.argcount = 0;
  con.posonlyargcount = 0;
  con.kwonlyargcount = 0;
  con.stacksize = 2;
  const made = _PyCode_New(con);
  Py_DECREF(code);
  Py_DECREF(none);
  if (!made) return false;
  // Frames of it are never complete: no traceback, no f_back shows them.
  made._co_firsttraceable = 4;
  _Py_SetImmortal(made);
  trampolines.init_cleanup = made;
  return true;
}
