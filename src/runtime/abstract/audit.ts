/**
 * Audit events (PEP 578): the hooks that sys.addaudithook has registered are told what is about to happen, and may forbid it by
 * raising. CPython: sys_audit_tstate of Python/sysmodule.c.
 */

import { PyList_Append, PyList_New } from "../builtin-types/list";
import { PyUnicode_FromString } from "../builtin-types/str";
import { PyTuple_New, PyTuple_SET_ITEM } from "../builtin-types/tuple";
import { _Py_ID } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, Slots } from "../object/object";
import { interp, tstate } from "../object/state";
import { PyObject_GetOptionalAttr } from "./attribute";
import { PyObject_Vectorcall } from "./call";
import { PyErr_GetRaisedException, PyErr_SetRaisedException } from "./errors";
import { PyIter_Next, PyObject_GetIter } from "./iterator";
import { PyObject_IsTrue } from "./object-protocol";

/** Somebody listens. Callers that would have to make arguments ask first. @inline */
export function should_audit(): bool {
  return interp.audit_hooks !== null;
}

/** `hook.__cantrace__` is true: 1, 0, -1 with an exception. */
function can_trace(hook: PyObject): i32 {
  const found = PyObject_GetOptionalAttr(hook, _Py_ID("__cantrace__"));
  const flag = tstate.out_object;
  if (found <= 0 || !flag) return found;
  const status = PyObject_IsTrue(flag);
  Py_DECREF(flag);
  return status;
}

/** Calls one hook with (event, args), traced only when it wants that. False with an exception. */
function call_hook(hook: PyObject, event: PyObject, args: PyObject): bool {
  const traced = can_trace(hook);
  if (traced < 0) return false;
  const mark = stack_mark();
  const stack = Slots.at(stack_alloc(16));
  stack.set(0, event);
  stack.set(1, args);
  if (traced) tstate.tracing--;
  const result = PyObject_Vectorcall(hook, stack, 2, null);
  if (traced) tstate.tracing++;
  stack_release(mark);
  Py_XDECREF(result);
  return result !== null;
}

/** Calls all hooks, until one raises. */
function call_hooks(event: PyObject, args: PyObject): void {
  const hooks = PyObject_GetIter(interp.audit_hooks!);
  if (!hooks) return;
  tstate.tracing++;
  while (true) {
    const hook = PyIter_Next(hooks);
    if (!hook) break;
    const ok = call_hook(hook, event, args);
    Py_DECREF(hook);
    if (!ok) break;
  }
  tstate.tracing--;
  Py_DECREF(hooks);
}

/** Tells the hooks of `event`; steals `args`, a tuple (NULL: it could not be made). -1 with the exception of a hook. */
export function sys_audit_object(event: PyObject, args: PyObject | null): i32 {
  if (!args) return -1;
  const exc = PyErr_GetRaisedException();
  if (interp.audit_hooks) call_hooks(event, args);
  Py_DECREF(args);
  if (tstate.current_exception) {
    Py_XDECREF(exc);
    return -1;
  }
  PyErr_SetRaisedException(exc);
  return 0;
}

/** As sys_audit_object for the name of an event; steals `args`. Without hooks it costs what made the arguments: see should_audit. */
export function PySys_AuditTuple(event: usize, args: PyObject | null): i32 {
  const name = args ? PyUnicode_FromString(event) : null;
  if (!name) {
    Py_XDECREF(args);
    return -1;
  }
  const status = sys_audit_object(name, args);
  Py_DECREF(name);
  return status;
}

/** An event without arguments. -1 with the exception of a hook. */
export function PySys_Audit(event: usize): i32 {
  return should_audit() ? PySys_AuditTuple(event, PyTuple_New(0)) : 0;
}

/** An event with one argument, borrowed. -1 with the exception of a hook. */
export function PySys_AuditOne(event: usize, arg: PyObject): i32 {
  if (!should_audit()) return 0;
  const args = PyTuple_New(1);
  if (args) PyTuple_SET_ITEM(args, 0, Py_NewRef(arg));
  return PySys_AuditTuple(event, args);
}

/** Registers a hook, borrowed. -1 with MemoryError. */
export function add_audit_hook(hook: PyObject): i32 {
  if (!interp.audit_hooks) interp.audit_hooks = PyList_New(0);
  const hooks = interp.audit_hooks;
  return hooks ? PyList_Append(hooks, hook) : -1;
}
