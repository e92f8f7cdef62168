/**
 * The state of a match, and its stack. CPython: SRE_STATE of Modules/_sre/sre.h, match_context and DATA_STACK of sre_lib.h.
 *
 *   SRE_STATE (216 bytes)
 *   +0 ptr, +8 beginning, +16 start, +24 end     addresses of characters
 *   +32 string      owned                        +160 pad, +168 mark   addresses, two a group (mem domain)
 *   +40 buffer      a Py_buffer of 80 bytes      +176 data_stack (mem domain), +184 its size, +192 bytes in use
 *   +120 pos, +128 endpos                        +200 repeat     the innermost SRE_REPEAT
 *   +136 isbytes, charsize, match_all, must_advance, debug, lastmark, lastindex
 *
 * Matching does not recurse: each attempt that may have to be taken back is a match_context on the stack (56 bytes), with the
 * marks that are to be restored above it. A context is known by its position, since the stack moves as it grows.
 */
import { Py_buffer } from "../abstract/buffer";
import { PyMem_Free, PyMem_Realloc } from "../memory/domains";
import { Py_ssize_t, PyObject } from "../object/object";
import { SRE_ERROR_MEMORY } from "./sre-constants";

@unmanaged
export class SRE_STATE {
  ptr: usize;
  beginning: usize;
  start: usize;
  end: usize;
  string: PyObject | null;
  buf: usize;
  obj: PyObject | null;
  len: Py_ssize_t;
  itemsize: Py_ssize_t;
  readonly: i32;
  ndim: i32;
  format: usize;
  shape: usize;
  strides: usize;
  suboffsets: usize;
  internal: usize;
  pos: i64;
  endpos: i64;
  isbytes: i32;
  charsize: i32;
  match_all: i32;
  must_advance: i32;
  debug: i32;
  /** Index of the last mark that is set, -1 none; those between may be 0. */
  lastmark: i32;
  /** The group that was closed last, -1 none. */
  lastindex: i32;
  pad: i32;
  mark: usize;
  data_stack: usize;
  data_stack_size: Py_ssize_t;
  data_stack_base: Py_ssize_t;
  repeat: SRE_REPEAT | null;
  sigcount: i64;
}

/** A REPEAT that is under way: 32 bytes, obj domain. */
@unmanaged
export class SRE_REPEAT {
  count: i64;
  pattern: usize;
  /** Where the last item began that was empty or not. */
  last_ptr: usize;
  prev: SRE_REPEAT | null;
}

@unmanaged
export class match_context {
  count: i64;
  rep: SRE_REPEAT | null;
  lastmark: i32;
  lastindex: i32;
  pattern: usize;
  ptr: usize;
  toplevel: i32;
  /** Where the attempt was made: what to do with its result. */
  jump: i32;
  last_ctx_pos: Py_ssize_t;
}
export const CONTEXT_SIZE: i32 = 56;

/** Where an attempt was made. CPython: JUMP_... of sre_lib.h. */
export const JUMP_NONE: i32 = 0;
export const JUMP_MAX_UNTIL_1: i32 = 1;
export const JUMP_MAX_UNTIL_2: i32 = 2;
export const JUMP_MAX_UNTIL_3: i32 = 3;
export const JUMP_MIN_UNTIL_1: i32 = 4;
export const JUMP_MIN_UNTIL_2: i32 = 5;
export const JUMP_MIN_UNTIL_3: i32 = 6;
export const JUMP_REPEAT: i32 = 7;
export const JUMP_REPEAT_ONE: i32 = 8;
export const JUMP_MIN_REPEAT_ONE: i32 = 10;
export const JUMP_BRANCH: i32 = 11;
export const JUMP_ASSERT: i32 = 12;
export const JUMP_ASSERT_NOT: i32 = 13;
export const JUMP_POSS_REPEAT_1: i32 = 14;
export const JUMP_POSS_REPEAT_2: i32 = 15;
export const JUMP_ATOMIC_GROUP: i32 = 16;

/** What an instruction leads to, besides 0 (failure), 1 (success) and errors below 0. */
export const FAILED: i32 = 0;
export const SUCCEEDED: i32 = 1;
/** A new context is on top: match it, then resume this one. */
export const CALL: i32 = 2;
/** This context goes on at its pattern and ptr. */
export const CONTINUE: i32 = 3;

/** The view of the string's buffer. */
export function buffer_of(state: SRE_STATE): Py_buffer {
  return changetype<Py_buffer>(changetype<usize>(state) + offsetof<SRE_STATE>("buf"));
}

/** @inline */
export function context_at(state: SRE_STATE, pos: i32): match_context {
  return changetype<match_context>(state.data_stack + <usize>pos);
}

export function data_stack_dealloc(state: SRE_STATE): void {
  if (state.data_stack !== 0) {
    PyMem_Free(state.data_stack);
    state.data_stack = 0;
  }
  state.data_stack_size = 0;
  state.data_stack_base = 0;
}

/** Room for `size` bytes more. False without memory: the stack stays as it is. */
function data_stack_grow(state: SRE_STATE, size: i32): bool {
  const minsize = state.data_stack_base + size;
  const cursize = minsize + minsize / 4 + 1024;
  // Beyond what an address can hold.
  if (cursize < minsize) return false;
  const stack = PyMem_Realloc(state.data_stack, <usize>cursize);
  if (stack === 0) return false;
  state.data_stack = stack;
  state.data_stack_size = cursize;
  return true;
}

/** @inline */
function fits(state: SRE_STATE, size: i32): bool {
  return size <= state.data_stack_size - state.data_stack_base || data_stack_grow(state, size);
}

/** A new context on top, for `pattern` at state.ptr: CALL, or SRE_ERROR_MEMORY. */
export function push_context(state: SRE_STATE, from: i32, jump: i32, pattern: usize, toplevel: i32): i32 {
  if (!fits(state, CONTEXT_SIZE)) return SRE_ERROR_MEMORY;
  const ctx = context_at(state, state.data_stack_base);
  state.data_stack_base += CONTEXT_SIZE;
  ctx.pattern = pattern;
  ctx.toplevel = toplevel;
  ctx.jump = jump;
  ctx.last_ctx_pos = from;
  return CALL;
}

/** An attempt at `pattern` for the context at `pos`, whose own kind of end it has. As push_context. */
export function attempt(state: SRE_STATE, pos: i32, jump: i32, pattern: usize): i32 {
  return push_context(state, pos, jump, pattern, context_at(state, pos).toplevel);
}

/** Notes what the marks are. The context may have moved when this returns. */
export function save_lastmark(state: SRE_STATE, ctx: match_context): void {
  ctx.lastmark = state.lastmark;
  ctx.lastindex = state.lastindex;
}

export function restore_lastmark(state: SRE_STATE, ctx: match_context): void {
  state.lastmark = ctx.lastmark;
  state.lastindex = ctx.lastindex;
}

/** Bytes of the marks up to `lastmark`. @inline */
function marks_size(lastmark: i32): i32 {
  return (lastmark + 1) << 3;
}

/** Puts the marks up to `lastmark` on the stack, which may move. False without memory. */
export function mark_push(state: SRE_STATE, lastmark: i32): bool {
  if (lastmark < 0) return true;
  const size = marks_size(lastmark);
  if (!fits(state, size)) return false;
  memory.copy(state.data_stack + <usize>state.data_stack_base, state.mark, <usize>size);
  state.data_stack_base += size;
  return true;
}

/** Restores the marks from the top of the stack, where they stay. */
export function mark_pop_keep(state: SRE_STATE, lastmark: i32): void {
  if (lastmark < 0) return;
  const size = marks_size(lastmark);
  memory.copy(state.mark, state.data_stack + <usize>(state.data_stack_base - size), <usize>size);
}

export function mark_pop_discard(state: SRE_STATE, lastmark: i32): void {
  if (lastmark >= 0) state.data_stack_base -= marks_size(lastmark);
}

export function mark_pop(state: SRE_STATE, lastmark: i32): void {
  mark_pop_keep(state, lastmark);
  mark_pop_discard(state, lastmark);
}

/** False without memory. */
export function push_word(state: SRE_STATE, word: usize): bool {
  if (!fits(state, 8)) return false;
  store<u64>(state.data_stack + <usize>state.data_stack_base, <u64>word);
  state.data_stack_base += 8;
  return true;
}

export function pop_word(state: SRE_STATE): usize {
  state.data_stack_base -= 8;
  return load<usize>(state.data_stack + <usize>state.data_stack_base);
}
