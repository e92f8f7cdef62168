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
import { PyObject, Slots } from "../object/object";
import { tstate } from "../object/state";
import { _PyCode_CODE, PyCodeObject } from "./code";

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
  unreachable();
}

/** Attribute `name` of the builtins in force: a new reference, NULL with AttributeError. */
export function _PyEval_GetBuiltin(name: PyObject): PyObject | null {
  unreachable();
}
