/**
 * Compares our symbol tables with CPython's: `npx tsx scripts/compare-symbol-tables.ts LIST ROOT` for every file of a digest
 * list that `scripts/symtable_dump.py --digests ROOT` has printed, `... RECORDING.json.gz` for the sources of a recording of
 * scripts/record_symtables.py. Prints what differs; fails where something does. `--dump FILE` prints our table of one file.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { ParseMode } from "../src/compiler/parse.ts";
import { provideUnicodeNames } from "../src/compiler/unicode-names.ts";
import { type RecordedSource, type TableResult, tableOf, tableResult } from "../tests/compiler/symbol-table-records.ts";

provideUnicodeNames(() => readFileSync(new URL("../src/compiler/unicode-names.bin", import.meta.url)));

const [list, root] = process.argv.slice(2);
let count = 0;
let different = 0;

if (list === "--dump") process.stdout.write(tableOf(readFileSync(root), "exec"));
else {
  if (list.endsWith(".json.gz")) compareRecording();
  else compareFiles();
  console.log(`${count} sources, ${different} different`);
  process.exitCode = different === 0 ? 0 : 1;
}

function compareRecording(): void {
  const records = JSON.parse(gunzipSync(readFileSync(list)).toString());
  for (const [source, mode, expected] of records as [RecordedSource, ParseMode, TableResult][]) {
    compare(typeof source === "string" ? source : source.hex, source, mode, expected);
  }
}

function compareFiles(): void {
  for (const line of readFileSync(list, "utf8").trimEnd().split("\n")) {
    const [path, result] = line.split("\t");
    const expected = result.startsWith("[") ? (JSON.parse(result) as TableResult) : result;
    compare(path, readFileSync(join(root, path)), "exec", expected);
  }
}

function compare(name: string, source: RecordedSource | Uint8Array, mode: ParseMode, expected: TableResult): void {
  count++;
  const found = answer(source, mode);
  if (JSON.stringify(found) === JSON.stringify(expected)) return;
  different++;
  console.log(`--- expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}\n${name}`);
}

function answer(source: RecordedSource | Uint8Array, mode: ParseMode): TableResult {
  try {
    return tableResult(source, mode);
  } catch (error) {
    return String((error as Error).stack);
  }
}
