/** The probes print what they print in CPython 3.13.0. `npm run probes [-- GROUP]` shows the differences. */
import { describe, expect, it } from "vitest";
import { listProbes, runProbe } from "./run-probes.ts";

/** Probes that miss, and what they wait for. It may only get shorter: one that has come to pass must be taken off. */
const MISSING: Record<string, string> = {
  tm_snapshot: "floats and lists that CPython's start-up leaves in the free lists (tests/differences.md)",
};

describe("probes", () => {
  it.each(listProbes().filter((name) => !(name in MISSING)))("%s", (name) => {
    const { expected, stdout, stderr, isSame } = runProbe(name);
    expect(stdout, stderr).toBe(expected);
    expect(isSame, "the exit code").toBe(true);
  });

  it.each(Object.entries(MISSING))("%s misses (%s)", (name) => {
    expect(runProbe(name).isSame, "it passes: take it off the list").toBe(false);
  });

  it("those that miss exist", () => {
    expect(listProbes()).toHaveLength(42);
    expect(listProbes()).toEqual(expect.arrayContaining(Object.keys(MISSING)));
  });
});
