/**
 * Our back end against CPython's, without our front end: `npx tsx scripts/compare-units.ts FILE` for a file of
 * scripts/record_units.py or scripts/record_flow_graphs.py. Prints what differs, shortest first; fails if anything does.
 */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { type RecordedGraph, type RecordedUnit, UnitReplay } from "../tests/compiler/recorded-units.ts";

const SHOWN = 20;
const different: { what: string; size: number }[] = [];
let count = 0;

function note(verdict: string, name: string, size: number): void {
  count++;
  if (verdict !== "") different.push({ what: `${name}, ${size} instructions: ${verdict}`, size });
}

function compareFile(file: string, units: readonly RecordedUnit[]): void {
  const replay = new UnitReplay();
  for (const unit of units) {
    note(replay.compare(unit), `${file}:${unit.firstlineno} ${unit.code.qualname}`, unit.instrs.length);
  }
}

function compareGraph(graph: RecordedGraph): void {
  const { optimized, optimizedConsts } = new UnitReplay().optimize(graph);
  const isEqual =
    JSON.stringify(optimized) === JSON.stringify(graph.optimized) &&
    JSON.stringify(optimizedConsts) === JSON.stringify(graph.optimizedConsts);
  note(
    isEqual ? "" : `\n${JSON.stringify(graph)}\nours ${JSON.stringify(optimized)}`,
    `graph ${count}`,
    graph.instrs.length,
  );
}

const input = createReadStream(process.argv[2]).pipe(createGunzip());
for await (const line of createInterface({ input })) {
  const record = JSON.parse(line);
  if (record.units) compareFile(record.file, record.units);
  else compareGraph(record);
}
different.sort((a, b) => a.size - b.size);
for (const { what } of different.slice(0, SHOWN)) console.log(what);
console.log(`${count} compared, ${different.length} different`);
process.exitCode = different.length === 0 ? 0 : 1;
