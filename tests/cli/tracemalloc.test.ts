// -X tracemalloc and PYTHONTRACEMALLOC: which frames are asked for, and what is refused.
import { describe, expect, test } from "vitest";
import { CliError } from "../../src/cli/exit-codes.ts";
import { runtimeOptions } from "../../src/cli/runtime-flags.ts";

const frames = (settings: string[], environment: NodeJS.ProcessEnv = {}) =>
  runtimeOptions({ geometry: "classic", X: settings }, environment).tracemalloc;

describe("tracing from the start", () => {
  test("the last -X counts, before the environment", () => {
    expect(frames([])).toBeUndefined();
    expect(frames(["tracemalloc"])).toBe(1);
    expect(frames(["tracemalloc=7", "tracemalloc=25"])).toBe(25);
    expect(frames([], { PYTHONTRACEMALLOC: "3" })).toBe(3);
    expect(frames(["tracemalloc=0"], { PYTHONTRACEMALLOC: "3" })).toBeUndefined();
    expect(frames([], { PYTHONTRACEMALLOC: "0" })).toBeUndefined();
  });

  test("what is no number of frames is refused", () => {
    for (const bad of ["-1", "65536", "x", "1.5", ""]) {
      expect(() => frames([`tracemalloc=${bad}`])).toThrow(
        new CliError(`-X tracemalloc=${bad}: invalid number of frames`, 2),
      );
    }
    expect(() => frames([], { PYTHONTRACEMALLOC: "x" })).toThrow("PYTHONTRACEMALLOC: invalid number of frames");
    expect(() => frames(["importtime"])).toThrow("-X importtime: only tracemalloc[=FRAMES] is known");
  });
});
