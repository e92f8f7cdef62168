// How reports in the terminal are set.
import { describe, expect, test } from "vitest";
import { bar, count, durationText, headline, percent, shortened, WIDTH } from "../../src/cli/text-layout.ts";

describe("text of reports", () => {
  test("headlines are as wide as the report, whatever stands in them", () => {
    for (const title of ["serpent run a.py", `serpent heap ${"deep/".repeat(40)}a.py`]) {
      for (const right of ["", "exit 0 · 41 ms"]) expect(headline(title, right)).toHaveLength(WIDTH);
    }
    expect(headline("serpent run a.py", "exit 0")).toMatch(/^── serpent run a\.py ─+ exit 0 ──$/);
  });

  test("what is too long keeps its start and its end", () => {
    expect(shortened("short", 10)).toBe("short");
    expect(shortened("serpent heap a/b/c/d/program.py", 24)).toBe("serpent heap…/program.py");
  });

  test("figures", () => {
    expect(count(1, "object")).toBe("1 object");
    expect(count(1234567, "object")).toBe("1,234,567 objects");
    expect(percent(0)).toBe("0 %");
    expect(percent(0.001)).toBe("<1 %");
    expect(percent(0.974)).toBe("97 %");
    expect(durationText(41.3)).toBe("41 ms");
    expect(durationText(1234)).toBe("1.23 s");
    expect(bar(0.5, 4)).toBe("██");
    expect(bar(0.28, 4)).toBe("█▏");
  });
});
