// The accounts of the memory layers 0 to 2, read from a stopped runtime.  The runtime fills a table of doubles
// (src/runtime/memory/memory-check.ts); the names here are in its order.
//
//   reservedBytes  = committedBytes + releasedBytes + untouchedBytes
//   committedBytes = runtimeBytes + stackBytes + segmentBytes + largeBytes + arenaCount * arenaSizeBytes
//   segmentBytes   = rawRequestedBytes + rawHeaderBytes + rawRoundingBytes + rawFreeBytes
//   largeBytes     = largeRequestedBytes + largeHeaderBytes + largeRoundingBytes
//   arenaCount * arenaSizeBytes = allocatedBytes + availableBytes + unusedPoolCount * poolSizeBytes
//                                 + poolHeaderBytes + quantizationBytes + arenaAlignmentBytes

/** In the order of the runtime's table. */
const names = [
  "limitBytes",
  "maximumBytes",
  "reservedBytes",
  "committedBytes",
  "committedHighwaterBytes",
  "releasedBytes",
  "untouchedBytes",
  "runtimeBytes",
  "stackBytes",
  "refusedCount",
  "segmentCount",
  "segmentBytes",
  "rawBlockCount",
  "rawRequestedBytes",
  "rawHeaderBytes",
  "rawRoundingBytes",
  "rawFreeBytes",
  "largeBlockCount",
  "largeBytes",
  "largeRequestedBytes",
  "largeHeaderBytes",
  "largeRoundingBytes",
  "arenaSizeBytes",
  "poolSizeBytes",
  "arenaCount",
  "arenasAllocatedTotal",
  "arenasHighwater",
  "allocatedBytes",
  "availableBytes",
  "unusedPoolCount",
  "poolHeaderBytes",
  "quantizationBytes",
  "arenaAlignmentBytes",
  "allocatedBlockCount",
] as const;

export type MemoryAccounts = Record<(typeof names)[number], number>;

/** Reads the accounts; `memory_accounts` is the runtime's export of that name. */
export function readMemoryAccounts(memory: WebAssembly.Memory, memory_accounts: () => number): MemoryAccounts {
  const table = new DataView(memory.buffer, memory_accounts() >>> 0);
  const accounts = {} as MemoryAccounts;
  names.forEach((name, i) => {
    accounts[name] = table.getFloat64(i * 8, true);
  });
  return accounts;
}

/** One size class of the object allocator. */
export interface SizeClass {
  /** CPython's szidx; blocks are (index + 1) * 16 bytes. */
  index: number;
  blockSizeBytes: number;
  poolCount: number;
  usedBlockCount: number;
  availableBlockCount: number;
}

/** Reads all 32 size classes; `memory_classes` is the runtime's export of that name. */
export function readSizeClasses(memory: WebAssembly.Memory, memory_classes: () => number): SizeClass[] {
  const table = new DataView(memory.buffer, memory_classes() >>> 0);
  return Array.from({ length: 32 }, (_, index) => ({
    index,
    blockSizeBytes: (index + 1) * 16,
    poolCount: table.getUint32(index * 12, true),
    usedBlockCount: table.getUint32(index * 12 + 4, true),
    availableBlockCount: table.getUint32(index * 12 + 8, true),
  }));
}
