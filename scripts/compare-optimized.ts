/**
 * Compares our optimised trees with CPython's: `npx tsx scripts/compare-optimized.ts LIST ROOT` for every file of a digest
 * list that `scripts/ast_dump.py --optimized --digests ROOT` has printed, `... RECORDING.json.gz` for the sources of a
 * recording of scripts/record_optimized.py. Prints what differs; fails where something does. `--dump FILE` prints a tree.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { ParseMode } from "../src/compiler/parse.ts";
import { provideUnicodeNames } from "../src/compiler/unicode-names.ts";
import { optimizedResult, optimizedTreeOf } from "../tests/compiler/optimized-records.ts";
import type { RecordedSource, TableResult } from "../tests/compiler/symbol-table-records.ts";

provideUnicodeNames(() => readFileSync(new URL("../src/compiler/unicode-names.bin", import.meta.url)));

type Level = 0 | 1 | 2;

const [list, root] = process.argv.slice(2);
let count = 0;
let different = 0;

if (list === "--dump") console.log(optimizedTreeOf(readFileSync(root), "exec", 0));
else {
  if (list.endsWith(".json.gz")) compareRecording();
  else compareFiles();
  console.log(`${count} sources, ${different} different`);
  process.exitCode = different === 0 ? 0 : 1;
}

function compareRecording(): void {
  const records = JSON.parse(gunzipSync(readFileSync(list)).toString());
  for (const [source, mode, level, expected] of records as [RecordedSource, ParseMode, Level, TableResult][]) {
    compare(typeof source === "string" ? source : source.hex, source, mode, level, expected);
  }
}

function compareFiles(): void {
  for (const line of readFileSync(list, "utf8").trimEnd().split("\n")) {
    const [path, result] = line.split("\t");
    const expected = result.startsWith("[") ? (JSON.parse(result) as TableResult) : result;
    compare(path, readFileSync(join(root, path)), "exec", 0, expected);
  }
}

function compare(
  name: string,
  source: RecordedSource | Uint8Array,
  mode: ParseMode,
  level: Level,
  expected: TableResult,
): void {
  count++;
  const found = answer(source, mode, level);
  if (JSON.stringify(found) === JSON.stringify(expected)) return;
  different++;
  console.log(`--- expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}\n${name}`);
}

function answer(source: RecordedSource | Uint8Array, mode: ParseMode, level: Level): TableResult {
  try {
    return optimizedResult(source, mode, level);
  } catch (error) {
    return String((error as Error).stack);
  }
}
