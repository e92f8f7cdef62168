/** `sys.audit` and `sys.addaudithook` (PEP 578). CPython: Python/sysmodule.c. */

import { _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { add_audit_hook, PySys_Audit, should_audit, sys_audit_object } from "../abstract/audit";
import { PyErr_Clear, PyErr_ExceptionMatches, PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { module_fast, module_fast_keywords } from "../builtin-types/module";
import { PyUnicode_Check } from "../builtin-types/str";
import { PyTuple_New, PyTuple_SET_ITEM } from "../builtin-types/tuple";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_NewRef, PyObject, Slots } from "../object/object";
import { PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { Py_None, PyExc_Exception, PyExc_TypeError } from "../object/static-types";

/** Without hooks nothing is looked at. */
function sys_audit(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (nargs === 0) {
    PyErr_SetString(PyExc_TypeError, cstr("audit() missing 1 required positional argument: 'event'"));
    return null;
  }
  if (!should_audit()) return Py_None;
  const event = args.get(0);
  if (!PyUnicode_Check(event)) {
    const format = cstr("expected str for argument 'event', not %.200s");
    return PyErr_Format(PyExc_TypeError, format, event.ob_type.tp_name);
  }
  const rest = PyTuple_New(nargs - 1);
  if (!rest) return null;
  for (let i = 1; i < nargs; i++) PyTuple_SET_ITEM(rest, i - 1, Py_NewRef(args.get(i)));
  return sys_audit_object(event, rest) < 0 ? null : Py_None;
}

const addaudithook_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

/** The hooks that are there may forbid it: silently with an Exception. */
function sys_addaudithook(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = Slots.at(
    _PyArg_UnpackKeywords(addaudithook_spec, cstr("addaudithook"), cstr("hook"), 0, args, nargs, null, kwnames, 1, 1),
  );
  stack_release(mark);
  if (!changetype<usize>(a)) return null;
  const hook = a.get(0);
  if (PySys_Audit(cstr("sys.addaudithook")) < 0) {
    if (!PyErr_ExceptionMatches(PyExc_Exception)) return null;
    PyErr_Clear();
    return Py_None;
  }
  return add_audit_hook(hook) < 0 ? null : Py_None;
}

/** Adds the functions to `sys`. False with an exception. */
export function add_audit_functions(m: PyObject): bool {
  return (
    module_fast(
      m,
      cstr("audit"),
      PyCFunctionFast.of(sys_audit),
      cstr("audit($module, event, /, *args)\n--\n\nTells the audit hooks of an event."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("addaudithook"),
      PyCFunctionFastWithKeywords.of(sys_addaudithook),
      cstr("addaudithook($module, /, hook)\n--\n\nRegisters a function that is told of every audit event."),
    ) === 0
  );
}
