/**
 * A stack in linear memory for what C keeps in local arrays: argument vectors, small buffers, out-parameters.
 * CPython: the C stack itself. Also counts native recursion, which the engine's own stack bounds.
 *
 * Discipline: a function notes `stack_mark()` first and gives it to `stack_release` on every way out.
 */
import { fatal_error } from "../host";
import { cstr } from "./literals";

const NATIVE_STACK_SIZE: usize = 1 << 20;
const NATIVE_STACK: usize = memory.data(1048576, 16);

@unmanaged
class NativeStackState {
  used: usize;
}
const state: NativeStackState = changetype<NativeStackState>(memory.data(16, 16));

/** @inline */
export function stack_mark(): usize {
  return state.used;
}

/** `size` bytes (not cleared), 16-byte aligned, valid until the mark taken before is released. */
export function stack_alloc(size: usize): usize {
  const at = state.used;
  const end = (at + size + 15) & ~15;
  if (end > NATIVE_STACK_SIZE) fatal_error(cstr("native stack exhausted"), 22);
  state.used = end;
  return NATIVE_STACK + at;
}

/** @inline */
export function stack_release(mark: usize): void {
  state.used = mark;
}

/** True where `size` bytes still fit: larger arrays come from PyMem_Malloc. */
export function stack_fits(size: usize): bool {
  return state.used + size + 64 * 1024 < NATIVE_STACK_SIZE;
}
