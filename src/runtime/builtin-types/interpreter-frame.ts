/**
 * Frames as the eval loop uses them, and the data stack on which they lie. CPython: pycore_frame.h, Python/frame.c,
 * the data stack of Python/pystate.c.
 *
 *   _PyInterpreterFrame (72 bytes, then co_nlocalsplus locals and the value stack, 8 bytes each)
 *   +0  f_executable  code object (owned), or None    +40 f_locals   mapping (owned), or NULL in functions
 *   +8  previous      frame, or 0                     +48 frame_obj  PyFrameObject (owned), or NULL
 *   +16 f_funcobj     function (owned)                +56 instr_ptr  address of the running (or next) code unit
 *   +24 f_globals     borrowed                        +64 stacktop i32, +68 return_offset u16, +70 owner u8
 *   +32 f_builtins    borrowed                        +72 localsplus
 *
 * stacktop counts from localsplus; it is -1 while the frame runs (the eval loop holds the stack pointer).
 * Frames lie in chunks of 16 KiB and more; each chunk begins with {previous, size, top}. `tstate.datastack_top` is the
 * first free word. A generator's frame lies in the generator, that of an entry into the eval loop on the native stack.
 */

import { PyErr_GetRaisedException, PyErr_SetObject, PyErr_SetRaisedException } from "../abstract/errors";
import { PyMapping_GetOptionalItem } from "../abstract/mapping";
import { _PyObject_GC_IS_TRACKED, _PyObject_GC_TRACK } from "../gc/gc-alloc";
import { _PyObject_VirtualAlloc, _PyObject_VirtualFree } from "../memory/domains";
import { Py_DECREF, Py_INCREF, Py_REFCNT, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { visitproc } from "../object/slots";
import { interp, tstate } from "../object/state";
import { PyExc_AttributeError } from "../object/static-types";
import { _PyCode_CODE, PyCodeObject } from "./code";
import { _PyFrame_GetFrameObject, FRAME_OBJECT_DATA, PyFrameObject } from "./frame-object";
import { PyFunctionObject } from "./function";

export const FRAME_OWNED_BY_THREAD: u8 = 0;
export const FRAME_OWNED_BY_GENERATOR: u8 = 1;
export const FRAME_OWNED_BY_FRAME_OBJECT: u8 = 2;
export const FRAME_OWNED_BY_CSTACK: u8 = 3;

/** PyFrameState: gi_frame_state of a generator. */
export const FRAME_CREATED: i8 = -3;
export const FRAME_SUSPENDED: i8 = -2;
export const FRAME_SUSPENDED_YIELD_FROM: i8 = -1;
export const FRAME_EXECUTING: i8 = 0;
export const FRAME_COMPLETED: i8 = 1;
export const FRAME_CLEARED: i8 = 4;

@unmanaged
export class _PyInterpreterFrame {
  f_executable: PyObject;
  previous: _PyInterpreterFrame | null;
  f_funcobj: PyObject;
  f_globals: PyObject;
  f_builtins: PyObject;
  f_locals: PyObject | null;
  frame_obj: PyObject | null;
  instr_ptr: usize;
  stacktop: i32;
  return_offset: u16;
  owner: u8;
  frame_pad: u8;

  /** The fast locals, then the value stack. */
  @inline get localsplus(): Slots {
    return Slots.at(changetype<usize>(this) + FRAME_HEAD);
  }
  /** Borrowed. */
  @inline get code(): PyCodeObject {
    return changetype<PyCodeObject>(this.f_executable);
  }
}

/** Bytes before localsplus. */
export const FRAME_HEAD: usize = 72;
/** The same in words: FRAME_SPECIALS_SIZE. */
export const FRAME_SPECIALS_SIZE: i32 = 9;

/** The running frame, or NULL. @inline */
export function current_frame(): _PyInterpreterFrame | null {
  return changetype<_PyInterpreterFrame | null>(tstate.current_frame);
}

/** Index of the code unit that runs. @inline */
export function _PyInterpreterFrame_LASTI(frame: _PyInterpreterFrame): i32 {
  return <i32>(frame.instr_ptr - _PyCode_CODE(frame.code)) >> 1;
}

/** A frame that Python code may not see yet: it makes its cells or generator, or is an entry frame. @inline */
export function _PyFrame_IsIncomplete(frame: _PyInterpreterFrame): bool {
  if (frame.owner === FRAME_OWNED_BY_CSTACK) return true;
  if (frame.owner === FRAME_OWNED_BY_GENERATOR) return false;
  const code = frame.code;
  return frame.instr_ptr < _PyCode_CODE(code) + ((<usize>code._co_firsttraceable) << 1);
}

/** `frame` or the nearest outer frame that Python code may see, or NULL. */
export function _PyFrame_GetFirstComplete(frame: _PyInterpreterFrame | null): _PyInterpreterFrame | null {
  let f = frame;
  while (f && _PyFrame_IsIncomplete(f)) f = f.previous;
  return f;
}

/** The innermost frame that Python code may see, or NULL. */
export function _PyThreadState_GetFrame(): _PyInterpreterFrame | null {
  return _PyFrame_GetFirstComplete(current_frame());
}

/** Globals of the running Python code: borrowed, NULL outside of any. */
export function PyEval_GetGlobals(): PyObject | null {
  const frame = _PyThreadState_GetFrame();
  return frame ? frame.f_globals : null;
}

/** The builtins in force: those of the running frame, else of the interpreter. Borrowed. */
export function PyEval_GetBuiltins(): PyObject | null {
  const frame = _PyThreadState_GetFrame();
  return frame ? frame.f_builtins : interp.builtins;
}

/** `name` (a str) among the builtins in force: a new reference, NULL with AttributeError. */
export function _PyEval_GetBuiltin(name: PyObject): PyObject | null {
  const builtins = PyEval_GetBuiltins();
  const found = PyMapping_GetOptionalItem(builtins!, name);
  const value = tstate.out_object;
  if (found === 0) PyErr_SetObject(PyExc_AttributeError, name);
  return found > 0 ? value : null;
}

// ---- The data stack -----------------------------------------------------------------------------------------------

/** Least size of a chunk: DATA_STACK_CHUNK_SIZE. */
const CHUNK_SIZE: usize = 16 * 1024;
/** Words that a chunk must have beyond the frame it is made for. */
const MINIMUM_OVERHEAD: usize = 1000;
/** Where the first frame of a chunk begins; the root chunk leaves one word out, so that it is never given back. */
const CHUNK_DATA: usize = 24;

@unmanaged
class StackChunk {
  previous: StackChunk | null;
  /** Bytes. */
  size: usize;
  /** Words in use, while another chunk is on top. */
  top: usize;
}

/** Makes a chunk with room for `bytes` the top one. Address of those bytes, taken; 0 without an exception. */
function push_chunk(bytes: usize): usize {
  let size = CHUNK_SIZE;
  while (size < bytes + MINIMUM_OVERHEAD * 8) size *= 2;
  const address = _PyObject_VirtualAlloc(size);
  if (address === 0) return 0;
  const chunk = changetype<StackChunk>(address);
  const below = changetype<StackChunk | null>(tstate.datastack_chunk);
  memory.fill(address, 0, CHUNK_DATA);
  chunk.previous = below;
  chunk.size = size;
  if (below) below.top = (tstate.datastack_top - changetype<usize>(below) - CHUNK_DATA) >> 3;
  tstate.datastack_chunk = address;
  tstate.datastack_limit = address + size;
  const start = address + CHUNK_DATA + (below ? 0 : 8);
  tstate.datastack_top = start + bytes;
  return start;
}

/** Room for a frame of `co_framesize` words (not initialised); NULL without an exception. @inline */
export function _PyThreadState_PushFrame(words: i32): _PyInterpreterFrame | null {
  const bytes = (<usize>words) << 3;
  const top = tstate.datastack_top;
  if (top !== 0 && bytes < tstate.datastack_limit - top) {
    tstate.datastack_top = top + bytes;
    return changetype<_PyInterpreterFrame>(top);
  }
  return changetype<_PyInterpreterFrame | null>(push_chunk(bytes));
}

/** True where a frame of that many words fits in the top chunk. @inline */
export function _PyThreadState_HasStackSpace(words: i32): bool {
  const top = tstate.datastack_top;
  return top !== 0 && (<usize>words) << 3 < tstate.datastack_limit - top;
}

/** Gives the room of the topmost frame back. @inline */
export function _PyThreadState_PopFrame(frame: _PyInterpreterFrame): void {
  if (ptr_of(frame) === tstate.datastack_chunk + CHUNK_DATA) pop_chunk();
  else tstate.datastack_top = ptr_of(frame);
}

function pop_chunk(): void {
  const chunk = changetype<StackChunk>(tstate.datastack_chunk);
  const below = chunk.previous!;
  tstate.datastack_chunk = changetype<usize>(below);
  _PyObject_VirtualFree(changetype<usize>(chunk), chunk.size);
  tstate.datastack_top = changetype<usize>(below) + CHUNK_DATA + (below.top << 3);
  tstate.datastack_limit = changetype<usize>(below) + below.size;
}

/** Gives all chunks back; no frame may be left. */
export function _PyThreadState_FreeDataStack(): void {
  let chunk = changetype<StackChunk | null>(tstate.datastack_chunk);
  tstate.datastack_chunk = 0;
  tstate.datastack_top = 0;
  tstate.datastack_limit = 0;
  while (chunk) {
    const below = chunk.previous;
    _PyObject_VirtualFree(changetype<usize>(chunk), chunk.size);
    chunk = below;
  }
}

// ---- One frame ----------------------------------------------------------------------------------------------------

/** @inline */
export function ptr_of(frame: _PyInterpreterFrame | null): usize {
  return changetype<usize>(frame);
}

/** Sets the fields of a new frame; steals `func` and `locals`. The fast locals from `null_locals_from` on become NULL. @inline */
export function _PyFrame_Initialize(
  frame: _PyInterpreterFrame,
  func: PyFunctionObject,
  locals: PyObject | null,
  code: PyCodeObject,
  null_locals_from: i32,
): void {
  const at = ptr_of(frame);
  Py_INCREF(code);
  store<u64>(at, <u64>ptr(code), offsetof<_PyInterpreterFrame>("f_executable"));
  store<u64>(at, <u64>ptr(func), offsetof<_PyInterpreterFrame>("f_funcobj"));
  store<u64>(at, <u64>ptr(func.func_globals), offsetof<_PyInterpreterFrame>("f_globals"));
  store<u64>(at, <u64>ptr(func.func_builtins), offsetof<_PyInterpreterFrame>("f_builtins"));
  store<u64>(at, <u64>ptr(locals), offsetof<_PyInterpreterFrame>("f_locals"));
  store<u64>(at, 0, offsetof<_PyInterpreterFrame>("frame_obj"));
  store<u64>(at, <u64>_PyCode_CODE(code), offsetof<_PyInterpreterFrame>("instr_ptr"));
  store<u64>(at, 0, offsetof<_PyInterpreterFrame>("previous"));
  const n = code.co_nlocalsplus;
  // stacktop = n, return_offset = 0, owner = FRAME_OWNED_BY_THREAD
  store<u64>(at, <u64>(<u32>n), offsetof<_PyInterpreterFrame>("stacktop"));
  const end = at + FRAME_HEAD + ((<usize>n) << 3);
  for (let p = at + FRAME_HEAD + ((<usize>null_locals_from) << 3); p < end; p += 8) store<u64>(p, 0);
}

/** Releases the locals and the value stack, and f_locals. */
export function _PyFrame_ClearLocals(frame: _PyInterpreterFrame): void {
  const stacktop = frame.stacktop;
  frame.stacktop = 0;
  const slots = frame.localsplus;
  for (let i = 0; i < stacktop; i++) Py_XDECREF(slots.getOrNull(i));
  const locals = frame.f_locals;
  if (locals) {
    frame.f_locals = null;
    Py_DECREF(locals);
  }
}

/**
 * Ends a frame: releases everything in it except f_executable. When a frame object is still used by others, it takes all
 * that over instead.
 */
export function _PyFrame_ClearExceptCode(frame: _PyInterpreterFrame): void {
  const f = frame.frame_obj;
  if (f) {
    frame.frame_obj = null;
    if (Py_REFCNT(f) > 1) {
      take_ownership(changetype<PyFrameObject>(f), frame);
      Py_DECREF(f);
      return;
    }
    Py_DECREF(f);
  }
  _PyFrame_ClearLocals(frame);
  Py_DECREF(frame.f_funcobj);
}

/** The frame object `f` becomes the owner of what `frame` holds, and links to the caller's frame object. */
function take_ownership(f: PyFrameObject, frame: _PyInterpreterFrame): void {
  Py_INCREF(frame.f_executable);
  const own = changetype<_PyInterpreterFrame>(ptr(f) + FRAME_OBJECT_DATA);
  memory.copy(ptr_of(own), ptr_of(frame), FRAME_HEAD + ((<usize>frame.stacktop) << 3));
  f.f_frame = own;
  own.owner = FRAME_OWNED_BY_FRAME_OBJECT;
  if (_PyFrame_IsIncomplete(own)) {
    // A generator or coroutine that was never started: let it look as if its first RESUME had run.
    const code = own.code;
    own.instr_ptr = _PyCode_CODE(code) + ((<usize>code._co_firsttraceable + 1) << 1);
  }
  const outer = _PyFrame_GetFirstComplete(own.previous);
  if (outer) {
    const exc = PyErr_GetRaisedException();
    const back = _PyFrame_GetFrameObject(outer);
    if (back) {
      Py_INCREF(back);
      f.f_back = back;
    }
    PyErr_SetRaisedException(exc); // out of memory: the link is lost, and what ended the frame stays raised
  }
  own.previous = null;
  if (!_PyObject_GC_IS_TRACKED(f)) _PyObject_GC_TRACK(f);
}

/** Visits what a frame owns; the value stack only of frames that do not run. */
export function _PyFrame_Traverse(frame: _PyInterpreterFrame, visit: visitproc, arg: usize): i32 {
  const f = frame.frame_obj;
  if (f) {
    const r = visit.call(f, arg);
    if (r !== 0) return r;
  }
  const locals = frame.f_locals;
  if (locals) {
    const r = visit.call(locals, arg);
    if (r !== 0) return r;
  }
  const func = changetype<PyObject | null>(frame.f_funcobj);
  if (func) {
    const r = visit.call(func, arg);
    if (r !== 0) return r;
  }
  const code = changetype<PyObject | null>(frame.f_executable);
  if (code) {
    const r = visit.call(code, arg);
    if (r !== 0) return r;
  }
  const slots = frame.localsplus;
  const n = frame.stacktop;
  for (let i = 0; i < n; i++) {
    const o = slots.getOrNull(i);
    if (!o) continue;
    const r = visit.call(o, arg);
    if (r !== 0) return r;
  }
  return 0;
}

/** Moves the frame `src`, which does not run, to `dest` (references move with it). */
export function _PyFrame_Copy(src: _PyInterpreterFrame, dest: _PyInterpreterFrame): void {
  memory.copy(ptr_of(dest), ptr_of(src), FRAME_HEAD + ((<usize>src.stacktop) << 3));
  dest.previous = null;
}
