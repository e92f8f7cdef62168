// Random requests in all domains, every block's content checked against a shadow, all layers checked after each step.
// A failure names seed and step; FUZZ_SEED=N runs one other seed, FUZZ_STEPS=N more steps.
import { describe, expect, it, vi } from "vitest";
import { AllocRuntime, type AllocRuntimeOptions } from "../../scripts/alloc-runtime.ts";
import { expectAccountsAddUp, expectValid, expectWalkFinds, Random, ShadowHeap } from "./shadow-heap.ts";

// the first test of a run may have to build the module
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const MIB = 1024 * 1024;
const HOOK_TRACE = 4;
const STEPS = Number(process.env.FUZZ_STEPS ?? 1500);

function fuzz(options: AllocRuntimeOptions, seed: number, sizeOf?: (random: Random) => number): void {
  const runtime = new AllocRuntime({ maximumBytes: 64 * MIB, build: "debug", ...options });
  const shadow = new ShadowHeap(runtime);
  const random = new Random(seed * 7919);
  const chunks: [number, number][] = [];
  let step = 0;
  try {
    for (; step < STEPS; step++) {
      shadow.step(random, sizeOf);
      if (random.below(50) === 0) {
        const chunk = chunks.length > 3 ? chunks.pop() : undefined;
        if (chunk) runtime.exports._PyObject_VirtualFree(...chunk);
        const size = 16384 << random.below(3);
        const address = runtime.exports._PyObject_VirtualAlloc(size) >>> 0;
        if (address) chunks.push([address, size]);
      }
      expectValid(runtime);
      if (step % 16 === 0 && runtime.exports.debug_bad_block() !== 0) throw new Error("guards are damaged");
    }
    for (const block of shadow.blocks) shadow.check(block);
    expectAccountsAddUp(runtime);
    if (!options.malloc?.includes("debug")) expectWalkFinds(runtime, shadow);
    shadow.freeAll();
    expectValid(runtime);
  } catch (error) {
    throw new Error(`seed ${seed}, step ${step}: ${(error as Error).message}`, { cause: error });
  }
  const accounts = runtime.accounts();
  expect(accounts.allocatedBlockCount).toBe(0);
  expect(accounts.allocatedBytes).toBe(0);
  expect(accounts.largeBlockCount).toBe(0);
  // one arena is kept, and its vector of arena_objects
  expect(accounts.arenaCount).toBeLessThanOrEqual(1);
  expect(accounts.rawBlockCount).toBe(accounts.arenasAllocatedTotal ? 1 : 0);
}

/** Requests that fail now and then, and a listener that keeps its own list of what is live. */
function fuzzObserved(seed: number): void {
  const live = new Map<number, string>();
  const runtime = new AllocRuntime({
    maximumBytes: 64 * MIB,
    build: "debug",
    onTrace: (event, domain, ptr, size, old) => {
      if (event !== "alloc") live.delete(event === "free" ? ptr : old);
      if (event !== "free") live.set(ptr, `${["raw", "mem", "obj"][domain]} ${size}`);
    },
  });
  const { exports } = runtime;
  exports.set_hooks(HOOK_TRACE, 0);
  const shadow = new ShadowHeap(runtime);
  const random = new Random(seed * 7919);
  for (let step = 0; step < STEPS; step++) {
    const what = random.below(20);
    if (what === 0) exports.fail_nth_allocation(1 + random.below(5), random.below(2));
    if (what === 1) exports.fail_nth_allocation(0, 0);
    shadow.step(random);
    expectValid(runtime);
  }
  const expected = shadow.blocks.map((block) => `${block.address}: ${block.domain} ${block.size}`);
  const seen = [...live].map(([address, text]) => `${address}: ${text}`);
  expect(seen.sort()).toEqual(expected.sort());
  expectWalkFinds(runtime, shadow);
}

const seeds = process.env.FUZZ_SEED ? [Number(process.env.FUZZ_SEED)] : [1, 2, 3];

describe("fuzz", () => {
  for (const seed of seeds) {
    it(`classic, seed ${seed}`, () => fuzz({ geometry: "classic" }, seed));
    it(`large, seed ${seed}`, () => fuzz({ geometry: "large" }, seed));
    it(`large misaligned, seed ${seed}`, () => fuzz({ geometry: "large", misalignment: 4096 }, seed));
    it(`debug hooks, seed ${seed}`, () => fuzz({ geometry: "classic", malloc: "debug" }, seed));
    it(`malloc only, seed ${seed}`, () => fuzz({ malloc: "malloc" }, seed));
    it(`malloc with debug hooks, seed ${seed}`, () => fuzz({ malloc: "malloc_debug" }, seed));
    it(`at the limit, seed ${seed}`, () => fuzz({ limitBytes: 3 * MIB }, seed));
    it(`at the limit with debug hooks, seed ${seed}`, () => fuzz({ limitBytes: 3 * MIB, malloc: "debug" }, seed));
    it(`small blocks, seed ${seed}`, () => fuzz({}, seed, (random) => random.below(520)));
    it(`chunks only, seed ${seed}`, () => fuzz({}, seed, (random) => 513 + random.below(6000)));
    it(`release build, seed ${seed}`, () => fuzz({ build: "release" }, seed));
    it(`failing requests, traced, seed ${seed}`, () => fuzzObserved(seed));
    it(`large blocks, seed ${seed}`, () => fuzz({}, seed, (random) => 100_000 + random.below(200_000)));
  }
});
