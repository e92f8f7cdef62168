// npm run bench [-- NAME ...]: speed of this runtime against CPython 3.13 and 3.9 and Pyodide, measured in one run.
//   NAME ...            only programs and micro benchmarks whose name contains one of these; `startup`, `allocator`,
//                       `programs`, `micro`: that part
//   --rounds N          runs of each program (default 3); micro programs take their own best and run (N + 1) / 2 times
//   --engines A,B       some of 3.13, ours, 3.9, pyodide (default: all that are there)
//   --json FILE         all times as JSON (- = stdout, instead of the tables)
// In each round a program runs on one engine after the other, so that a noisy moment hits them alike. Ratios are to 3.13.
// Programs must print the same on all engines: a row of which an engine prints something else says WRONG.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measureAllocator } from "./bench-allocator.ts";
import {
  ENGINE_NAMES,
  type Engine,
  type EngineName,
  findCPython,
  findEngine,
  findOurs,
  measureStartup,
} from "./bench-engines.ts";
import { best, geometricMean, median, show, table } from "./bench-table.ts";

const folder = fileURLToPath(new URL("../bench", import.meta.url));
const REFERENCE = "3.13";
const PARTS = ["startup", "allocator", "programs", "micro"];
/** Parts in which there is nothing to filter by name. */
const WHOLE_PARTS = ["startup", "allocator"];
const STARTUP_ROUNDS = 15;

interface Cell {
  seconds: number[];
  error?: string;
}

/** A program's or a micro benchmark's times by engine. */
interface Row {
  name: string;
  cells: Record<string, Cell>;
}

interface Program {
  name: string;
  text: string;
}

function programsOf(part: "programs" | "micro", filters: string[]): Program[] {
  const wanted = (name: string) => filters.length === 0 || filters.some((filter) => name.includes(filter));
  return readdirSync(path.join(folder, part))
    .filter((file) => file.endsWith(".py") && wanted(path.basename(file, ".py")))
    .sort()
    .map((file) => ({ name: path.basename(file, ".py"), text: readFileSync(path.join(folder, part, file), "utf8") }));
}

/** Opens the engines that need it, runs `body` so many rounds for each engine in turn, closes them. */
async function interleave(engines: Engine[], rounds: number, body: (engine: Engine) => Promise<void>): Promise<void> {
  for (const engine of engines) await engine.open?.();
  for (let round = 0; round < rounds; round++) for (const engine of engines) await body(engine);
  for (const engine of engines) engine.close?.();
}

async function measureProgram(program: Program, engines: Engine[], rounds: number): Promise<Row> {
  const cells: Record<string, Cell> = Object.fromEntries(engines.map((engine) => [engine.name, { seconds: [] }]));
  let expected: string | undefined;
  await interleave(engines, rounds, async (engine) => {
    const cell = cells[engine.name];
    if (cell.error) return;
    const run = await engine.run(program.text);
    if (!run.error && engine === engines[0]) expected ??= run.output;
    if (run.error) cell.error = run.error;
    else if (expected !== undefined && run.output !== expected) cell.error = "WRONG";
    else cell.seconds.push(run.seconds);
  });
  return { name: program.name, cells };
}

/** One row for each line "NAME nanoseconds" that the program prints. */
async function measureMicro(program: Program, engines: Engine[], rounds: number): Promise<Row[]> {
  const rows = new Map<string, Row>();
  const failed = new Map<string, string>();
  await interleave(engines, rounds, async (engine) => {
    if (failed.has(engine.name)) return;
    const run = await engine.run(program.text);
    if (run.error) failed.set(engine.name, run.error);
    for (const line of run.output.trimEnd().split("\n").filter(Boolean)) {
      const name = line.slice(0, line.lastIndexOf(" "));
      const row = rows.get(name) ?? { name, cells: {} };
      rows.set(name, row);
      row.cells[engine.name] ??= { seconds: [] };
      row.cells[engine.name].seconds.push(Number(line.slice(line.lastIndexOf(" "))) * 1e-9);
    }
  });
  for (const [name, error] of failed) {
    console.error(`${program.name}: ${name}: ${error}`);
    for (const row of rows.values()) row.cells[name] ??= { seconds: [], error };
  }
  return [...rows.values()];
}

type Statistic = (values: number[]) => number;

function ratio(row: Row, engine: string, statistic: Statistic): number {
  return statistic(row.cells[engine]?.seconds ?? []) / statistic(row.cells[REFERENCE]?.seconds ?? []);
}

/** Columns: the reference in `unit`, then each engine's ratio of the bests; below them the geometric means. */
function printRows(title: string, rows: Row[], engines: Engine[], unit: { name: string; factor: number }): void {
  const reference = engines.some((engine) => engine.name === REFERENCE);
  const others = engines.filter((engine) => engine.name !== REFERENCE);
  const absolute = (row: Row, engine: string) => show(best(row.cells[engine]?.seconds ?? []) * unit.factor);
  const cell = (row: Row, engine: string) => {
    const error = row.cells[engine]?.error;
    if (error) return error === "WRONG" ? error : "failed";
    return reference ? show(ratio(row, engine, best)) : absolute(row, engine);
  };
  const lines = [[title, ...(reference ? [`${REFERENCE} ${unit.name}`] : []), ...others.map((engine) => engine.name)]];
  for (const row of rows) {
    lines.push([row.name, ...(reference ? [absolute(row, REFERENCE)] : []), ...others.map((e) => cell(row, e.name))]);
  }
  if (reference && rows.length > 1) {
    for (const [name, statistic] of [
      ["best", best],
      ["median", median],
    ] as const) {
      const means = others.map((engine) => show(geometricMean(rows.map((row) => ratio(row, engine.name, statistic)))));
      lines.push([`geometric mean, ${name}`, "1", ...means]);
    }
  }
  console.log(`${table(lines)}\n`);
  for (const row of rows) {
    for (const [engine, { error }] of Object.entries(row.cells)) {
      if (error && error !== "WRONG") console.log(`${row.name}: ${engine}: ${error}`);
    }
  }
}

function startupCommands(): Map<string, string[]> {
  const commands = new Map([["node -e 0", [process.execPath, "-e", "0"]]]);
  const python = findCPython(REFERENCE);
  if (python) commands.set(`python${REFERENCE} -S -c pass`, [python, "-S", "-c", "pass"]);
  const ours = findOurs();
  if (ours) commands.set("serpent -c pass", [...ours, "-c", "pass"]);
  return commands;
}

function printStartup(times: Map<string, number[]>): void {
  const milliseconds = (value: number) => show(value * 1000);
  const node = best(times.get("node -e 0") ?? []);
  const rows = [["start and end of a process, ms", "best", "median", "best above node -e 0"]];
  for (const [name, seconds] of times) {
    rows.push([name, milliseconds(best(seconds)), milliseconds(median(seconds)), milliseconds(best(seconds) - node)]);
  }
  console.log(`${table(rows)}\n`);
}

function printAllocator(rows: Record<string, Record<string, number>>): void {
  const engines = ["classic", "large", "3.13", "3.9"];
  const lines = Object.entries(rows).map(([name, row]) => [name, ...engines.map((e) => show(row[e] ?? Number.NaN))]);
  console.log(`${table([["allocate + free, ns", ...engines], ...lines])}\n`);
}

function machine(): Record<string, string> {
  return {
    cpu: `${cpus()[0]?.model ?? "?"}, ${cpus().length} threads`,
    memory: `${(totalmem() / 2 ** 30).toFixed(1)} GiB`,
    system: `${process.platform} ${release()}`,
    node: process.version,
    load: loadavg()[0].toFixed(2),
  };
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: "string", default: "3" },
      engines: { type: "string", default: ENGINE_NAMES.join(",") },
      json: { type: "string" },
    },
  });
  const rounds = Math.max(1, Number(values.rounds));
  const parts = positionals.filter((name) => PARTS.includes(name));
  const filters = positionals.filter((name) => !PARTS.includes(name));
  const hasPart = (part: string) =>
    parts.length === 0 ? !WHOLE_PARTS.includes(part) || filters.length === 0 : parts.includes(part);
  const quiet = values.json === "-";
  const engines: Engine[] = [];
  for (const name of values.engines.split(",")) {
    const engine = findEngine(name as EngineName);
    if (typeof engine === "string") console.error(`${name} left out: ${engine}`);
    else engines.push(engine);
  }
  // the reference comes first: its output is the expected one
  engines.sort((a, b) => Number(b.name === REFERENCE) - Number(a.name === REFERENCE));
  const facts = machine();
  if (!quiet) for (const [name, fact] of Object.entries(facts)) console.log(`${name.padEnd(8)}${fact}`);
  const result: Record<string, unknown> = { machine: facts, rounds };
  if (hasPart("startup")) {
    const times = measureStartup(startupCommands(), STARTUP_ROUNDS);
    result.startup = Object.fromEntries(times);
    if (!quiet) printStartup(times);
  }
  if (hasPart("allocator")) {
    const rows = measureAllocator();
    result.allocator = rows;
    if (!quiet) printAllocator(rows);
  }
  if (hasPart("programs")) {
    const rows: Row[] = [];
    for (const program of programsOf("programs", filters)) {
      console.error(`  ${program.name}`);
      rows.push(await measureProgram(program, engines, rounds));
    }
    result.programs = rows;
    if (!quiet && rows.length) printRows("whole programs, ratios to 3.13", rows, engines, { name: "s", factor: 1 });
  }
  if (hasPart("micro")) {
    const micro: Record<string, Row[]> = {};
    for (const program of programsOf("micro", filters)) {
      console.error(`  ${program.name}`);
      micro[program.name] = await measureMicro(program, engines, (rounds + 1) >> 1);
      if (!quiet) printRows(program.name, micro[program.name], engines, { name: "ns", factor: 1e9 });
    }
    result.micro = micro;
  }
  result.engines = Object.fromEntries(engines.map((engine) => [engine.name, engine.about]));
  if (!quiet) for (const engine of engines) console.log(`${engine.name.padEnd(8)}${engine.about}`);
  const json = `${JSON.stringify(result, null, 1)}\n`;
  if (quiet) process.stdout.write(json);
  else if (values.json) writeFileSync(values.json, json);
}

await main();
