/**
 * tracemalloc: where allocations come from. Each distinct traceback is stored once, each distinct file name held once.
 * CPython: traceback_new of Python/tracemalloc.c.
 *
 *   traceback, in the raw domain        +0 hash   +4 nframe, u16   +6 total_nframe, u16   +8 tuple (see traceback_tuple)
 *                                       +12 frames: file name, line, u32 each
 *
 * Tables are open, a power of two of slots, at most three quarters full, 0 = empty; nothing is removed but all at once.
 */
import { PyCode_Addr2Line } from "../builtin-types/code-lines";
import {
  _PyFrame_GetFirstComplete,
  _PyInterpreterFrame,
  _PyInterpreterFrame_LASTI,
  _PyThreadState_GetFrame,
} from "../builtin-types/interpreter-frame";
import { PyUnicode_Check, PyUnicode_FromString } from "../builtin-types/str";
import { unicode_eq, unicode_hash } from "../builtin-types/str-compare";
import { _PyUnicode_InternImmortal } from "../builtin-types/str-intern";
import { inner_raw_calloc, inner_raw_free, inner_raw_malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_INCREF, PyObject, ptr } from "../object/object";
import { reference_tracer } from "../object/reference-tracer";

@unmanaged
export class Traceback {
  hash: u32;
  nframe: u16;
  /** Frames there were, also those beyond the limit; 65535 and more count as 65535. */
  total_nframe: u16;
  /** While traces are told to Python: the tuple made of this one, owned by whoever makes it. */
  tuple: u32;
}
export const TRACEBACK_HEAD: usize = 12;
export const TRACEBACK_FRAME: usize = 8;
const MAX_TOTAL: i32 = 65535;

/** What an instruction's address was found to mean, as long as no code object goes: address, file name, line. */
export const LINE_CACHE_ENTRY: usize = 12;
export const LINE_CACHE_SLOTS: usize = 2048;
const FIRST_SLOTS: u32 = 256;

@unmanaged
class TracebackState {
  /** Most frames of a traceback. */
  max_nframe: i32;
  /** reference_tracer.codes_released that the cache holds for. */
  codes_released: u32;
  /** The traceback in the making: room for max_nframe frames. */
  scratch: usize;
  cache: usize;
  /** Table of tracebacks. */
  tracebacks: usize;
  slots: u32;
  count: u32;
  /** Table of file names, each owned. */
  filenames: usize;
  filename_slots: u32;
  filename_count: u32;
  /** Bytes of the tracebacks. */
  traceback_bytes: usize;
  /** "<unknown>": for allocations outside of any frame. */
  unknown: PyObject | null;
}
export const traceback_state: TracebackState = changetype<TracebackState>(memory.data(80, 16));

/** Address of frame `i`. @inline */
function frame_at(traceback: usize, i: i32): usize {
  return traceback + TRACEBACK_HEAD + <usize>i * TRACEBACK_FRAME;
}

/** File name of frame `i`: borrowed. @inline */
export function traceback_filename(traceback: Traceback, i: i32): PyObject {
  return changetype<PyObject>(load<u32>(frame_at(changetype<usize>(traceback), i)));
}

/** Line of frame `i`; 0: unknown. @inline */
export function traceback_lineno(traceback: Traceback, i: i32): i32 {
  return load<i32>(frame_at(changetype<usize>(traceback), i), 4);
}

/** @inline */
function table_bytes(slots: u32): usize {
  return (<usize>slots) << 2;
}

/** Bytes of the tables and of what they lead to, and of what the next traceback is made in. */
export function traceback_memory(): usize {
  const s = traceback_state;
  if (s.scratch === 0) return 0;
  const tables = table_bytes(s.slots) + table_bytes(s.filename_slots);
  return frame_at(0, s.max_nframe) + LINE_CACHE_SLOTS * LINE_CACHE_ENTRY + tables + s.traceback_bytes;
}

/** Ready for tracebacks of `max_nframe` frames. False: no memory, nothing is held. */
export function tracebacks_start(max_nframe: i32): bool {
  const s = traceback_state;
  if (!s.unknown) {
    const unknown = PyUnicode_FromString(cstr("<unknown>"));
    if (!unknown) return false;
    s.unknown = _PyUnicode_InternImmortal(unknown);
  }
  s.max_nframe = max_nframe;
  s.scratch = inner_raw_malloc(frame_at(0, max_nframe));
  s.cache = inner_raw_calloc(LINE_CACHE_SLOTS * LINE_CACHE_ENTRY);
  if (s.scratch !== 0 && s.cache !== 0 && new_tables()) return true;
  tracebacks_stop();
  return false;
}

/** Empty tables of the first size. False: no memory. */
function new_tables(): bool {
  const s = traceback_state;
  s.tracebacks = inner_raw_calloc(table_bytes(FIRST_SLOTS));
  s.slots = FIRST_SLOTS;
  s.filenames = inner_raw_calloc(table_bytes(FIRST_SLOTS));
  s.filename_slots = FIRST_SLOTS;
  return s.tracebacks !== 0 && s.filenames !== 0;
}

/** Releases all tracebacks and file names. */
export function tracebacks_clear(): void {
  const s = traceback_state;
  const end: usize = s.tracebacks === 0 ? 0 : table_bytes(s.slots);
  for (let at: usize = 0; at < end; at += 4) {
    const traceback = load<u32>(s.tracebacks + at);
    if (traceback) inner_raw_free(traceback);
  }
  memory.fill(s.tracebacks, 0, end);
  s.count = 0;
  s.traceback_bytes = 0;
  if (s.cache !== 0) memory.fill(s.cache, 0, LINE_CACHE_SLOTS * LINE_CACHE_ENTRY);
  clear_filenames();
}

function clear_filenames(): void {
  const s = traceback_state;
  const end: usize = s.filenames === 0 ? 0 : table_bytes(s.filename_slots);
  for (let at: usize = 0; at < end; at += 4) {
    const filename = load<u32>(s.filenames + at);
    store<u32>(s.filenames + at, 0);
    if (filename) Py_DECREF(changetype<PyObject>(filename));
  }
  s.filename_count = 0;
}

/** Releases everything. */
export function tracebacks_stop(): void {
  const s = traceback_state;
  tracebacks_clear();
  inner_raw_free(s.tracebacks);
  inner_raw_free(s.filenames);
  inner_raw_free(s.scratch);
  inner_raw_free(s.cache);
  s.tracebacks = 0;
  s.filenames = 0;
  s.scratch = 0;
  s.cache = 0;
}

// --- file names ---

/** The slot of a text equal to `name`, or the empty one for it. */
function filename_slot(table: usize, slots: u32, name: PyObject): usize {
  const hash = <u32>unicode_hash(name);
  let i = hash & (slots - 1);
  while (true) {
    const at = table + table_bytes(i);
    const found = load<u32>(at);
    if (found === 0 || found === <u32>ptr(name) || unicode_eq(changetype<PyObject>(found), name)) return at;
    i = (i + 1) & (slots - 1);
  }
}

/** Twice the slots. False: no memory, nothing has changed. */
function grow_filenames(): bool {
  const s = traceback_state;
  const slots = s.filename_slots << 1;
  const table = inner_raw_calloc(table_bytes(slots));
  if (table === 0) return false;
  for (let i: u32 = 0; i < s.filename_slots; i++) {
    const name = load<u32>(s.filenames + table_bytes(i));
    if (name) store<u32>(filename_slot(table, slots, changetype<PyObject>(name)), name);
  }
  inner_raw_free(s.filenames);
  s.filenames = table;
  s.filename_slots = slots;
  return true;
}

/** The one text equal to `name` that is held here: borrowed. NULL: no memory. */
function intern_filename(name: PyObject): PyObject | null {
  const s = traceback_state;
  let at = filename_slot(s.filenames, s.filename_slots, name);
  const found = load<u32>(at);
  if (found) return changetype<PyObject>(found);
  if ((s.filename_count + 1) << 2 > s.filename_slots * 3) {
    if (!grow_filenames()) return null;
    at = filename_slot(s.filenames, s.filename_slots, name);
  }
  Py_INCREF(name);
  store<u32>(at, <u32>ptr(name));
  s.filename_count++;
  return name;
}

// --- frames ---

/** Puts file name and line of `frame` at `out`. False: no memory. */
function put_frame(frame: _PyInterpreterFrame, out: usize): bool {
  const s = traceback_state;
  const entry = s.cache + ((frame.instr_ptr >> 1) & (LINE_CACHE_SLOTS - 1)) * LINE_CACHE_ENTRY;
  if (load<u32>(entry) !== <u32>frame.instr_ptr) {
    const code = frame.code;
    const name = code.co_filename;
    const filename = PyUnicode_Check(name) ? intern_filename(name) : s.unknown;
    if (!filename) return false;
    store<u32>(entry, <u32>frame.instr_ptr);
    store<u32>(entry, <u32>ptr(filename), 4);
    store<u32>(entry, <u32>max(PyCode_Addr2Line(code, _PyInterpreterFrame_LASTI(frame) << 1), 0), 8);
  }
  store<u64>(out, load<u64>(entry, 4));
  return true;
}

/** Gathers the running frames, the innermost first, in the scratch. False: no memory. */
function gather_frames(): bool {
  const s = traceback_state;
  if (s.codes_released !== reference_tracer.codes_released) {
    s.codes_released = reference_tracer.codes_released;
    memory.fill(s.cache, 0, LINE_CACHE_SLOTS * LINE_CACHE_ENTRY);
  }
  const traceback = changetype<Traceback>(s.scratch);
  let n = 0;
  let total = 0;
  let f = _PyThreadState_GetFrame();
  while (f) {
    if (n < s.max_nframe) {
      if (!put_frame(f, frame_at(s.scratch, n))) return false;
      n++;
    }
    if (total < MAX_TOTAL) total++;
    f = _PyFrame_GetFirstComplete(f.previous);
  }
  if (n === 0) {
    store<u32>(frame_at(s.scratch, 0), <u32>ptr(s.unknown));
    store<u32>(frame_at(s.scratch, 0), 0, 4);
    n = 1;
    total = 1;
  }
  traceback.nframe = <u16>n;
  traceback.total_nframe = <u16>total;
  return true;
}

function hash_frames(traceback: usize): u32 {
  const n = changetype<Traceback>(traceback).nframe;
  let hash: u32 = changetype<Traceback>(traceback).total_nframe;
  const end = frame_at(traceback, n);
  for (let at = frame_at(traceback, 0); at < end; at += 4) hash = rotl<u32>((hash ^ load<u32>(at)) * 0x9e3779b1, 13);
  return hash;
}

// --- tracebacks ---

function is_same(a: Traceback, b: Traceback): bool {
  if (a.hash !== b.hash || a.nframe !== b.nframe || a.total_nframe !== b.total_nframe) return false;
  const bytes = <usize>a.nframe * TRACEBACK_FRAME;
  return memory.compare(frame_at(changetype<usize>(a), 0), frame_at(changetype<usize>(b), 0), bytes) === 0;
}

/** The slot of a traceback equal to `wanted`, or the empty one for it. */
function traceback_slot(table: usize, slots: u32, wanted: usize): usize {
  const w = changetype<Traceback>(wanted);
  let i = w.hash & (slots - 1);
  while (true) {
    const at = table + table_bytes(i);
    const found = load<u32>(at);
    if (found === 0 || found === <u32>wanted || is_same(changetype<Traceback>(found), w)) return at;
    i = (i + 1) & (slots - 1);
  }
}

/** Twice the slots. False: no memory, nothing has changed. */
function grow_tracebacks(): bool {
  const s = traceback_state;
  const slots = s.slots << 1;
  const table = inner_raw_calloc(table_bytes(slots));
  if (table === 0) return false;
  for (let i: u32 = 0; i < s.slots; i++) {
    const traceback = load<u32>(s.tracebacks + table_bytes(i));
    if (traceback) store<u32>(traceback_slot(table, slots, traceback), traceback);
  }
  inner_raw_free(s.tracebacks);
  s.tracebacks = table;
  s.slots = slots;
  return true;
}

/** The traceback of what runs now, which the table owns; 0: no memory. */
export function traceback_new(): usize {
  const s = traceback_state;
  if (!gather_frames()) return 0;
  const scratch = changetype<Traceback>(s.scratch);
  scratch.hash = hash_frames(s.scratch);
  let at = traceback_slot(s.tracebacks, s.slots, s.scratch);
  if (load<u32>(at)) return load<u32>(at);
  if ((s.count + 1) << 2 > s.slots * 3) {
    if (!grow_tracebacks()) return 0;
    at = traceback_slot(s.tracebacks, s.slots, s.scratch);
  }
  const size = frame_at(0, scratch.nframe);
  const traceback = inner_raw_malloc(size);
  if (traceback === 0) return 0;
  memory.copy(traceback, s.scratch, size);
  changetype<Traceback>(traceback).tuple = 0;
  store<u32>(at, <u32>traceback);
  s.count++;
  s.traceback_bytes += size;
  return traceback;
}
