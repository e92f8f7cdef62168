// What the memory room exports to the host, and to tests and tools that build it alone (scripts/alloc-runtime.ts).

export { block_holding, page_entry_at } from "./address-lookup";
export {
  bench_batches,
  bench_begin,
  bench_calloc,
  bench_grow,
  bench_pairs,
  bench_random,
  bench_raw_pairs,
  bench_raw_random,
} from "./bench";
export { memory_init, memory_set_limit, memory_set_malloc_stats, memory_trace_arenas } from "./boot";
export { debug_bad_block, debug_check_blocks } from "./debug-walk";
export {
  PyMem_Calloc,
  PyMem_Free,
  PyMem_Malloc,
  PyMem_RawCalloc,
  PyMem_RawFree,
  PyMem_RawMalloc,
  PyMem_RawRealloc,
  PyMem_Realloc,
  PyObject_Calloc,
  PyObject_Free,
  PyObject_Malloc,
  PyObject_Realloc,
} from "./domains";
export { allocation_requests, fail_nth_allocation, failed_allocations, set_hooks } from "./hooks";
export { _PyDebugAllocatorStats, _PyObject_DebugMallocStats, malloc_stats } from "./malloc-stats";
export { memory_accounts, memory_check, memory_classes } from "./memory-check";
export { next_pool, pool_free_bits } from "./obmalloc-check";
export { _PyObject_VirtualAlloc, _PyObject_VirtualFree } from "./pages";
export { raw_next_chunk } from "./raw-check";
export { raw_usable_size } from "./raw-malloc";
export { replay_begin, replay_run, replay_state } from "./replay";
