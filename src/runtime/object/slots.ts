/**
 * The function-pointer types of type slots and method tables. A value is an index into the wasm table, typed by its
 * signature; it is NULL-testable and cannot be confused with a slot of another signature.
 * CPython: the typedefs of Include/object.h, descrobject.h and methodobject.h.
 *
 * Ownership, unless a slot says otherwise: arguments are borrowed, results are new references; NULL or -1 means that an
 * exception is set.
 */
import { Py_hash_t, Py_ssize_t, PyObject, Slots } from "./object";
import { PyTypeObject } from "./type-object";

@unmanaged
@final
export class unaryfunc {
  @inline static of(f: (o: PyObject) => PyObject | null): unaryfunc {
    return changetype<unaryfunc>(f.index);
  }
  @inline call(o: PyObject): PyObject | null {
    return call_indirect<PyObject | null>(changetype<u32>(this), o);
  }
}

@unmanaged
@final
export class binaryfunc {
  @inline static of(f: (a: PyObject, b: PyObject) => PyObject | null): binaryfunc {
    return changetype<binaryfunc>(f.index);
  }
  @inline call(a: PyObject, b: PyObject): PyObject | null {
    return call_indirect<PyObject | null>(changetype<u32>(this), a, b);
  }
}

/** The third argument may be NULL (keyword dict of tp_call); it is None where nb_power has no modulus. */
@unmanaged
@final
export class ternaryfunc {
  @inline static of(f: (a: PyObject, b: PyObject, c: PyObject | null) => PyObject | null): ternaryfunc {
    return changetype<ternaryfunc>(f.index);
  }
  @inline call(a: PyObject, b: PyObject, c: PyObject | null): PyObject | null {
    return call_indirect<PyObject | null>(changetype<u32>(this), a, b, c);
  }
}

/** 1, 0, or -1 with an exception. */
@unmanaged
@final
export class inquiry {
  @inline static of(f: (o: PyObject) => i32): inquiry {
    return changetype<inquiry>(f.index);
  }
  @inline call(o: PyObject): i32 {
    return call_indirect<i32>(changetype<u32>(this), o);
  }
}

/** Length, or -1. */
@unmanaged
@final
export class lenfunc {
  @inline static of(f: (o: PyObject) => Py_ssize_t): lenfunc {
    return changetype<lenfunc>(f.index);
  }
  @inline call(o: PyObject): Py_ssize_t {
    return call_indirect<Py_ssize_t>(changetype<u32>(this), o);
  }
}

/** The index is 64 bits wide: Python's, before it is compared with a size. */
@unmanaged
@final
export class ssizeargfunc {
  @inline static of(f: (o: PyObject, i: i64) => PyObject | null): ssizeargfunc {
    return changetype<ssizeargfunc>(f.index);
  }
  @inline call(o: PyObject, i: i64): PyObject | null {
    return call_indirect<PyObject | null>(changetype<u32>(this), o, i);
  }
}

/** `value` NULL deletes. */
@unmanaged
@final
export class ssizeobjargproc {
  @inline static of(f: (o: PyObject, i: i64, value: PyObject | null) => i32): ssizeobjargproc {
    return changetype<ssizeobjargproc>(f.index);
  }
  @inline call(o: PyObject, i: i64, value: PyObject | null): i32 {
    return call_indirect<i32>(changetype<u32>(this), o, i, value);
  }
}

@unmanaged
@final
export class objobjproc {
  @inline static of(f: (o: PyObject, value: PyObject) => i32): objobjproc {
    return changetype<objobjproc>(f.index);
  }
  @inline call(o: PyObject, value: PyObject): i32 {
    return call_indirect<i32>(changetype<u32>(this), o, value);
  }
}

/** `value` NULL deletes. */
@unmanaged
@final
export class objobjargproc {
  @inline static of(f: (o: PyObject, key: PyObject, value: PyObject | null) => i32): objobjargproc {
    return changetype<objobjargproc>(f.index);
  }
  @inline call(o: PyObject, key: PyObject, value: PyObject | null): i32 {
    return call_indirect<i32>(changetype<u32>(this), o, key, value);
  }
}

/** Called with each reference an object owns; non-zero ends the walk and is returned by it. */
@unmanaged
@final
export class visitproc {
  @inline static of(f: (o: PyObject, arg: usize) => i32): visitproc {
    return changetype<visitproc>(f.index);
  }
  @inline call(o: PyObject, arg: usize): i32 {
    return call_indirect<i32>(changetype<u32>(this), o, arg);
  }
}

/** Calls `visit` for every reference that the object owns and the collector must know. */
@unmanaged
@final
export class traverseproc {
  @inline static of(f: (o: PyObject, visit: visitproc, arg: usize) => i32): traverseproc {
    return changetype<traverseproc>(f.index);
  }
  @inline call(o: PyObject, visit: visitproc, arg: usize): i32 {
    return call_indirect<i32>(changetype<u32>(this), o, visit, arg);
  }
}

/** tp_free: gives the memory of the object back. */
@unmanaged
@final
export class freefunc {
  @inline static of(f: (o: PyObject) => void): freefunc {
    return changetype<freefunc>(f.index);
  }
  @inline call(o: PyObject): void {
    call_indirect<void>(changetype<u32>(this), o);
  }
}

/** tp_dealloc, tp_finalize. */
@unmanaged
@final
export class destructor {
  @inline static of(f: (o: PyObject) => void): destructor {
    return changetype<destructor>(f.index);
  }
  @inline call(o: PyObject): void {
    call_indirect<void>(changetype<u32>(this), o);
  }
}

@unmanaged
@final
export class getattrofunc {
  @inline static of(f: (o: PyObject, name: PyObject) => PyObject | null): getattrofunc {
    return changetype<getattrofunc>(f.index);
  }
  @inline call(o: PyObject, name: PyObject): PyObject | null {
    return call_indirect<PyObject | null>(changetype<u32>(this), o, name);
  }
}

/** `value` NULL deletes. */
@unmanaged
@final
export class setattrofunc {
  @inline static of(f: (o: PyObject, name: PyObject, value: PyObject | null) => i32): setattrofunc {
    return changetype<setattrofunc>(f.index);
  }
  @inline call(o: PyObject, name: PyObject, value: PyObject | null): i32 {
    return call_indirect<i32>(changetype<u32>(this), o, name, value);
  }
}

@unmanaged
@final
export class reprfunc {
  @inline static of(f: (o: PyObject) => PyObject | null): reprfunc {
    return changetype<reprfunc>(f.index);
  }
  @inline call(o: PyObject): PyObject | null {
    return call_indirect<PyObject | null>(changetype<u32>(this), o);
  }
}

/** The hash, never -1; -1 with an exception. */
@unmanaged
@final
export class hashfunc {
  @inline static of(f: (o: PyObject) => Py_hash_t): hashfunc {
    return changetype<hashfunc>(f.index);
  }
  @inline call(o: PyObject): Py_hash_t {
    return call_indirect<Py_hash_t>(changetype<u32>(this), o);
  }
}

/** `op` is Py_LT .. Py_GE. */
@unmanaged
@final
export class richcmpfunc {
  @inline static of(f: (a: PyObject, b: PyObject, op: i32) => PyObject | null): richcmpfunc {
    return changetype<richcmpfunc>(f.index);
  }
  @inline call(a: PyObject, b: PyObject, op: i32): PyObject | null {
    return call_indirect<PyObject | null>(changetype<u32>(this), a, b, op);
  }
}

@unmanaged
@final
export class getiterfunc {
  @inline static of(f: (o: PyObject) => PyObject | null): getiterfunc {
    return changetype<getiterfunc>(f.index);
  }
  @inline call(o: PyObject): PyObject | null {
    return call_indirect<PyObject | null>(changetype<u32>(this), o);
  }
}

/** NULL without an exception is the end. */
@unmanaged
@final
export class iternextfunc {
  @inline static of(f: (o: PyObject) => PyObject | null): iternextfunc {
    return changetype<iternextfunc>(f.index);
  }
  @inline call(o: PyObject): PyObject | null {
    return call_indirect<PyObject | null>(changetype<u32>(this), o);
  }
}

/** (descriptor, instance or NULL, type or NULL). */
@unmanaged
@final
export class descrgetfunc {
  @inline static of(f: (d: PyObject, o: PyObject | null, t: PyObject | null) => PyObject | null): descrgetfunc {
    return changetype<descrgetfunc>(f.index);
  }
  @inline call(d: PyObject, o: PyObject | null, t: PyObject | null): PyObject | null {
    return call_indirect<PyObject | null>(changetype<u32>(this), d, o, t);
  }
}

/** `value` NULL deletes. */
@unmanaged
@final
export class descrsetfunc {
  @inline static of(f: (d: PyObject, o: PyObject, value: PyObject | null) => i32): descrsetfunc {
    return changetype<descrsetfunc>(f.index);
  }
  @inline call(d: PyObject, o: PyObject, value: PyObject | null): i32 {
    return call_indirect<i32>(changetype<u32>(this), d, o, value);
  }
}

/** (self, args tuple, keyword dict or NULL). */
@unmanaged
@final
export class initproc {
  @inline static of(f: (o: PyObject, args: PyObject, kwds: PyObject | null) => i32): initproc {
    return changetype<initproc>(f.index);
  }
  @inline call(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
    return call_indirect<i32>(changetype<u32>(this), o, args, kwds);
  }
}

/** (type, args tuple, keyword dict or NULL). */
@unmanaged
@final
export class newfunc {
  @inline static of(f: (t: PyTypeObject, args: PyObject, kwds: PyObject | null) => PyObject | null): newfunc {
    return changetype<newfunc>(f.index);
  }
  @inline call(t: PyTypeObject, args: PyObject, kwds: PyObject | null): PyObject | null {
    return call_indirect<PyObject | null>(changetype<u32>(this), t, args, kwds);
  }
}

@unmanaged
@final
export class allocfunc {
  @inline static of(f: (t: PyTypeObject, nitems: Py_ssize_t) => PyObject | null): allocfunc {
    return changetype<allocfunc>(f.index);
  }
  @inline call(t: PyTypeObject, nitems: Py_ssize_t): PyObject | null {
    return call_indirect<PyObject | null>(changetype<u32>(this), t, nitems);
  }
}

/**
 * (callable, arguments, count | PY_VECTORCALL_ARGUMENTS_OFFSET, tuple of keyword names or NULL). All arguments are borrowed,
 * keyword values stand behind the positional ones. With the offset flag the callee may use `args[-1]` and must restore it.
 */
@unmanaged
@final
export class vectorcallfunc {
  @inline static of(
    f: (callable: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null) => PyObject | null,
  ): vectorcallfunc {
    return changetype<vectorcallfunc>(f.index);
  }
  @inline call(callable: PyObject, args: Slots, nargsf: u32, kwnames: PyObject | null): PyObject | null {
    return call_indirect<PyObject | null>(changetype<u32>(this), callable, args, nargsf, kwnames);
  }
}

/** am_send: a new reference to the result in `tstate.send_result`; returns PYGEN_RETURN, PYGEN_ERROR or PYGEN_NEXT. */
@unmanaged
@final
export class sendfunc {
  @inline static of(f: (iter: PyObject, value: PyObject) => i32): sendfunc {
    return changetype<sendfunc>(f.index);
  }
  @inline call(iter: PyObject, value: PyObject): i32 {
    return call_indirect<i32>(changetype<u32>(this), iter, value);
  }
}

/** (exporter, address of a Py_buffer, PyBUF flags). */
@unmanaged
@final
export class getbufferproc {
  @inline static of(f: (o: PyObject, view: usize, flags: i32) => i32): getbufferproc {
    return changetype<getbufferproc>(f.index);
  }
  @inline call(o: PyObject, view: usize, flags: i32): i32 {
    return call_indirect<i32>(changetype<u32>(this), o, view, flags);
  }
}

@unmanaged
@final
export class releasebufferproc {
  @inline static of(f: (o: PyObject, view: usize) => void): releasebufferproc {
    return changetype<releasebufferproc>(f.index);
  }
  @inline call(o: PyObject, view: usize): void {
    call_indirect<void>(changetype<u32>(this), o, view);
  }
}

/** PyGetSetDef.get. */
@unmanaged
@final
export class getter {
  @inline static of(f: (o: PyObject, closure: usize) => PyObject | null): getter {
    return changetype<getter>(f.index);
  }
  @inline call(o: PyObject, closure: usize): PyObject | null {
    return call_indirect<PyObject | null>(changetype<u32>(this), o, closure);
  }
}

/** PyGetSetDef.set; `value` NULL deletes. */
@unmanaged
@final
export class setter {
  @inline static of(f: (o: PyObject, value: PyObject | null, closure: usize) => i32): setter {
    return changetype<setter>(f.index);
  }
  @inline call(o: PyObject, value: PyObject | null, closure: usize): i32 {
    return call_indirect<i32>(changetype<u32>(this), o, value, closure);
  }
}

/** METH_NOARGS (`arg` NULL), METH_O (the argument), METH_VARARGS (the tuple). */
@unmanaged
@final
export class PyCFunction {
  @inline static of(f: (self: PyObject, arg: PyObject | null) => PyObject | null): PyCFunction {
    return changetype<PyCFunction>(f.index);
  }
  @inline call(self: PyObject, arg: PyObject | null): PyObject | null {
    return call_indirect<PyObject | null>(changetype<u32>(this), self, arg);
  }
}

/** METH_VARARGS | METH_KEYWORDS. */
@unmanaged
@final
export class PyCFunctionWithKeywords {
  @inline static of(
    f: (self: PyObject, args: PyObject, kwds: PyObject | null) => PyObject | null,
  ): PyCFunctionWithKeywords {
    return changetype<PyCFunctionWithKeywords>(f.index);
  }
  @inline call(self: PyObject, args: PyObject, kwds: PyObject | null): PyObject | null {
    return call_indirect<PyObject | null>(changetype<u32>(this), self, args, kwds);
  }
}

/** METH_FASTCALL. */
@unmanaged
@final
export class PyCFunctionFast {
  @inline static of(f: (self: PyObject, args: Slots, nargs: i32) => PyObject | null): PyCFunctionFast {
    return changetype<PyCFunctionFast>(f.index);
  }
  @inline call(self: PyObject, args: Slots, nargs: i32): PyObject | null {
    return call_indirect<PyObject | null>(changetype<u32>(this), self, args, nargs);
  }
}

/** METH_FASTCALL | METH_KEYWORDS. */
@unmanaged
@final
export class PyCFunctionFastWithKeywords {
  @inline static of(
    f: (self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null) => PyObject | null,
  ): PyCFunctionFastWithKeywords {
    return changetype<PyCFunctionFastWithKeywords>(f.index);
  }
  @inline call(self: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
    return call_indirect<PyObject | null>(changetype<u32>(this), self, args, nargs, kwnames);
  }
}

/** METH_METHOD | METH_FASTCALL | METH_KEYWORDS. */
@unmanaged
@final
export class PyCMethod {
  @inline static of(
    f: (
      self: PyObject,
      defining_class: PyTypeObject,
      args: Slots,
      nargs: i32,
      kwnames: PyObject | null,
    ) => PyObject | null,
  ): PyCMethod {
    return changetype<PyCMethod>(f.index);
  }
  @inline call(
    self: PyObject,
    defining_class: PyTypeObject,
    args: Slots,
    nargs: i32,
    kwnames: PyObject | null,
  ): PyObject | null {
    return call_indirect<PyObject | null>(changetype<u32>(this), self, defining_class, args, nargs, kwnames);
  }
}

/** Slot wrapper: (self, args tuple, the wrapped slot's table index, keyword dict or NULL). */
@unmanaged
@final
export class wrapperfunc {
  @inline static of(
    f: (self: PyObject, args: PyObject, wrapped: u32, kwds: PyObject | null) => PyObject | null,
  ): wrapperfunc {
    return changetype<wrapperfunc>(f.index);
  }
  @inline call(self: PyObject, args: PyObject, wrapped: u32, kwds: PyObject | null): PyObject | null {
    return call_indirect<PyObject | null>(changetype<u32>(this), self, args, wrapped, kwds);
  }
}
