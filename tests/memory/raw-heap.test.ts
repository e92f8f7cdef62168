// Layer 1: the general allocator behind the raw domain and behind large requests.
import { describe, expect, it, vi } from "vitest";
import { AllocRuntime } from "../../scripts/alloc-runtime.ts";
import { expectAccountsAddUp, expectValid, Random } from "./shadow-heap.ts";

// the first test of a run may have to build the module
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const MIB = 1024 * 1024;

describe("raw heap", () => {
  it("10^6 live blocks: valid, everything comes back", () => {
    const runtime = new AllocRuntime();
    const { exports } = runtime;
    const count = 1_000_000;
    const random = new Random(42);
    const blocks = new Uint32Array(count);
    for (let i = 0; i < count; i++) blocks[i] = exports.PyMem_RawMalloc(32 + random.below(700)) >>> 0;
    expectValid(runtime);
    expect(runtime.accounts().rawBlockCount).toBe(count);
    for (let i = 0; i < count; i++) {
      const j = random.below(count);
      exports.PyMem_RawFree(blocks[j]);
      blocks[j] = exports.PyMem_RawMalloc(32 + random.below(700)) >>> 0;
    }
    expectValid(runtime);
    expectAccountsAddUp(runtime);
    expect(new Set(blocks).size).toBe(count);
    const { rawRequestedBytes, committedBytes } = runtime.accounts();
    // what is lost to headers, rounding and fragmentation stays small
    expect(committedBytes / rawRequestedBytes).toBeLessThan(1.15);
    for (const block of blocks) exports.PyMem_RawFree(block);
    expectValid(runtime);
    const after = runtime.accounts();
    expect(after.rawBlockCount).toBe(0);
    expect(after.segmentBytes).toBeLessThan(4 * MIB);
  });

  it("usable size is what the chunk really has", () => {
    const { exports } = new AllocRuntime();
    for (const [request, usable] of [
      [0, 24],
      [1, 24],
      [24, 24],
      [25, 40],
      [600, 600],
      [601, 616],
      [131_072, 131_080],
      [131_073, 135_152],
    ]) {
      expect([request, exports.raw_usable_size(exports.PyMem_RawMalloc(request))]).toEqual([request, usable]);
    }
  });

  it("grows in place into a free neighbour and at the end of the heap", () => {
    const runtime = new AllocRuntime();
    const { exports } = runtime;
    const a = exports.PyMem_RawMalloc(5000);
    const b = exports.PyMem_RawMalloc(5000);
    exports.PyMem_RawMalloc(5000);
    exports.PyMem_RawFree(b);
    expect(exports.PyMem_RawRealloc(a, 9000)).toBe(a);
    expect(exports.PyMem_RawRealloc(a, 11_000)).not.toBe(a);
    let last = exports.PyMem_RawMalloc(100_000);
    for (let size = 100_000; size < 131_000; size += 1000) last = exports.PyMem_RawRealloc(last, size);
    const { segmentBytes } = runtime.accounts();
    expect(segmentBytes).toBeLessThan(300_000);
    expectValid(runtime);
  });

  it("large blocks are page runs: they grow in place and return at once", () => {
    const runtime = new AllocRuntime();
    const { exports } = runtime;
    const before = runtime.accounts().committedBytes;
    const p = exports.PyMem_RawMalloc(200_000);
    expect(exports.PyMem_RawRealloc(p, 50 * MIB)).toBe(p);
    expect(runtime.accounts().largeBytes).toBe(50 * MIB + 4096);
    expect(exports.PyMem_RawRealloc(p, 300_000)).toBe(p);
    expect(runtime.accounts().largeBytes).toBe(303_104);
    exports.PyMem_RawFree(p);
    expect(runtime.accounts().committedBytes).toBe(before);
    expect(runtime.accounts().releasedBytes).toBe(50 * MIB + 4096);
    expectValid(runtime);
  });

  it("free neighbours merge: after any order of frees one chunk is left", () => {
    const runtime = new AllocRuntime();
    const { exports } = runtime;
    const random = new Random(7);
    const blocks = Array.from({ length: 300 }, () => exports.PyMem_RawMalloc(5000 + random.below(3000)));
    while (blocks.length) exports.PyMem_RawFree(blocks.splice(random.below(blocks.length), 1)[0]);
    let chunks = 0;
    for (let chunk = exports.raw_next_chunk(0); chunk; chunk = exports.raw_next_chunk(chunk)) chunks++;
    expect(chunks).toBe(runtime.accounts().segmentCount);
    expectValid(runtime);
  });

  it("a 4 GiB memory can be used to its end", () => {
    const runtime = new AllocRuntime();
    const { exports } = runtime;
    const blocks: number[] = [];
    for (;;) {
      const p = exports.PyMem_RawMalloc(1024 * MIB) >>> 0;
      if (!p) break;
      blocks.push(p);
    }
    for (;;) {
      const p = exports.PyMem_RawMalloc(64 * MIB) >>> 0;
      if (!p) break;
      blocks.push(p);
    }
    const small: number[] = [];
    for (
      let p = exports.PyObject_Malloc(512) >>> 0;
      p && small.length < 200_000;
      p = exports.PyObject_Malloc(512) >>> 0
    )
      small.push(p);
    expect(Math.max(...small.slice(-1000))).toBeGreaterThan(0xf0000000);
    expect(exports.memory_check()).toBe(0);
    for (const p of small) exports.PyObject_Free(p);
    for (const p of blocks) exports.PyMem_RawFree(p);
    expect(exports.memory_check()).toBe(0);
    expect(runtime.accounts().largeBlockCount).toBe(0);
  });
});
