/**
 * Compares our parser with what scripts/record_sources.py has recorded of CPython's:
 * `npx tsx scripts/compare-sources.ts RECORDING.json.gz [-v]`. Prints the counts, and with -v every difference.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { provideUnicodeNames } from "../src/compiler/unicode-names.ts";
import { compareRecord, type SourceRecord } from "../tests/compiler/source-records.ts";

provideUnicodeNames(() => readFileSync(new URL("../src/compiler/unicode-names.bin", import.meta.url)));

const records = JSON.parse(gunzipSync(readFileSync(process.argv[2])).toString()) as SourceRecord[];
const isVerbose = process.argv[3] === "-v";
const counts = new Map<string, number>();
for (const record of records) {
  const { verdict, found } = compareRecord(record);
  counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  if (isVerbose && verdict !== "equal tree" && verdict !== "equal error") {
    console.log(`${verdict}: ${JSON.stringify(record.slice(0, 3)).slice(0, 500)}`);
    console.log(`    expected ${JSON.stringify(record.slice(3))}\n    found    ${JSON.stringify(found)}`);
  }
}
for (const [verdict, count] of counts) console.log(verdict, count);
