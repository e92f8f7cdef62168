/** Symbol tables against recordings of CPython 3.13.0's (scripts/record_symtables.py, scripts/symtable_dump.py). */
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import type { FunctionDef, Module } from "../../src/compiler/ast.ts";
import { buildSymbolTable } from "../../src/compiler/build-symbol-table.ts";
import { futureFeatures } from "../../src/compiler/future.ts";
import { mangle } from "../../src/compiler/mangle.ts";
import { type ParseMode, parse } from "../../src/compiler/parse.ts";
import { FREE, type SymbolTable } from "../../src/compiler/symbol-table.ts";
import { provideUnicodeNames } from "../../src/compiler/unicode-names.ts";
import type { SourceRecord } from "./source-records.ts";
import { type RecordedSource, resultOf, type TableResult, tableResult } from "./symbol-table-records.ts";
import { zipEntries } from "./zip-entries.ts";

const golden = (name: string): Buffer => readFileSync(new URL(`golden/${name}`, import.meta.url));
const unpack = (name: string): unknown => JSON.parse(gunzipSync(golden(name)).toString());
const stdlibZip =
  process.env.SERPENT_STDLIB_ZIP ?? new URL("../../node_modules/pyodide/python_stdlib.zip", import.meta.url).pathname;

beforeAll(() => {
  provideUnicodeNames(() => readFileSync(new URL("../../src/compiler/unicode-names.bin", import.meta.url)));
});

function build(tree: Module, depth = 0): SymbolTable {
  return buildSymbolTable(tree, "<test>", futureFeatures(tree, "<test>"), depth);
}

function moduleOf(source: string): Module {
  return parse(source, "<test>", "exec").tree as Module;
}

describe("recorded sources", () => {
  it("about scopes have CPython's table or error", () => {
    const records = unpack("scopes.json.gz") as [RecordedSource, ParseMode, TableResult][];
    const different = records.flatMap(([source, mode, expected]) => {
      const found = tableResult(source, mode);
      return JSON.stringify(found) === JSON.stringify(expected) ? [] : [{ source, expected, found }];
    });
    expect(different).toEqual([]);
  });

  it("of CPython's tests have CPython's table or error", () => {
    const sources = unpack("cpython-test-sources.json.gz") as SourceRecord[];
    const results = unpack("cpython-test-symbol-tables.json.gz") as TableResult[];
    const different = sources.flatMap(([source, mode], index) => {
      const found = tableResult(source, mode);
      const short = typeof found === "string" ? found.slice(0, 6) : found;
      const expected = results[index];
      return JSON.stringify(short) === JSON.stringify(expected) ? [] : [{ source, expected, found }];
    });
    expect(different).toEqual([]);
  });

  it.skipIf(!existsSync(stdlibZip))("of the shipped standard library have CPython's tables", () => {
    const entries = zipEntries(readFileSync(stdlibZip));
    const different: string[] = [];
    for (const line of golden("stdlib-symbol-tables.txt").toString().trimEnd().split("\n")) {
      const [path, digest] = line.split("\t");
      if (tableResult(entries.get(path)!, "exec") !== digest) different.push(path);
    }
    expect(different).toEqual([]);
  });
});

describe("the table", () => {
  it("finds the blocks of a generic function by their keys", () => {
    const tree = moduleOf("def f[T: a = b](x): return T\n");
    const table = build(tree);
    const definition = tree.body[0] as FunctionDef;
    const [parameter] = definition.type_params;
    expect(table.lookup(tree)).toBe(table.top);
    expect(table.lookup(definition)).toMatchObject({ name: "f", type: "function" });
    expect(table.lookup(definition).scopeOf("T")).toBe(FREE);
    expect(table.lookup(definition.type_params)).toMatchObject({ name: "f", type: "type parameters" });
    expect([...table.lookup(parameter).symbols.keys()]).toEqual(["a"]);
    expect([...table.lookupDefault(parameter).symbols.keys()]).toEqual(["b"]);
    expect(() => table.lookup(definition.body[0])).toThrow("no symbol table entry");
  });
});

describe("private names", () => {
  it("carry the class's name without its leading underscores", () => {
    expect(mangle("C", "__x")).toBe("_C__x");
    expect(mangle("__C", "__x")).toBe("_C__x");
    expect(mangle("_", "__x")).toBe("__x");
    expect(mangle("C", "__x__")).toBe("__x__");
    expect(mangle("C", "_x")).toBe("_x");
    expect(mangle("C", "__a.b")).toBe("__a.b");
    expect(mangle(null, "__x")).toBe("__x");
  });
});

describe("nesting", () => {
  /** `compile()` called from a function has used two levels already; the counts are those that CPython accepts then. */
  it.each([
    [9996, (n: number) => `a${"+a".repeat(n)}`],
    [9996, (n: number) => `a${".a".repeat(n)} = 1`],
    [9996, (n: number) => `a${"()".repeat(n)}`],
    [9995, (n: number) => `def f():\n  a${"[0]".repeat(n)}`],
    [9995, (n: number) => `match x:\n case a${".a".repeat(n)}: pass`],
    [9995, (n: number) => `def f[T: a${".a".repeat(n)}](): pass`],
    [9995, (n: number) => `[x for x in a${".a".repeat(n)}]`],
  ])("stops behind %i levels", (levels, source) => {
    expect(() => build(moduleOf(source(levels)), 2)).not.toThrow();
    const message = "maximum recursion depth exceeded during compilation";
    const error = resultOf(() => String(build(moduleOf(source(levels + 1)), 2)));
    expect(error).toEqual(["RecursionError", message, null, null, null, null]);
  });
});
