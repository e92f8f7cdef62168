/**
 * The f_locals of a function's frame: a mapping that writes through to the fast locals (PEP 667).
 * CPython: framelocalsproxy_* of Objects/frameobject.c.
 *
 *   PyFrameLocalsProxyObject (24 bytes): +16 frame (owned)
 *
 * Names that are not fast locals live in the frame object's f_extra_locals.
 */
import { Py_IS_TYPE, Py_NewRef, PyObject } from "../object/object";
import { PyFrameLocalsProxy_Type } from "../object/static-types";
import { PyBytes_AS_STRING } from "./bytes";
import { CO_FAST_HIDDEN, CO_OPTIMIZED } from "./code";
import { PyDict_New } from "./dict";
import { _PyFrame_GetFrameObject } from "./frame-object";
import { _PyInterpreterFrame } from "./interpreter-frame";

/** @inline */
export function PyFrameLocalsProxy_Check(o: PyObject): bool {
  return Py_IS_TYPE(o, PyFrameLocalsProxy_Type);
}

/** A local of an inlined comprehension is alive in the frame of a class or module. */
export function _PyFrame_HasHiddenLocals(frame: _PyInterpreterFrame): bool {
  const co = frame.code;
  const kinds = PyBytes_AS_STRING(co.co_localspluskinds);
  const slots = frame.localsplus;
  for (let i = 0; i < co.co_nlocalsplus; i++) {
    if ((load<u8>(kinds + <usize>i) & CO_FAST_HIDDEN) === 0) continue;
    if (slots.getOrNull(i)) return true;
  }
  return false;
}

/** frame.f_locals: a new reference to the mapping of a class or module, else a new proxy. NULL with an exception. */
export function _PyFrame_GetLocals(frame: _PyInterpreterFrame): PyObject | null {
  const co = frame.code;
  if ((co.co_flags & CO_OPTIMIZED) === 0 && !_PyFrame_HasHiddenLocals(frame)) {
    if (!frame.f_locals) {
      frame.f_locals = PyDict_New();
      if (!frame.f_locals) return null;
    }
    return Py_NewRef(frame.f_locals!);
  }
  const f = _PyFrame_GetFrameObject(frame);
  if (!f) return null;
  return unreachable();
}

export function init_frame_locals_proxy_type(): void {}
