/** The flow graph and the assembler, alone, against recordings of CPython 3.13.0's. */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { type RecordedGraph, type RecordedUnit, UnitReplay } from "./recorded-units.ts";

function linesOf(name: string): unknown[] {
  const data = gunzipSync(readFileSync(new URL(`golden/${name}`, import.meta.url)));
  return data
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

describe("code objects", () => {
  const files = linesOf("units.jsonl.gz") as { file: string; units: RecordedUnit[] }[];

  it("equal CPython's", () => {
    expect(files.length).toBeGreaterThan(50);
    for (const { file, units } of files) {
      const replay = new UnitReplay();
      for (const unit of units)
        expect([file, unit.code.qualname, replay.compare(unit)]).toEqual([file, unit.code.qualname, ""]);
    }
  });
});

describe("the flow graph", () => {
  it("does to any instructions what CPython's does", () => {
    const graphs = linesOf("flow-graphs.jsonl.gz") as RecordedGraph[];
    expect(graphs.length).toBeGreaterThan(300);
    for (const graph of graphs) {
      const { optimized, optimizedConsts } = graph;
      expect(new UnitReplay().optimize(graph)).toEqual({ optimized, optimizedConsts });
    }
  });
});
