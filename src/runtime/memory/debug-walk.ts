// Checks the guards of every live block at once: what the debug hooks (debug-hooks.ts) can do before a collection or
// between tests, without waiting for a block to be freed.  NOT CPYTHON: it checks a block only when the block is
// freed, resized or looked at.
import { _PyMem_DebugCheckAddress, debug_block_fault } from "./debug-hooks";
import { HOOK_DEBUG, HOOK_MALLOC, hooks } from "./hooks";
import { next_pool, pool_free_bits } from "./obmalloc-check";
import { INDEX2SIZE, NUMBLOCKS, obmalloc, POOL_OVERHEAD, pool_header } from "./pool";
import { raw_next_chunk } from "./raw-check";
import { CHUNK_QUICK, Chunk } from "./raw-chunk";

/** From the beginning of a guarded block to what its owner sees. */
const GUARD: u32 = 16;

/** The domain that a guarded block at `head` says it is of; 3 if none. */
function domain_at(head: usize): u32 {
  const id = <u32>load<u8>(head + 8);
  return id === 0x72 ? 0 : id === 0x6d ? 1 : id === 0x6f ? 2 : 3;
}

/** 0 if the block that begins at `head` is whole, else the address its owner knows. */
function bad_block(head: usize, rawOnly: bool): usize {
  const domain = domain_at(head);
  if (domain === 3 || (rawOnly && domain !== 0)) return head + GUARD;
  return debug_block_fault(domain, head + GUARD) ? head + GUARD : 0;
}

function bad_block_in_pool(pool: pool_header): usize {
  const bits = pool_free_bits(pool);
  const size = INDEX2SIZE(pool.szidx);
  const blocks = NUMBLOCKS(pool.szidx);
  for (let i: u32 = 0; i < blocks; i++) {
    if ((load<u8>(bits + (i >> 3)) >> (i & 7)) & 1) continue;
    const bad = bad_block(pool.address + POOL_OVERHEAD + i * size, false);
    if (bad) return bad;
  }
  return 0;
}

/** Returns the first live block whose guards are not whole, 0 if all are (or the debug hooks are off). */
export function debug_bad_block(): usize {
  if ((hooks() & HOOK_DEBUG) === 0) return 0;
  for (let pool = next_pool(0); pool; pool = next_pool(pool)) {
    const header = pool_header.at(pool);
    const bad = header.ref_count ? bad_block_in_pool(header) : 0;
    if (bad) return bad;
  }
  // with pymalloc everything in the raw heap is of the raw domain, or wrapped by it
  const rawOnly = (hooks() & HOOK_MALLOC) === 0;
  for (let at = raw_next_chunk(0); at; at = raw_next_chunk(at)) {
    const chunk = Chunk.at(at);
    if (!chunk.isUsed || chunk.head & CHUNK_QUICK || chunk.block === obmalloc.arenas) continue;
    const bad = bad_block(chunk.block, rawOnly);
    if (bad) return bad;
  }
  return 0;
}

/** Ends the process with a report if any live block was written over its ends. */
export function debug_check_blocks(): void {
  const bad = debug_bad_block();
  if (bad === 0) return;
  const domain = domain_at(bad - GUARD);
  _PyMem_DebugCheckAddress(domain === 3 ? 2 : domain, bad);
}
