// npm run replay:all -- [FOLDER]   replays every golden trace of the allocator oracle (default:
// /work/shared/oracle/alloc/golden)
// and compares result streams, checkpoints, arena events and statistics texts.  Exit code 1 if anything differs.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { type Expectation, readTrace, replayTrace } from "./alloc-replay.ts";

const folder = process.argv[2] ?? "/work/shared/oracle/alloc/golden";
if (!existsSync(`${folder}/expect`)) {
  console.error(`replay-all: ${folder} holds no golden traces`);
  process.exit(2);
}

function readIf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

let failures = 0;
let ops = 0;
let elapsedMs = 0;
const files = readdirSync(`${folder}/expect`).filter((file) => file.endsWith(".json"));
for (const file of files) {
  const [name, tag] = file.slice(0, -".json".length).split(".");
  const expect = JSON.parse(readFileSync(`${folder}/expect/${file}`, "utf8")) as Expectation;
  const streamFile = `${folder}/addr/${name}.${tag}.addr.gz`;
  const outcome = replayTrace(readTrace(`${folder}/traces/${name}.trace.gz`), {
    geometry: expect.arena_size === 1 << 20 ? "large" : "classic",
    misalignment: expect.misalign,
    expect,
    stats: {
      half: readIf(`${folder}/stats/${name}.${tag}.half.txt`),
      end: readIf(`${folder}/stats/${name}.${tag}.end.txt`),
    },
    stream: existsSync(streamFile) ? gunzipSync(readFileSync(streamFile)) : undefined,
  });
  ops += outcome.ops;
  elapsedMs += outcome.elapsedMs;
  const verdict = outcome.differences.length ? "FAIL" : "ok";
  console.log(
    `${verdict.padEnd(5)}${name.padEnd(20)} ${tag.padEnd(15)} ${outcome.ops} ops ${outcome.elapsedMs.toFixed(1)} ms`,
  );
  for (const line of outcome.differences.slice(0, 8)) console.log(`     ${line}`);
  failures += Number(outcome.differences.length > 0);
}
const rate = ((elapsedMs * 1e6) / ops).toFixed(1);
console.log(
  `${files.length - failures} of ${files.length} identical; ${ops} operations in ${elapsedMs.toFixed(0)} ms (${rate} ns each)`,
);
process.exitCode = failures ? 1 : 0;
