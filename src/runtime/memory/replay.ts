// Runs recorded allocation traces against the real allocator, inside the module, at full speed: `npm run replay`.
// The trace format is that of tests/memory/recorded/README.md: per operation one byte `kind | domain << 3`, then
// LEB128 operands.
import {
  PyMem_Calloc,
  PyMem_Free,
  PyMem_Malloc,
  PyMem_Realloc,
  PyObject_Calloc,
  PyObject_Free,
  PyObject_Malloc,
  PyObject_Realloc,
} from "./domains";
import { address_in_range } from "./page-map";
import { arena_at, obmalloc, POOL_ADDR } from "./pool";
import { raw_malloc } from "./raw-malloc";

const enum OpKind {
  MALLOC = 0,
  CALLOC = 1,
  REALLOC = 2,
  FREE = 3,
  REALLOC_NULL = 4,
}

/** Where a replay is; the host reads it. */
@unmanaged
export class ReplayState {
  cursor: u32;
  end: u32;
  /** Address of u32[]: the block of each id. */
  blocks: u32;
  next_id: u32;
  /** The operation that is running, from 0. */
  op: u32;
  results: u32;
  raw_results: u32;
  realloc_in_place: u32;
  /** Ids that are not freed. */
  live: u32;
  /** Operations by OpKind. */
  kind0: u32;
  kind1: u32;
  kind2: u32;
  kind3: u32;
  kind4: u32;
}
const REPLAY: usize = memory.data(56, 8);
const replayState: ReplayState = changetype<ReplayState>(REPLAY);

/** Makes room for a trace of `length` bytes; returns where the host puts it, or 0 when out of memory. */
export function replay_begin(length: u32): usize {
  memory.fill(REPLAY, 0, 56);
  const trace = raw_malloc(length);
  const blocks = raw_malloc(length << 1);
  replayState.cursor = <u32>trace;
  replayState.end = <u32>trace + length;
  replayState.blocks = <u32>blocks;
  return blocks ? trace : 0;
}

/** Address of ReplayState. */
export function replay_state(): usize {
  return REPLAY;
}

function varint(): u32 {
  let value: u32 = 0;
  let shift: u32 = 0;
  let byte: u32;
  do {
    byte = load<u8>(replayState.cursor++);
    value |= (byte & 0x7f) << shift;
    shift += 7;
  } while (byte & 0x80);
  return value;
}

/**
 * What the oracle records of an address: its place in obmalloc's arenas, or all ones for a block of the raw
 * allocator.
 */
function normalised(p: usize): u64 {
  if (!address_in_range(p)) {
    replayState.raw_results++;
    return ~(<u64>0);
  }
  const index = POOL_ADDR(p).arenaindex;
  return <u64>index * obmalloc.ARENA_SIZE + <u64>(p - arena_at(index).address);
}

function allocate(kind: u32, mem: bool): usize {
  const size = varint();
  if (kind === <u32>OpKind.MALLOC) return mem ? PyMem_Malloc(size) : PyObject_Malloc(size);
  if (kind === <u32>OpKind.REALLOC_NULL) return mem ? PyMem_Realloc(0, size) : PyObject_Realloc(0, size);
  const elsize = varint();
  return mem ? PyMem_Calloc(size, elsize) : PyObject_Calloc(size, elsize);
}

/** Runs one operation; returns its block, or 0 (for free, or when out of memory). */
function run_op(): usize {
  const head = <u32>load<u8>(replayState.cursor++);
  const kind = head & 7;
  const mem = head >> 3 !== 0;
  const counter = REPLAY + offsetof<ReplayState>("kind0") + (kind << 2);
  store<u32>(counter, load<u32>(counter) + 1);
  if (kind !== <u32>OpKind.REALLOC && kind !== <u32>OpKind.FREE) {
    const p = allocate(kind, mem);
    store<u32>(replayState.blocks + (replayState.next_id++ << 2), <u32>p);
    replayState.live++;
    return p;
  }
  const slot: usize = replayState.blocks + ((replayState.next_id - 1 - varint()) << 2);
  const old: usize = load<u32>(slot);
  if (kind === <u32>OpKind.FREE) {
    if (mem) PyMem_Free(old);
    else PyObject_Free(old);
    replayState.live--;
    return 0;
  }
  const size = varint();
  const p = mem ? PyMem_Realloc(old, size) : PyObject_Realloc(old, size);
  store<u32>(slot, <u32>p);
  if (p === old && address_in_range(p)) replayState.realloc_in_place++;
  return p;
}

/**
 * Runs up to `count` operations and writes a u64 for each that gives a block to `out`.
 * Returns the number of results, or -1 when an allocation failed.
 */
export function replay_run(count: u32, out: usize): i32 {
  let results: u32 = 0;
  for (let i: u32 = 0; i < count && replayState.cursor < replayState.end; i++) {
    const isFree = (load<u8>(replayState.cursor) & 7) === <u8>OpKind.FREE;
    const p = run_op();
    replayState.op++;
    if (isFree) continue;
    if (p === 0) return -1;
    store<u64>(out + (results << 3), normalised(p));
    results++;
  }
  replayState.results += results;
  return <i32>results;
}
