// The validity checks find damage: each case writes one wrong word into a sound heap.
import { beforeEach, describe, expect, it, vi } from "vitest";
import { AllocRuntime } from "../../scripts/alloc-runtime.ts";
import { Random, ShadowHeap } from "./shadow-heap.ts";

// the first test of a run may have to build the module
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const MIB = 1024 * 1024;
let runtime: AllocRuntime;
let usedPool: number;

beforeEach(() => {
  runtime = new AllocRuntime({ maximumBytes: 64 * MIB });
  const shadow = new ShadowHeap(runtime);
  const random = new Random(5);
  for (let i = 0; i < 4000; i++) shadow.malloc("obj", 1 + random.below(700));
  for (let i = 0; i < 2000; i++) shadow.free(random.below(shadow.blocks.length));
  const { exports } = runtime;
  usedPool = exports.next_pool(0);
  while (runtime.u32(usedPool) === 0 || runtime.u32(usedPool + 8) === 0) usedPool = exports.next_pool(usedPool);
  expect(exports.memory_check()).toBe(0);
});

/** Adds `delta` to the word at `at`; the check must then name the layer. */
function damage(at: number, delta: number, layer: number): void {
  const view = new DataView(runtime.memory.buffer);
  view.setUint32(at, view.getUint32(at, true) + delta, true);
  expect(runtime.exports.memory_check()).toBe(layer + 1);
  view.setUint32(at, view.getUint32(at, true) - delta, true);
  expect(runtime.exports.memory_check()).toBe(0);
}

function firstChunk(isUsed: boolean): number {
  const { exports } = runtime;
  let chunk = exports.raw_next_chunk(0);
  while ((runtime.u32(chunk) & 1) !== Number(isUsed) || runtime.u32(chunk) & 8) chunk = exports.raw_next_chunk(chunk);
  return chunk;
}

describe("damage is found", () => {
  it("pool: count", () => damage(usedPool, 1, 2));
  it("pool: free list", () => damage(usedPool + 8, 16, 2));
  it("pool: link", () => damage(usedPool + 16, 16, 2));
  it("pool: arena", () => damage(usedPool + 32, 1, 2));
  it("pool: size class", () => damage(usedPool + 36, 1, 2));
  it("pool: nextoffset", () => damage(usedPool + 40, 16, 2));
  it("pool: maxnextoffset", () => damage(usedPool + 44, 16, 2));
  it("free block: link", () => damage(runtime.u32(usedPool + 8), 8, 2));
  it("used chunk: size", () => damage(firstChunk(true), 16, 1));
  it("used chunk: flags", () => damage(firstChunk(true), 2, 1));
  it("used chunk: bytes asked for", () => damage(firstChunk(true) + 4, 1, 1));
  it("free chunk: link", () => damage(firstChunk(false) + 12, 16, 1));
  it("free chunk: foot", () => {
    const chunk = firstChunk(false);
    damage(chunk + (runtime.u32(chunk) & ~15) - 4, 16, 1);
  });
});
