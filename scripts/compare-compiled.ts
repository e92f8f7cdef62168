/**
 * Compares our compiler with what scripts/record_compiled.py has recorded of CPython's:
 * `npx tsx scripts/compare-compiled.ts RECORDING.json.gz [-v]`. Prints the counts, and with -v every difference.
 */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { provideUnicodeNames } from "../src/compiler/unicode-names.ts";
import { compareCompiled } from "../tests/compiler/compiled-records.ts";
import type { SourceRecord } from "../tests/compiler/source-records.ts";

provideUnicodeNames(() => readFileSync(new URL("../src/compiler/unicode-names.bin", import.meta.url)));

const records = JSON.parse(gunzipSync(readFileSync(process.argv[2])).toString()) as SourceRecord[];
const counts = new Map<string, number>();
for (const record of records) {
  const difference = compareCompiled(record, [record[3], record[4]]);
  const verdict = difference?.verdict ?? "equal";
  counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  if (difference !== null && process.argv[3] === "-v") console.log(difference);
}
for (const [verdict, count] of counts) console.log(verdict, count);
process.exitCode = counts.size === 1 && counts.has("equal") ? 0 : 1;
