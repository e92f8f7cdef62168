/** Optimised trees against recordings of CPython 3.13.0's (scripts/record_optimized.py, scripts/ast_dump.py). */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { dumpAst } from "../../src/compiler/ast-dump.ts";
import { optimizeTree } from "../../src/compiler/optimize-tree.ts";
import { type ParseMode, parse } from "../../src/compiler/parse.ts";
import { provideUnicodeNames } from "../../src/compiler/unicode-names.ts";
import { optimizedResult } from "./optimized-records.ts";
import { type RecordedSource, resultOf, type TableResult } from "./symbol-table-records.ts";
import { zipEntries } from "./zip-entries.ts";

const golden = (name: string): Buffer => readFileSync(new URL(`golden/${name}`, import.meta.url));
const stdlibZip =
  process.env.SERPENT_STDLIB_ZIP ?? new URL("../../node_modules/pyodide/python_stdlib.zip", import.meta.url).pathname;

beforeAll(() => {
  provideUnicodeNames(() => readFileSync(new URL("../../src/compiler/unicode-names.bin", import.meta.url)));
});

/** The dump of the optimised expression, and the deprecation warnings. */
function optimized(source: string, depth = 0): { dump: string; warnings: string[] } {
  const { tree } = parse(source, "<test>", "eval");
  const warnings: string[] = [];
  const warnDeprecated = (message: string) => void warnings.push(message);
  optimizeTree(tree, "<test>", { optimize: 0, features: 0, depth, warnDeprecated });
  return { dump: dumpAst(tree), warnings };
}

describe("recorded sources", () => {
  it("full of constants have CPython's tree", () => {
    type Record = [RecordedSource, ParseMode, 0 | 1 | 2, TableResult];
    const records = JSON.parse(gunzipSync(golden("constants.json.gz")).toString()) as Record[];
    const different = records.flatMap(([source, mode, level, expected]) => {
      const found = optimizedResult(source, mode, level);
      return JSON.stringify(found) === JSON.stringify(expected) ? [] : [{ source, expected, found }];
    });
    expect(different).toEqual([]);
  });

  it.skipIf(!existsSync(stdlibZip))("of the shipped standard library have CPython's trees", () => {
    const entries = zipEntries(readFileSync(stdlibZip));
    const different: string[] = [];
    for (const line of golden("stdlib-optimized.txt").toString().trimEnd().split("\n")) {
      const [path, digest] = line.split("\t");
      if (optimizedResult(entries.get(path)!, "exec", 0) !== digest) different.push(path);
    }
    expect(different).toEqual([]);
  });
});

describe("folding", () => {
  it("warns of inverted bools as CPython does", () => {
    const { dump, warnings } = optimized("~True");
    expect(dump).toBe("Expression(Constant(i-2,-)@1.0-1.5)");
    expect(warnings).toEqual([
      "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise inversion " +
        "of the underlying int object and is usually not what you expect from negating a bool. Use the 'not' operator for " +
        "boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int.",
    ]);
  });

  it("reaches as deep as CPython does", () => {
    expect(optimized(`'a'${"+'a'".repeat(9997)}`, 2).dump).toContain(`s"${"a".repeat(9998)}"`);
    const error = resultOf(() => optimized(`'a'${"+'a'".repeat(9998)}`, 2).dump);
    expect(error.slice(0, 2)).toEqual(["RecursionError", "maximum recursion depth exceeded during compilation"]);
  });
});
