// PYTHONMALLOC=debug: what is around a block, and the reports, word for word as CPython 3.13 writes them (recorded).
import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { AllocRuntime, FatalError, type MemoryExports } from "../../scripts/alloc-runtime.ts";

// the first test of a run may have to build the module
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const HOOK_SERIALNO = 16;
const PREFIX: Record<string, string> = { r: "PyMem_Raw", m: "PyMem_", o: "PyObject_" };
type Step = [string, ...(string | number)[]];

const recorded = JSON.parse(readFileSync(new URL("recorded/debug-reports.json", import.meta.url), "utf8")) as Record<
  string,
  { steps: Step[]; report: string }
>;

/** Carries out the steps; returns the report with addresses written as p, p+N. */
function reportOf(runtime: AllocRuntime, steps: Step[]): string {
  const call = (letter: string, what: string, ...args: number[]) =>
    (runtime.exports[`${PREFIX[letter]}${what}` as keyof MemoryExports] as (...args: number[]) => number)(...args);
  let p = 0;
  try {
    for (const [what, first, second, third] of steps as [string, string & number, number, number][]) {
      if (what === "malloc") p = call(first, "Malloc", second) >>> 0;
      else if (what === "realloc") p = call(first, "Realloc", p, second) >>> 0;
      else if (what === "poke") runtime.bytes(p + first, third).fill(second);
      else call(first, "Free", p);
    }
  } catch (error) {
    if (!(error instanceof FatalError)) throw error;
    const text = `${runtime.written[2]}Fatal Python error: ${error.message}`;
    return text.replace(/0x([0-9a-f]{4,})/g, (_, hex) => `p+${Number.parseInt(hex, 16) - p}`.replace(/\+0$/, ""));
  }
  return "no report";
}

describe("debug hooks", () => {
  for (const [name, { steps, report }] of Object.entries(recorded)) {
    for (const malloc of ["debug", "malloc_debug"] as const) {
      it(`report: ${name} (${malloc})`, () => {
        expect(reportOf(new AllocRuntime({ malloc }), steps)).toBe(report);
      });
    }
  }

  it("what lies around a block", () => {
    const runtime = new AllocRuntime({ malloc: "debug" });
    const p = runtime.exports.PyObject_Malloc(13) >>> 0;
    const hex = (at: number, length: number) => Buffer.from(runtime.bytes(at, length)).toString("hex");
    expect(hex(p - 16, 37)).toBe("000000000000000d6ffdfdfdfdfdfdfdcdcdcdcdcdcdcdcdcdcdcdcdcdfdfdfdfdfdfdfdfd");
    const q = runtime.exports.PyMem_RawRealloc(runtime.exports.PyMem_RawCalloc(13, 1), 20) >>> 0;
    expect(hex(q - 16, 44)).toBe(
      "000000000000001472fdfdfdfdfdfdfd00000000000000000000000000cdcdcdcdcdcdcdfdfdfdfdfdfdfdfd",
    );
    runtime.exports.PyObject_Free(p);
    expect(hex(p - 8, 29)).toBe("dd".repeat(29));
  });

  it("a block freed twice is found", () => {
    const runtime = new AllocRuntime({ malloc: "debug" });
    const keep = runtime.exports.PyMem_Malloc(20);
    const p = runtime.exports.PyMem_Malloc(20);
    runtime.exports.PyMem_Free(p);
    expect(() => runtime.exports.PyMem_Free(p)).toThrow("bad ID: Allocated using API '\xdd', verified using API 'm'");
    expect(keep).not.toBe(0);
  });

  for (const malloc of ["debug", "malloc_debug"] as const) {
    it(`all live blocks can be checked at any time (${malloc})`, () => {
      const runtime = new AllocRuntime({ malloc });
      const { exports } = runtime;
      const sizes = [0, 1, 40, 470, 600, 5000, 200_000];
      const blocks = sizes.flatMap((size) => [
        exports.PyObject_Malloc(size) >>> 0,
        exports.PyMem_Malloc(size) >>> 0,
        exports.PyMem_RawMalloc(size) >>> 0,
      ]);
      exports.PyMem_Free(exports.PyMem_Malloc(40));
      exports.PyMem_RawFree(exports.PyMem_RawMalloc(40));
      expect(exports.debug_bad_block()).toBe(0);
      for (const [i, p] of blocks.entries()) {
        const tail = runtime.bytes(p + sizes[Math.floor(i / 3)], 1);
        tail[0] = 0;
        const bad = exports.debug_bad_block() >>> 0;
        // a large block of mem or obj lies inside a raw one, whose guards are whole
        const wrapped = malloc === "debug" && i % 3 < 2 && sizes[Math.floor(i / 3)] > 488;
        expect([i, bad]).toEqual([i, wrapped ? 0 : p]);
        if (!wrapped) expect(() => exports.debug_check_blocks()).toThrow("bad trailing pad byte");
        tail[0] = 0xfd;
      }
    });
  }

  it("serial numbers, when asked for", () => {
    const runtime = new AllocRuntime({ malloc: "debug" });
    runtime.exports.set_hooks(HOOK_SERIALNO, 0);
    runtime.exports.PyMem_Malloc(1);
    const report = reportOf(runtime, [
      ["malloc", "m", 20],
      ["poke", 20, 1, 1],
      ["free", "m"],
    ]);
    expect(report).toContain("        at tail+7: 0xfd\n    The block was made by call #2 to debug malloc/realloc.\n");
    expect(runtime.mallocStats(13)).toContain("# times object malloc called       =                    2\n");
  });
});
