/**
 * tracemalloc: which blocks there are, how large, and where each was allocated. CPython: Python/tracemalloc.c.
 *
 * A table by the block's address: open, a power of two of slots, at most three quarters full. What leaves makes those behind it
 * move up, so that no slot is marked as deleted.
 */
import { PyUnicode_GET_LENGTH, PyUnicode_READ_CHAR } from "../builtin-types/str";
import { _PyType_PreHeaderSize } from "../gc/gc-alloc";
import { inner_raw_calloc, inner_raw_free } from "../memory/domains";
import { HOOK_TRACEMALLOC, hooks, set_hooks } from "../memory/hooks";
import { put, put_byte, put_decimal, put_hex } from "../memory/report-text";
import { install_tracemalloc, is_reentrant, set_reentrant } from "../memory/tracemalloc-door";
import { PyObject, ptr } from "../object/object";
import { reference_tracer } from "../object/reference-tracer";
import { Py_TPFLAGS_HAVE_GC } from "../object/type-object";
import {
  Traceback,
  traceback_filename,
  traceback_lineno,
  traceback_memory,
  traceback_new,
  traceback_state,
  tracebacks_clear,
  tracebacks_start,
  tracebacks_stop,
} from "./tracemalloc-tracebacks";

@unmanaged
export class Trace {
  /** Its address; 0: an empty slot. */
  block: u32;
  /** Bytes asked for. */
  size: u32;
  traceback: u32;
}
const TRACE_SIZE: usize = 12;
const FIRST_BITS: u32 = 10;

@unmanaged
class TraceState {
  /** Bytes of all blocks, now and at most. */
  traced_memory: u64;
  peak_traced_memory: u64;
  traces: usize;
  /** The table has 2 ** bits slots. */
  bits: u32;
  count: u32;
}
export const trace_state: TraceState = changetype<TraceState>(memory.data(32, 16));

/** tracemalloc has been started. @inline */
export function is_tracing(): bool {
  return (hooks() & HOOK_TRACEMALLOC) !== 0;
}

/** @inline */
function trace_slots(): u32 {
  return (<u32>1) << trace_state.bits;
}

/** Trace `i` of the table. @inline */
export function trace_at(i: u32): Trace {
  return changetype<Trace>(trace_state.traces + <usize>i * TRACE_SIZE);
}

/** Slots of the table, for walking it with trace_at(). */
export function trace_table_size(): u32 {
  return trace_state.traces === 0 ? 0 : trace_slots();
}

/** Where a block would best be. @inline */
function home_of(block: u32): u32 {
  return ((block >> 3) * 0x9e3779b1) >> (32 - trace_state.bits);
}

/** The slot of `block`, or the empty one for it. */
function slot_of(block: u32): u32 {
  const mask = trace_slots() - 1;
  let i = home_of(block);
  while (trace_at(i).block !== 0 && trace_at(i).block !== block) i = (i + 1) & mask;
  return i;
}

/** Moves all traces to a table of 2 ** `bits` slots. False: no memory, nothing has changed. */
function resize_table(bits: u32): bool {
  const s = trace_state;
  const table = inner_raw_calloc(((<usize>1) << bits) * TRACE_SIZE);
  if (table === 0) return false;
  const old = s.traces;
  const end = old + <usize>trace_table_size() * TRACE_SIZE;
  s.traces = table;
  s.bits = bits;
  for (let at = old; at < end; at += TRACE_SIZE) {
    const block = load<u32>(at);
    if (block) memory.copy(changetype<usize>(trace_at(slot_of(block))), at, TRACE_SIZE);
  }
  inner_raw_free(old);
  return true;
}

/** Notes a block, or anew one that is there already. False: no memory. */
function add_trace(block: usize, nbytes: usize): bool {
  const s = trace_state;
  const traceback = traceback_new();
  if (traceback === 0) return false;
  let trace = trace_at(slot_of(<u32>block));
  if (trace.block !== 0) s.traced_memory -= <u64>trace.size;
  else {
    if ((s.count + 1) << 2 > trace_slots() * 3) {
      if (!resize_table(s.bits + 1)) return false;
      trace = trace_at(slot_of(<u32>block));
    }
    s.count++;
    trace.block = <u32>block;
  }
  trace.size = <u32>nbytes;
  trace.traceback = <u32>traceback;
  s.traced_memory += <u64>nbytes;
  if (s.traced_memory > s.peak_traced_memory) s.peak_traced_memory = s.traced_memory;
  return true;
}

/** Forgets a block; nothing happens for one that is not traced. */
function remove_trace(block: usize): void {
  const s = trace_state;
  if (s.traces === 0) return;
  let hole = slot_of(<u32>block);
  if (trace_at(hole).block === 0) return;
  s.traced_memory -= <u64>trace_at(hole).size;
  s.count--;
  const mask = trace_slots() - 1;
  for (let i = (hole + 1) & mask; trace_at(i).block !== 0; i = (i + 1) & mask) {
    if (((i - home_of(trace_at(i).block)) & mask) < ((i - hole) & mask)) continue;
    memory.copy(changetype<usize>(trace_at(hole)), changetype<usize>(trace_at(i)), TRACE_SIZE);
    hole = i;
  }
  trace_at(hole).block = 0;
  // A table that has become much too large shrinks; when there is no memory for that it stays.
  if (s.bits > FIRST_BITS && s.count << 3 < trace_slots()) resize_table(s.bits - 1);
}

/** The trace of a block, or NULL. */
function get_trace(block: usize): Trace | null {
  if (trace_state.traces === 0) return null;
  const trace = trace_at(slot_of(<u32>block));
  return trace.block === 0 ? null : trace;
}

/** Address of the block that `o` lies in. */
function block_of(o: PyObject): usize {
  const t = o.ob_type;
  return (t.tp_flags & Py_TPFLAGS_HAVE_GC) !== 0 ? ptr(o) - _PyType_PreHeaderSize(t) : ptr(o);
}

/** An object comes out of a free list: its block counts as allocated here. Where there is no memory to note it, the old place stays. */
function trace_reused(o: usize): void {
  if (is_reentrant()) return;
  const trace = get_trace(block_of(changetype<PyObject>(o)));
  const traceback = trace ? traceback_new() : 0;
  if (trace && traceback !== 0) trace.traceback = <u32>traceback;
}

/** Where the block of `o` was allocated; NULL: it is not traced. */
export function object_traceback(o: PyObject): Traceback | null {
  const trace = is_tracing() ? get_trace(block_of(o)) : null;
  return trace ? changetype<Traceback>(trace.traceback) : null;
}

/** Bytes that tracing itself has allocated, all in the raw domain. */
export function tracemalloc_memory(): usize {
  return <usize>trace_table_size() * TRACE_SIZE + traceback_memory();
}

/** Bytes of most traced memory: from now on. */
export function reset_peak(): void {
  trace_state.peak_traced_memory = trace_state.traced_memory;
}

/** Starts tracing with tracebacks of up to `max_nframe` frames; nothing happens when it is on. 0, -1: no memory. */
export function _PyTraceMalloc_Start(max_nframe: i32): i32 {
  if (is_tracing()) return 0;
  install_tracemalloc(add_trace, remove_trace, dump_traceback);
  if (!tracebacks_start(max_nframe)) return -1;
  if (!resize_table(FIRST_BITS)) {
    tracebacks_stop();
    return -1;
  }
  set_hooks(HOOK_TRACEMALLOC, 0);
  reference_tracer.created = <u32>changetype<(o: usize) => void>(trace_reused).index;
  return 0;
}

/** Forgets all blocks. */
export function _PyTraceMalloc_ClearTraces(): void {
  if (!is_tracing()) return;
  const s = trace_state;
  set_reentrant(true);
  memory.fill(s.traces, 0, <usize>trace_slots() * TRACE_SIZE);
  s.count = 0;
  s.traced_memory = 0;
  s.peak_traced_memory = 0;
  tracebacks_clear();
  set_reentrant(false);
}

/** Stops tracing and forgets all blocks. */
export function _PyTraceMalloc_Stop(): void {
  if (!is_tracing()) return;
  _PyTraceMalloc_ClearTraces();
  set_hooks(0, HOOK_TRACEMALLOC);
  reference_tracer.created = 0;
  tracebacks_stop();
  inner_raw_free(trace_state.traces);
  trace_state.traces = 0;
}

/** Most frames of a traceback. */
export function traceback_limit(): i32 {
  return traceback_state.max_nframe;
}

// --- in reports of the debug hooks ---

/** A text with what is not ASCII as \x, \u and \U escapes. */
function put_ascii(text: PyObject): void {
  const n = PyUnicode_GET_LENGTH(text);
  for (let i = 0; i < n; i++) {
    const c = PyUnicode_READ_CHAR(text, i);
    if (c >= 32 && c < 127) put_byte(<u8>c);
    else {
      put(c < 0x100 ? "\\x" : c < 0x10000 ? "\\u" : "\\U");
      put_hex(c, c < 0x100 ? 2 : c < 0x10000 ? 4 : 8);
    }
  }
}

/** _PyMem_DumpTraceback: where `block` was allocated. */
function dump_traceback(block: usize): void {
  const trace = get_trace(block);
  if (!trace) return;
  const traceback = changetype<Traceback>(trace.traceback);
  put("Memory block allocated at (most recent call first):\n");
  for (let i = 0; i < <i32>traceback.nframe; i++) {
    put('  File "');
    put_ascii(traceback_filename(traceback, i));
    put('", line ');
    put_decimal(<u64>traceback_lineno(traceback, i), 0, false);
    put("\n");
  }
  put("\n");
}
