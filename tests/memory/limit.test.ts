// The hard limit: a request that would exceed it gets NULL, and everything stays valid and usable.
import { describe, expect, it, vi } from "vitest";
import { AllocRuntime } from "../../scripts/alloc-runtime.ts";
import { expectAccountsAddUp, expectValid, ShadowHeap } from "./shadow-heap.ts";

// the first test of a run may have to build the module
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const MIB = 1024 * 1024;

describe("limit", () => {
  for (const geometry of ["classic", "large"] as const) {
    it(`small blocks fill it, ${geometry}`, () => {
      const runtime = new AllocRuntime({ geometry, limitBytes: 8 * MIB, maximumBytes: 32 * MIB });
      const shadow = new ShadowHeap(runtime);
      let count = 0;
      while (shadow.malloc("obj", 64)) count++;
      expect(count * 64).toBeGreaterThan(6 * MIB);
      expectValid(runtime);
      const full = runtime.accounts();
      expect(full.committedBytes).toBeLessThanOrEqual(8 * MIB);
      expect(full.refusedCount).toBeGreaterThan(0);
      expect(shadow.malloc("raw", 200_000)).toBe(false);
      for (let i = 0; i < 10_000; i++) shadow.free(0);
      expect(shadow.malloc("obj", 64)).toBe(true);
      for (const block of shadow.blocks) shadow.check(block);
      shadow.freeAll();
      expectValid(runtime);
      expectAccountsAddUp(runtime);
      expect(runtime.accounts().releasedBytes).toBeGreaterThan(5 * MIB);
    });
  }

  it("can be raised and lowered", () => {
    const runtime = new AllocRuntime({ limitBytes: 4 * MIB, maximumBytes: 64 * MIB });
    const { exports } = runtime;
    expect(exports.PyMem_RawMalloc(8 * MIB)).toBe(0);
    exports.memory_set_limit(16 * MIB);
    const block = exports.PyMem_RawMalloc(8 * MIB);
    expect(block).not.toBe(0);
    exports.memory_set_limit(4 * MIB);
    expect(exports.PyMem_RawMalloc(MIB)).toBe(0);
    expect(exports._PyObject_VirtualAlloc(16384)).toBe(0);
    exports.PyMem_RawFree(block);
    expect(exports.PyMem_RawMalloc(MIB)).not.toBe(0);
    expectValid(runtime);
  });

  it("a memory that can't grow is as good as a limit", () => {
    const runtime = new AllocRuntime({ maximumBytes: 8 * MIB, limitBytes: 64 * MIB });
    const shadow = new ShadowHeap(runtime);
    while (shadow.malloc("mem", 3000));
    expectValid(runtime);
    expect(runtime.memory.buffer.byteLength).toBe(8 * MIB);
    shadow.freeAll();
    expectValid(runtime);
  });

  it("the last fitting run of pages is found, however many do not fit", () => {
    const runtime = new AllocRuntime({ maximumBytes: 32 * MIB, limitBytes: 64 * MIB });
    const { exports } = runtime;
    const runs: number[] = [];
    for (let p = exports._PyObject_VirtualAlloc(300_000); p; p = exports._PyObject_VirtualAlloc(300_000)) runs.push(p);
    while (exports._PyObject_VirtualAlloc(4096));
    // 74 pages each: of the free runs of this length only those that begin near a multiple of 64 pages hold an arena
    let fitting = 0;
    for (const [i, p] of runs.entries()) {
      if (i % 2) continue;
      exports._PyObject_VirtualFree(p, 300_000);
      const first = p >>> 12;
      if (((64 - (first % 64)) % 64) + 64 <= 74) fitting++;
    }
    expect(fitting).toBeGreaterThan(2);
    while (exports.PyObject_Malloc(512));
    expect(runtime.accounts().arenaCount).toBe(fitting);
    expectValid(runtime);
  });

  it("too small to start", () => {
    expect(() => new AllocRuntime({ limitBytes: 8192 })).toThrow("too small");
  });

  it("requests above 2 GiB fail, and products that overflow", () => {
    const { exports } = new AllocRuntime();
    for (const size of [0x80000000, 0xffffffff]) {
      expect(exports.PyMem_RawMalloc(size)).toBe(0);
      expect(exports.PyMem_Malloc(size)).toBe(0);
      expect(exports.PyObject_Malloc(size)).toBe(0);
      expect(exports.PyObject_Realloc(0, size)).toBe(0);
    }
    expect(exports.PyMem_Calloc(0x10001, 0x10000)).toBe(0);
    expect(exports.PyObject_Calloc(0x80000000, 2)).toBe(0);
    expect(exports.PyMem_RawCalloc(0xffffffff, 0xffffffff)).toBe(0);
    expect(exports.PyMem_Calloc(0, 0xffffffff)).not.toBe(0);
  });
});
