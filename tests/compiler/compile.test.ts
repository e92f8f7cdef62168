/** The whole compiler against recordings of CPython 3.13.0's (scripts/record_compiled.py, scripts/code_dump.py). */
import { existsSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { dumpCode } from "../../src/bytecode/code-dump.ts";
import { compileToCode } from "../../src/compiler/compile.ts";
import { provideUnicodeNames } from "../../src/compiler/unicode-names.ts";
import { differences, differentAnnotations } from "./compiled-records.ts";
import { digestOf } from "./source-records.ts";
import { zipEntries } from "./zip-entries.ts";

const stdlibZip =
  process.env.SERPENT_STDLIB_ZIP ?? new URL("../../node_modules/pyodide/python_stdlib.zip", import.meta.url).pathname;

beforeAll(() => {
  provideUnicodeNames(() => readFileSync(new URL("../../src/compiler/unicode-names.bin", import.meta.url)));
});

describe("recorded sources", () => {
  it("have CPython's code objects, warnings and errors", () => {
    expect(differences()).toEqual([]);
  });

  it("have CPython's texts as annotations", () => {
    expect(differentAnnotations()).toEqual([]);
  });

  it.skipIf(!existsSync(stdlibZip))(
    "the shipped standard library has CPython's code objects",
    { timeout: 120_000 },
    () => {
      const entries = zipEntries(readFileSync(stdlibZip));
      const digests = readFileSync(new URL("golden/stdlib-code-digests.txt", import.meta.url), "utf8");
      const different: string[] = [];
      for (const line of digests.trimEnd().split("\n")) {
        const [path, digest] = line.split("\t");
        const { code } = compileToCode(entries.get(path)!, "<file>", "exec", { optimize: 0, flags: 0 });
        if (digestOf(dumpCode(code)) !== digest) different.push(path);
      }
      expect(different).toEqual([]);
    },
  );
});
