/** A sample of `npm run stress`: collections at every turn, and memory with guards, change nothing. */
import { describe, expect, it } from "vitest";
import { listPrograms, type Program } from "../programs/program-list.ts";
import {
  canBeCollected,
  canBeGuarded,
  isAsRecorded,
  looksAtCollector,
  runCollecting,
  runGuarded,
} from "./collection-stress.ts";

/** Collections in each program, about. */
const COLLECTIONS = 60;

/** Every fifth program of the groups. */
const sample = listPrograms()
  .filter((program) => program.file.startsWith("tests/"))
  .filter((_, i) => i % 5 === 0);

const named = (programs: Program[]) => programs.map((program) => [program.name, program] as const);

describe("stress", () => {
  it.each(named(sample.filter(canBeCollected)))("collections: %s", (_name, program) => {
    const { run, problems } = runCollecting(program, COLLECTIONS);
    if (!looksAtCollector(program)) expect(isAsRecorded(program, run), run.stdout + run.stderr).toBe(true);
    expect(problems).toEqual([]);
  });

  it.each(named(sample.filter(canBeGuarded)))("PYTHONMALLOC=debug: %s", (_name, program) => {
    const { run, problems } = runGuarded(program);
    expect(isAsRecorded(program, run), run.stdout + run.stderr).toBe(true);
    expect(problems).toEqual([]);
  });

  it("programs that look at the collector see it", () => {
    const program = listPrograms().find(({ name }) => name === "memory/gc_module");
    if (!program) throw new Error("memory/gc_module is gone");
    const { run, every } = runCollecting(program, Number.MAX_SAFE_INTEGER);
    expect(every).toBe(1);
    expect(isAsRecorded(program, run)).toBe(false);
  });
});
