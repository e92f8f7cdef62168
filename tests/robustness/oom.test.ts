/** A sample of `npm run oom`: programs survive the failure of an allocation. */
import { describe, expect, it } from "vitest";
import { readProgram } from "../programs/program-list.ts";
import { readSubject, runFailing, spread } from "./failing-allocations.ts";
import { OOM_PROGRAMS } from "./oom-programs.ts";

/** Allocations of each program that fail. */
const SAMPLE = 20;

describe("failing allocations", () => {
  it.each(OOM_PROGRAMS)("%s", (name) => {
    const subject = readSubject(readProgram(`tests/programs/${name}.py`));
    expect(subject.requests).toBeGreaterThan(SAMPLE);
    for (const nth of spread(subject.requests, SAMPLE)) {
      // Every other one fails for good.
      const { ending, problems } = runFailing(subject, nth, nth % 2 === 0);
      expect(problems, `allocation ${nth} (${ending})`).toEqual([]);
    }
  });

  it("a failure is seen", () => {
    const subject = readSubject(readProgram("tests/programs/generators/basics.py"));
    const endings = spread(subject.requests, SAMPLE).map((nth) => runFailing(subject, nth, true).ending);
    expect(endings).toContain("reported");
    expect(endings[0]).toBe("refused");
  });
});
