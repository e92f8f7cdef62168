// Recorded allocation traces: our allocator gives the same addresses, arenas and statistics as CPython 3.9 and 3.13
// did.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it, vi } from "vitest";
import { type Expectation, readTrace, replayTrace } from "../../scripts/alloc-replay.ts";

// the first test of a run may have to build the module
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = new URL("recorded", import.meta.url).pathname;

function read(file: string): Buffer | undefined {
  return existsSync(`${folder}/${file}`) ? readFileSync(`${folder}/${file}`) : undefined;
}

describe("recorded traces", () => {
  for (const file of readdirSync(`${folder}/expect`)) {
    const [name, tag] = file.split(".");
    it(`${name} as ${tag}`, () => {
      const expected = JSON.parse(readFileSync(`${folder}/expect/${file}`, "utf8")) as Expectation;
      const stream = read(`addr/${name}.${tag}.addr.gz`);
      const outcome = replayTrace(readTrace(`${folder}/traces/${name}.trace.gz`), {
        geometry: expected.arena_size === 1 << 20 ? "large" : "classic",
        misalignment: expected.misalign,
        expect: expected,
        stats: {
          half: read(`stats/${name}.${tag}.half.txt`)?.toString(),
          end: read(`stats/${name}.${tag}.end.txt`)?.toString(),
        },
        stream: stream && gunzipSync(stream),
      });
      expect(outcome.differences).toEqual([]);
      expect(outcome.sha256).toBe(expected.sha256);
    });
  }

  it("finds a difference when there is one", () => {
    const expected = JSON.parse(readFileSync(`${folder}/expect/s01_boundary.py39.json`, "utf8")) as Expectation;
    const trace = readTrace(`${folder}/traces/s01_boundary.trace.gz`);
    const outcome = replayTrace(trace, { geometry: "large", expect: expected });
    expect(outcome.differences.join("\n")).toMatch(/^window 0 \(operations 0 to 999\)/);
  });
});
