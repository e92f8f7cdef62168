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
