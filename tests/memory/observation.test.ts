// The hooks that watch or disturb requests, the statistics text, and the walkers.
import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { AllocRuntime } from "../../scripts/alloc-runtime.ts";
import { readSizeClasses } from "../../src/host/memory-accounts.ts";
import { expectValid, expectWalkFinds, Random, ShadowHeap } from "./shadow-heap.ts";

// the first test of a run may have to build the module
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const HOOK_TRACE = 4;

describe("trace hooks", () => {
  it("tell of every block, once", () => {
    const events: string[] = [];
    const runtime = new AllocRuntime({
      onTrace: (event, domain, ptr, size, old) => events.push(`${event} ${domain} ${names(ptr)} ${size} ${names(old)}`),
    });
    const seen: number[] = [];
    const names = (p: number): string => {
      if (p === 0) return "-";
      if (!seen.includes(p)) seen.push(p);
      return "abcdefgh"[seen.indexOf(p)];
    };
    const { exports } = runtime;
    exports.PyObject_Malloc(10);
    exports.set_hooks(HOOK_TRACE, 0);
    const a = exports.PyObject_Malloc(100);
    const b = exports.PyMem_Malloc(5000);
    const c = exports.PyMem_RawCalloc(3, 4);
    exports.PyMem_Realloc(b, 20);
    exports.PyObject_Free(exports.PyObject_Realloc(a, 400));
    exports.PyMem_RawFree(c);
    exports.PyMem_RawFree(0);
    exports.set_hooks(0, HOOK_TRACE);
    exports.PyObject_Malloc(10);
    expect(events).toEqual([
      "alloc 2 a 100 -",
      "alloc 1 b 5000 -",
      "alloc 0 c 12 -",
      "realloc 1 b 20 b",
      "realloc 2 d 400 a",
      "free 2 d 0 -",
      "free 0 c 0 -",
    ]);
  });

  it("tell of arenas", () => {
    const events: string[] = [];
    const runtime = new AllocRuntime({ onArena: (obtained, index) => events.push(`${obtained ? "+" : "-"}${index}`) });
    const shadow = new ShadowHeap(runtime);
    for (let i = 0; i < 1500; i++) shadow.malloc("obj", 512);
    shadow.freeAll();
    // one is kept
    expect(events.join(" ")).toBe("+0 +1 +2 +3 -2 -1 -0");
  });
});

describe("failing the n-th request", () => {
  it("once", () => {
    const { exports } = new AllocRuntime();
    exports.fail_nth_allocation(3, 0);
    expect(exports.PyObject_Malloc(10)).not.toBe(0);
    const b = exports.PyMem_RawMalloc(10);
    expect(b).not.toBe(0);
    expect(exports.PyMem_RawRealloc(b, 100)).toBe(0);
    expect(exports.PyMem_RawRealloc(b, 100)).not.toBe(0);
    expect(exports.PyMem_Calloc(10, 10)).not.toBe(0);
    exports.fail_nth_allocation(0, 0);
  });

  it("and all after it", () => {
    const { exports } = new AllocRuntime();
    exports.fail_nth_allocation(2, 1);
    const a = exports.PyObject_Malloc(10);
    expect(a).not.toBe(0);
    for (let i = 0; i < 3; i++) expect(exports.PyMem_Malloc(10)).toBe(0);
    expect(exports.PyMem_RawMalloc(10)).toBe(0);
    exports.PyObject_Free(a);
    exports.fail_nth_allocation(0, 0);
    expect(exports.PyMem_Malloc(10)).not.toBe(0);
  });
});

describe("statistics", () => {
  it("3.13's text, for the classic geometry too", () => {
    const runtime = new AllocRuntime({ geometry: "classic" });
    runtime.exports.PyObject_Malloc(64);
    const lines = runtime.mallocStats(13).split("\n");
    expect(lines[0]).toBe("Small block threshold = 512, in 32 size classes.");
    expect(lines[4]).toBe("    3     64           1               1            62");
    expect(lines).toContain("1 arenas * 262144 bytes/arena      =              262,144");
    expect(lines).toContain("63 unused pools * 4096 bytes       =              258,048");
    expect(lines).toContain("# arena map bot nodes              =                    1");
  });

  it("before the first arena: as CPython 3.13 prints it", () => {
    const text = new AllocRuntime({ geometry: "large" }).mallocStats(13);
    expect(text).toContain("0 unused pools * 16384 bytes       =                    0\n");
    expect(text).toContain("# arena map mid nodes              =                    0\n");
  });

  it("a line of the type free lists", () => {
    const runtime = new AllocRuntime();
    const line = (name: string, count: number, size: number) => {
      const p = runtime.exports.PyMem_RawMalloc(100) >>> 0;
      runtime.bytes(p, name.length + 1).set(Buffer.from(`${name}\0`));
      runtime.exports._PyDebugAllocatorStats(2, p, count, size);
    };
    line("free PyFloatObject", 50, 24);
    line("free 10-sized PyTupleObject", 5, 104);
    expect(runtime.written[2]).toBe(
      "          50 free PyFloatObjects * 24 bytes each =                1,200\n" +
        " 5 free 10-sized PyTupleObjects * 104 bytes each =                  520\n",
    );
  });

  it("nothing when pymalloc is not in use", () => {
    const runtime = new AllocRuntime({ malloc: "malloc" });
    const p = runtime.exports.PyObject_Malloc(10);
    expect(runtime.mallocStats(13)).toBe("");
    expect(runtime.accounts().allocatedBlockCount).toBe(0);
    runtime.exports.PyObject_Free(p);
  });

  it("PYTHONMALLOCSTATS prints whenever an arena is needed", () => {
    const runtime = new AllocRuntime();
    runtime.exports.memory_set_malloc_stats(1);
    for (let i = 0; i < 1000; i++) runtime.exports.PyObject_Malloc(512);
    const { arenasAllocatedTotal } = runtime.accounts();
    expect(runtime.written[2].split("Small block threshold").length - 1).toBe(arenasAllocatedTotal);
  });
});

describe("walkers", () => {
  it("find exactly the live blocks, used pools and virgin blocks included", () => {
    for (const geometry of ["classic", "large"] as const) {
      const runtime = new AllocRuntime({ geometry });
      const shadow = new ShadowHeap(runtime);
      const random = new Random(99);
      for (let i = 0; i < 30_000; i++) shadow.step(random, (r) => r.below(700));
      expectWalkFinds(runtime, shadow);
      expectValid(runtime);
    }
  });
});

describe("what is at an address", () => {
  for (const geometry of ["classic", "large"] as const) {
    it(`every byte of a block leads to it, every other to none, ${geometry}`, () => {
      const runtime = new AllocRuntime({ geometry, maximumBytes: 2 ** 26 });
      const { exports } = runtime;
      const shadow = new ShadowHeap(runtime);
      const random = new Random(31);
      for (let i = 0; i < 3000; i++) shadow.step(random);
      const chunk = exports._PyObject_VirtualAlloc(16384) >>> 0;
      for (const block of shadow.blocks) {
        for (const p of [block.address, block.address + random.below(Math.max(block.size, 1))]) {
          expect(exports.block_holding(p) >>> 0).toBe(block.address);
        }
      }
      const live = new Set(shadow.blocks.map((block) => block.address));
      for (let i = 0; i < 20_000; i++) {
        const found = exports.block_holding(random.below(runtime.memory.buffer.byteLength)) >>> 0;
        if (found) expect(live.has(found) || runtime.u32(found) !== 0).toBe(true);
      }
      expect(exports.block_holding(chunk)).toBe(0);
      expect(exports.page_entry_at(chunk + 9000) >>> 0).toBe(0x50000000 + (chunk >>> 12));
      expect(exports.page_entry_at(16) >>> 28).toBe(2);
      expect(exports.page_entry_at(0xfffffff0)).toBe(0);
    });
  }

  it("size classes", () => {
    const runtime = new AllocRuntime();
    for (let i = 0; i < 100; i++) runtime.exports.PyObject_Malloc(100);
    const classes = readSizeClasses(runtime.memory, runtime.exports.memory_classes);
    expect(classes[6]).toEqual({
      index: 6,
      blockSizeBytes: 112,
      poolCount: 3,
      usedBlockCount: 100,
      availableBlockCount: 8,
    });
    expect(classes.filter((c) => c.poolCount > 0).length).toBe(1);
  });
});

describe("the accounts table", () => {
  it("has the order that the host's names have", () => {
    const source = readFileSync(new URL("../../src/runtime/memory/memory-check.ts", import.meta.url), "utf8");
    const puts = source.match(/^ {2}put_(account|pages)\(/gm)?.length;
    const names = Object.keys(new AllocRuntime().accounts()).length;
    // put_pages() itself calls put_account()
    expect(puts).toBe(names + 1);
  });
});
