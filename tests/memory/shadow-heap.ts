// A shadow of the heap for the memory room's tests: what every live block must contain, kept outside of the runtime.
import { expect } from "vitest";
import type { AllocRuntime, MemoryExports } from "../../scripts/alloc-runtime.ts";

export type DomainName = "raw" | "mem" | "obj";

interface Block {
  domain: DomainName;
  address: number;
  size: number;
  seed: number;
}

/** Deterministic random numbers: xorshift32. */
export class Random {
  constructor(private state: number) {
    this.state = state >>> 0 || 1;
  }

  next(): number {
    let x = this.state;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x >>> 0;
    return this.state;
  }

  /** 0 .. limit - 1. */
  below(limit: number): number {
    return this.next() % limit;
  }
}

const PREFIX = { raw: "PyMem_Raw", mem: "PyMem_", obj: "PyObject_" } as const;

/** Long enough for the largest block at any phase of the pattern. */
const PATTERN = Buffer.alloc(2 ** 20 + 256, Buffer.from(Array.from({ length: 251 }, (_, i) => i)));

function patternOf(block: Block, length: number): Buffer {
  return PATTERN.subarray(block.seed % 251, (block.seed % 251) + length);
}

export class ShadowHeap {
  readonly blocks: Block[] = [];
  private seed = 0;

  constructor(private readonly runtime: AllocRuntime) {}

  private call(domain: DomainName, what: "Malloc" | "Calloc" | "Realloc", ...args: number[]): number {
    const name = `${PREFIX[domain]}${what}` as keyof MemoryExports;
    return (this.runtime.exports[name] as (...args: number[]) => number)(...args) >>> 0;
  }

  private view(block: Block, length = block.size): Buffer {
    return Buffer.from(this.runtime.memory.buffer, block.address, length);
  }

  private fill(block: Block): void {
    block.seed = ++this.seed;
    this.view(block).set(patternOf(block, block.size));
  }

  /** Throws if the block does not contain what was written to it. */
  check(block: Block, length = block.size): void {
    if (!this.view(block, length).equals(patternOf(block, length))) {
      throw new Error(`block ${block.address.toString(16)} of ${block.size} bytes was overwritten`);
    }
  }

  /** False if the allocator refused. */
  malloc(domain: DomainName, size: number, zeroed = false): boolean {
    const address = zeroed ? this.call(domain, "Calloc", size, 1) : this.call(domain, "Malloc", size);
    if (address === 0) return false;
    const block = { domain, address, size, seed: 0 };
    if (address % 16 !== 0) throw new Error(`address ${address.toString(16)} is not aligned`);
    if (zeroed && this.view(block).some((byte) => byte !== 0)) throw new Error("calloc gave a block that is not zero");
    this.fill(block);
    this.blocks.push(block);
    return true;
  }

  realloc(index: number, size: number): boolean {
    const block = this.blocks[index];
    const address = this.call(block.domain, "Realloc", block.address, size);
    if (address === 0) {
      this.check(block);
      return false;
    }
    block.address = address;
    this.check(block, Math.min(block.size, size));
    block.size = size;
    this.fill(block);
    return true;
  }

  free(index: number): void {
    const block = this.blocks[index];
    this.check(block);
    this.blocks[index] = this.blocks[this.blocks.length - 1];
    this.blocks.pop();
    const name = `${PREFIX[block.domain]}Free` as keyof MemoryExports;
    (this.runtime.exports[name] as (p: number) => void)(block.address);
  }

  freeAll(): void {
    while (this.blocks.length) this.free(this.blocks.length - 1);
  }

  /** One random step: a request or a release.  Sizes cover all classes, chunks and large blocks. */
  step(random: Random, sizeOf: (random: Random) => number = anySize): void {
    const what = random.below(100);
    const index = this.blocks.length ? random.below(this.blocks.length) : -1;
    if (index < 0 || what < 45) {
      const domain = (["raw", "mem", "obj"] as const)[random.below(3)];
      this.malloc(domain, sizeOf(random), random.below(4) === 0);
    } else if (what < 60) this.realloc(index, sizeOf(random));
    else if (what < 99) this.free(index);
    else for (let n = random.below(this.blocks.length + 1); n > 0; n--) this.free(random.below(this.blocks.length));
  }
}

/** Mostly small, sometimes 0, some of a few KiB, seldom large. */
export function anySize(random: Random): number {
  const what = random.below(100);
  if (what < 3) return 0;
  if (what < 70) return random.below(512) + 1;
  if (what < 90) return 480 + random.below(4096);
  if (what < 98) return random.below(100_000);
  return 120_000 + random.below(400_000);
}

/** All three layers are valid, and the accounts add up. */
export function expectValid(runtime: AllocRuntime): void {
  const wrong = runtime.exports.memory_check();
  if (wrong !== 0) throw new Error(`layer ${wrong - 1} is not valid`);
}

/** The equations at the top of src/host/memory-accounts.ts. */
export function expectAccountsAddUp(runtime: AllocRuntime): void {
  const a = runtime.accounts();
  const arenaBytes = a.arenaCount * a.arenaSizeBytes;
  expect(a.committedBytes + a.releasedBytes + a.untouchedBytes).toBe(a.reservedBytes);
  expect(a.runtimeBytes + a.stackBytes + a.segmentBytes + a.largeBytes + arenaBytes).toBe(a.committedBytes);
  expect(a.rawRequestedBytes + a.rawHeaderBytes + a.rawRoundingBytes + a.rawFreeBytes).toBe(a.segmentBytes);
  expect(a.largeRequestedBytes + a.largeHeaderBytes + a.largeRoundingBytes).toBe(a.largeBytes);
  const pools = a.unusedPoolCount * a.poolSizeBytes + a.poolHeaderBytes;
  const blocks = a.allocatedBytes + a.availableBytes;
  expect(blocks + pools + a.quantizationBytes + a.arenaAlignmentBytes).toBe(arenaBytes);
  expect(runtime.memory.buffer.byteLength).toBeGreaterThanOrEqual(a.reservedBytes);
}

const POOL_OVERHEAD = 48;

/** Every block that the walkers of the heap image find in use: in pools, and in the raw heap. */
export function walkBlocks(runtime: AllocRuntime): { pools: number[]; raw: number[] } {
  const { exports } = runtime;
  const { poolSizeBytes } = runtime.accounts();
  const pools: number[] = [];
  for (let pool = exports.next_pool(0) >>> 0; pool; pool = exports.next_pool(pool) >>> 0) {
    const bits = exports.pool_free_bits(pool) >>> 0;
    if (bits === 0) throw new Error("a pool's free list is not valid");
    if (runtime.u32(pool) === 0) continue;
    const size = (runtime.u32(pool + 36) + 1) * 16;
    const free = runtime.bytes(bits, 128);
    for (let i = 0; i < Math.floor((poolSizeBytes - POOL_OVERHEAD) / size); i++) {
      if (((free[i >> 3] >> (i & 7)) & 1) === 0) pools.push(pool + POOL_OVERHEAD + i * size);
    }
  }
  const raw: number[] = [];
  for (let chunk = exports.raw_next_chunk(0) >>> 0; chunk; chunk = exports.raw_next_chunk(chunk) >>> 0) {
    const flags = runtime.u32(chunk) & 15;
    if (flags & 1 && !(flags & 8)) raw.push(chunk + 8);
  }
  return { pools, raw };
}

/** What the walkers find is exactly what the shadow holds (and obmalloc's own vector of arenas). */
export function expectWalkFinds(runtime: AllocRuntime, shadow: ShadowHeap): void {
  const { pools, raw } = walkBlocks(runtime);
  const found = new Set([...pools, ...raw]);
  for (const block of shadow.blocks) {
    if (!found.delete(block.address)) throw new Error(`block ${block.address.toString(16)} was not found`);
  }
  expect(found.size).toBe(runtime.accounts().arenasAllocatedTotal ? 1 : 0);
}
