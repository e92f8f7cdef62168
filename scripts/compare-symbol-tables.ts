/**
 * Compares our symbol tables with CPython's for every file of a digest list that `scripts/symtable_dump.py --digests ROOT`
 * has printed: `npx tsx scripts/compare-symbol-tables.ts LIST ROOT`. Prints the files that differ and the speed; fails
 * where one differs. `--dump FILE` prints our table of one file.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSymbolTable } from "../src/compiler/build-symbol-table.ts";
import { futureFeatures } from "../src/compiler/future.ts";
import { parse } from "../src/compiler/parse.ts";
import { PythonSyntaxError } from "../src/compiler/syntax-error.ts";
import { provideUnicodeNames } from "../src/compiler/unicode-names.ts";
import { dumpSymbolTable } from "../tests/compiler/symbol-table-dump.ts";

provideUnicodeNames(() => readFileSync(new URL("../src/compiler/unicode-names.bin", import.meta.url)));

const [list, root] = process.argv.slice(2);
let bytes = 0;
let milliseconds = 0;
if (list === "--dump") process.stdout.write(dumpOf(readFileSync(root)));
else compareAll(readFileSync(list, "utf8").trimEnd().split("\n"));

function compareAll(lines: string[]): void {
  let different = 0;
  for (const line of lines) {
    const [path, expected] = line.split("\t");
    const source = readFileSync(join(root, path));
    bytes += source.length;
    const found = resultOf(source);
    if (found === expected || (expected.startsWith("[") && found === JSON.stringify(JSON.parse(expected)))) continue;
    different++;
    console.log(`${path}: expected ${expected}, found ${found}`);
  }
  console.log(`${lines.length} files, ${different} different, ${(bytes / 1000 / milliseconds).toFixed(2)} MB/s`);
  process.exitCode = different === 0 ? 0 : 1;
}

function dumpOf(source: Uint8Array): string {
  const { tree } = parse(source, "<file>", "exec");
  const start = performance.now();
  const table = buildSymbolTable(tree, "<file>", futureFeatures(tree, "<file>"));
  milliseconds += performance.now() - start;
  return dumpSymbolTable(table);
}

/** The digest of our table, or our error as JSON. */
function resultOf(source: Uint8Array): string {
  try {
    return createHash("sha256").update(dumpOf(source)).digest("hex").slice(0, 12);
  } catch (error) {
    if (!(error instanceof PythonSyntaxError)) return String((error as Error).stack);
    const { pythonType, message, lineno, offset, endLineno, endOffset } = error;
    return JSON.stringify([pythonType, message, lineno, offset, endLineno, endOffset]);
  }
}
