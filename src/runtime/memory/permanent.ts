/**
 * Memory for what lives as long as the runtime and is counted nowhere: method tables, type tables, static strings.
 * CPython: static C data. It lies in the module's static data, below every arena, and is handed out by a bump pointer.
 */
import { fatal_error } from "../host";

const PERMANENT_SIZE: usize = 512 * 1024;
const PERMANENT: usize = memory.data(524288, 16);

@unmanaged
class PermanentState {
  used: usize;
}
const state: PermanentState = changetype<PermanentState>(memory.data(16, 16));

/** `size` zeroed bytes, 16-byte aligned, never freed. Running out is a fatal error: the region's size is a build constant. */
export function permanent_alloc(size: usize): usize {
  const at = state.used;
  const end = (at + size + 15) & ~15;
  if (end > PERMANENT_SIZE) fatal_error(changetype<usize>("permanent memory exhausted"), 52);
  state.used = end;
  return PERMANENT + at;
}

/** Bytes in use; for the layer accounting ("interpreter"). */
export function permanent_used(): usize {
  return state.used;
}
