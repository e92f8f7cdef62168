// npm run replay -- TRACE.trace.gz --geometry classic|large [--expect FILE.json] [--misaligned 4096] [--json]
// Replays a recorded allocation trace in our allocator and prints what came out; with --expect the first difference
// from what
// CPython recorded.  Exit codes: 0 no difference, 1 differences, 2 wrong usage or unreadable file.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { gunzipSync } from "node:zlib";
import { type Expectation, type ReplayOptions, type ReplayOutcome, readTrace, replayTrace } from "./alloc-replay.ts";
import type { Geometry } from "./alloc-runtime.ts";

const USAGE =
  "npm run replay -- TRACE.trace.gz --geometry classic|large [--expect FILE.json] [--misaligned 4096] [--json]";

function fail(message: string): never {
  console.error(`replay: ${message}`);
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        geometry: { type: "string", default: "classic" },
        expect: { type: "string" },
        misaligned: { type: "string", default: "0" },
        json: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    return fail(`${(error as Error).message}\n${USAGE}`);
  }
}

function readExpectation(file: string): Expectation {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Expectation;
  } catch (error) {
    return fail(`${file}: ${(error as Error).message}`);
  }
}

/**
 * The oracle keeps the result stream and the statistics texts of expect/NAME.TAG.json in the folders addr and stats
 * beside it.
 */
function readNeighbours(expectFile: string): Pick<ReplayOptions, "stream" | "stats"> {
  const name = path.basename(expectFile, ".json");
  const folder = path.dirname(path.dirname(path.resolve(expectFile)));
  const read = (file: string) => (existsSync(file) ? readFileSync(file) : undefined);
  const stream = read(`${folder}/addr/${name}.addr.gz`);
  return {
    stream: stream && gunzipSync(stream),
    stats: {
      half: read(`${folder}/stats/${name}.half.txt`)?.toString("utf8"),
      end: read(`${folder}/stats/${name}.end.txt`)?.toString("utf8"),
    },
  };
}

function print(outcome: ReplayOutcome, compared: boolean): void {
  const { arenas } = outcome;
  console.log(`operations          ${outcome.ops}`);
  console.log(
    `results             ${outcome.results} (${outcome.rawResults} raw, ${outcome.reallocInPlace} reallocs in place)`,
  );
  console.log(`sha256              ${outcome.sha256}`);
  console.log(`arenas total        ${arenas.total}`);
  console.log(`arenas reclaimed    ${arenas.reclaimed}`);
  console.log(`arenas highwater    ${arenas.highwater}`);
  console.log(`time                ${outcome.elapsedMs.toFixed(1)} ms`);
  if (!compared) return;
  if (outcome.differences.length === 0) console.log("identical           to the expectation");
  const [first, ...others] = outcome.differences;
  if (first) console.log(`first difference    ${first}`);
  for (const line of others.slice(0, 12)) console.log(`also                ${line}`);
}

const { values, positionals } = readArguments();
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
if (positionals.length !== 1) fail(`one trace is needed\n${USAGE}`);
if (values.geometry !== "classic" && values.geometry !== "large") fail(`unknown geometry '${values.geometry}'`);
const misalignment = Number(values.misaligned);
if (misalignment !== 0 && misalignment !== 4096) fail(`--misaligned is 4096, not '${values.misaligned}'`);
const expect = values.expect ? readExpectation(values.expect) : undefined;
let trace: Uint8Array;
try {
  trace = readTrace(positionals[0]);
} catch (error) {
  fail((error as Error).message);
}
const outcome = replayTrace(trace, {
  geometry: values.geometry as Geometry,
  misalignment,
  expect,
  ...(values.expect ? readNeighbours(values.expect) : {}),
});
if (values.json) console.log(JSON.stringify(outcome, null, 1));
else print(outcome, expect !== undefined);
process.exitCode = outcome.differences.length ? 1 : 0;
