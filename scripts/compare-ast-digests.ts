/**
 * Compares our trees with CPython's for every file of a digest list that `scripts/ast_dump.py --digests ROOT` has printed:
 * `npx tsx scripts/compare-ast-digests.ts LIST ROOT`. Prints the files that differ and the speed; fails where one differs.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dumpAst } from "../src/compiler/ast-dump.ts";
import { parse } from "../src/compiler/parse.ts";
import { PythonSyntaxError } from "../src/compiler/syntax-error.ts";
import { provideUnicodeNames } from "../src/compiler/unicode-names.ts";

provideUnicodeNames(() => readFileSync(new URL("../src/compiler/unicode-names.bin", import.meta.url)));

const [list, root] = process.argv.slice(2);
let bytes = 0;
let milliseconds = 0;
let different = 0;
const lines = readFileSync(list, "utf8").trimEnd().split("\n");
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

/** The digest of our tree, or our error as JSON. */
function resultOf(source: Uint8Array): string {
  const start = performance.now();
  try {
    const { tree } = parse(source, "<file>", "exec");
    milliseconds += performance.now() - start;
    return createHash("sha256").update(dumpAst(tree)).digest("hex").slice(0, 12);
  } catch (error) {
    milliseconds += performance.now() - start;
    if (!(error instanceof PythonSyntaxError)) return String((error as Error).stack);
    const { pythonType, message, lineno, offset, endLineno, endOffset } = error;
    return JSON.stringify([pythonType, message, lineno, offset, endLineno, endOffset]);
  }
}
