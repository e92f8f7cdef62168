/**
 * Function objects: what `def` and `lambda` make. CPython: Objects/funcobject.c, Include/cpython/funcobject.h.
 *
 *   PyFunctionObject (144 bytes)
 *   +16 func_globals   +24 func_builtins  +32 func_name        +40 func_qualname  +48 func_code      +56 func_defaults
 *   +64 func_kwdefaults +72 func_closure  +80 func_doc         +88 func_dict      +96 func_weakreflist
 *   +104 func_module   +112 func_annotations  +120 func_typeparams  +128 vectorcall  +136 func_version (u32)
 *
 * func_version is 0 until a specialised call asks for it, and again after code, defaults, kwdefaults, annotations or the
 * vectorcall change: two equal non-zero versions mean two functions that a call may treat alike.
 */
import { Py_IS_TYPE, PyObject } from "../object/object";
import { PyFunction_Type } from "../object/static-types";
import { vectorcallfunc } from "../object/slots";

@unmanaged
export class PyFunctionObject extends PyObject {
  /** Owned dict. */
  func_globals: PyObject;
  /** Owned mapping. */
  func_builtins: PyObject;
  /** Owned str. */
  func_name: PyObject;
  /** Owned str. */
  func_qualname: PyObject;
  /** Owned code object. */
  func_code: PyObject;
  /** Owned tuple, or NULL. */
  func_defaults: PyObject | null;
  /** Owned dict, or NULL. */
  func_kwdefaults: PyObject | null;
  /** Owned tuple of cells, or NULL. */
  func_closure: PyObject | null;
  /** Owned, anything. */
  func_doc: PyObject | null;
  /** Owned dict, or NULL. */
  func_dict: PyObject | null;
  func_weakreflist: PyObject | null;
  /** Owned, anything, or NULL. */
  func_module: PyObject | null;
  /** Owned dict or tuple of names and values, or NULL. */
  func_annotations: PyObject | null;
  /** Owned tuple, or NULL. */
  func_typeparams: PyObject | null;
  vectorcall: vectorcallfunc;
  func_version: u32;
  func_pad: u32;
}

/** @inline */
export function PyFunction_Check(o: PyObject): bool {
  return Py_IS_TYPE(o, PyFunction_Type);
}

/** A new function of `code` with `globals`; __qualname__ is the code's. Borrows both. NULL with an exception. */
export function PyFunction_New(code: PyObject, globals: PyObject): PyObject | null {
  unreachable();
}

/** As PyFunction_New with a __qualname__ (borrowed, NULL: the code's). */
export function PyFunction_NewWithQualName(
  code: PyObject,
  globals: PyObject,
  qualname: PyObject | null,
): PyObject | null {
  unreachable();
}

/** The version for specialised calls, given out now if there is none yet; 0: none to be had. */
export function _PyFunction_GetVersionForCurrentState(func: PyFunctionObject): u32 {
  unreachable();
}

export function init_function_type(): void {
  unreachable();
}
