/**
 * Random programs (one for each seed): they print what CPython 3.13.0 printed, and leave a whole heap. Only digests are
 * recorded; `npx tsx scripts/random-programs.ts SEED SEED+1` shows how one differs.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { runRandomProgram } from "./run.ts";

const recorded = JSON.parse(readFileSync(new URL("recorded.json", import.meta.url), "utf8")) as {
  first: number;
  digests: string[];
};
/** Programs in one test. */
const GROUP = 50;

describe("random programs", () => {
  const groups = Array.from({ length: Math.ceil(recorded.digests.length / GROUP) }, (_, i) => i * GROUP);
  it.each(groups)("from seed %d", (start) => {
    const wrong: string[] = [];
    for (const [i, digest] of recorded.digests.slice(start, start + GROUP).entries()) {
      const seed = recorded.first + start + i;
      const { output, problems } = runRandomProgram(seed);
      const found = createHash("sha256").update(output).digest("hex").slice(0, 12);
      if (found !== digest) wrong.push(`seed ${seed}: prints something else`);
      for (const problem of problems) wrong.push(`seed ${seed}: ${problem}`);
    }
    expect(wrong).toEqual([]);
  });
});
