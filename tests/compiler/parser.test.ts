/** The parser against recordings of CPython 3.13.0's (scripts/record_sources.py, scripts/ast_dump.py). */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { firstInvalidCharacter, isPrintable } from "../../src/bytecode/unicode-identifiers.ts";
import { dumpAst } from "../../src/compiler/ast-dump.ts";
import { type ParseOptions, parse } from "../../src/compiler/parse.ts";
import { PythonSyntaxError } from "../../src/compiler/syntax-error.ts";
import { lookupUnicodeName, provideUnicodeNames } from "../../src/compiler/unicode-names.ts";
import { compareRecord, digestOf, type SourceRecord } from "./source-records.ts";
import { zipEntries } from "./zip-entries.ts";

const golden = (name: string): Buffer => readFileSync(new URL(`golden/${name}`, import.meta.url));
const stdlibZip =
  process.env.SERPENT_STDLIB_ZIP ?? new URL("../../node_modules/pyodide/python_stdlib.zip", import.meta.url).pathname;

beforeAll(() => {
  provideUnicodeNames(() => readFileSync(new URL("../../src/compiler/unicode-names.bin", import.meta.url)));
});

function errorOf(source: string | Uint8Array, options: ParseOptions = {}, mode: "exec" | "single" = "exec") {
  try {
    parse(source, "<test>", mode, options);
  } catch (error) {
    if (error instanceof PythonSyntaxError) return error;
    throw error;
  }
  throw new Error("the source was accepted");
}

describe("recorded sources", () => {
  it.each(["cpython-test-sources", "damaged-sources"])("%s have CPython's tree or error", (name) => {
    const records = JSON.parse(gunzipSync(golden(`${name}.json.gz`)).toString()) as SourceRecord[];
    const different = records
      .map((record) => ({ record, ...compareRecord(record) }))
      .filter(({ verdict }) => !verdict.startsWith("equal"));
    expect(different).toEqual([]);
  });

  it.skipIf(!existsSync(stdlibZip))("the shipped standard library has CPython's trees", () => {
    const entries = zipEntries(readFileSync(stdlibZip));
    const different: string[] = [];
    for (const line of golden("stdlib-digests.txt").toString().trimEnd().split("\n")) {
      const [path, digest] = line.split("\t");
      if (digestOf(dumpAst(parse(entries.get(path)!, path, "exec").tree)) !== digest) different.push(path);
    }
    expect(different).toEqual([]);
  });
});

describe("identifiers", () => {
  /** A hash over one bit per code point. */
  const hashOf = (belongs: (character: number) => boolean): string => {
    const bits = new Uint8Array(0x110000 / 8);
    for (let c = 0; c < 0x110000; c++) if (belongs(c)) bits[c >> 3] |= 1 << (c & 7);
    return createHash("sha256").update(bits).digest("hex").slice(0, 16);
  };

  it("start, go on and are printable as str.isidentifier and str.isprintable say", () => {
    expect(hashOf((c) => firstInvalidCharacter(String.fromCodePoint(c)) > 0)).toBe("7ef840d77a3b849b");
    expect(hashOf((c) => firstInvalidCharacter(`a${String.fromCodePoint(c)}`) > 1)).toBe("9063fb70bedb4ac5");
    expect(hashOf(isPrintable)).toBe("4b22a82d45b544b6");
  });

  it("are normalised to NFKC", () => {
    expect(dumpAst(parse("ﬁ", "<test>", "eval").tree)).toContain('Name("fi",Load)@1.0-1.3');
  });
});

describe("character names", () => {
  it("are found in any case, with aliases, syllables and ideographs", () => {
    expect(lookupUnicodeName("BULLET")).toBe(0x2022);
    expect(lookupUnicodeName("latin small letter a")).toBe(0x61);
    expect(lookupUnicodeName("LINE FEED")).toBe(0x0a);
    expect(lookupUnicodeName("HANGUL SYLLABLE GAG")).toBe(0xac01);
    expect(lookupUnicodeName("CJK UNIFIED IDEOGRAPH-4E00")).toBe(0x4e00);
    expect(lookupUnicodeName("NO SUCH NAME")).toBe(-1);
  });
});

describe("constants", () => {
  it("keep two surrogates apart that a JS string would join", () => {
    const { tree } = parse("'\\ud800\\udc00' '\\U00010000'", "<test>", "eval");
    expect(dumpAst(tree)).toContain('s"\\d800;\\dc00;\\10000;"');
  });

  it("limit decimal digits", () => {
    expect(errorOf("9".repeat(5000)).message).toContain("Exceeds the limit (4300 digits)");
    expect(() => parse("9".repeat(5000), "<test>", "eval", { intMaxStrDigits: 0 })).not.toThrow();
  });
});

describe("nesting", () => {
  it("is limited as CPython limits it", () => {
    expect(errorOf("(".repeat(201)).message).toBe("too many nested parentheses");
    expect(errorOf(`${"-".repeat(7000)}1`)).toMatchObject({
      pythonType: "MemoryError",
      message: "Parser stack overflowed - Python source too complex to parse",
    });
    expect(() => parse(`${"(".repeat(200)}1${")".repeat(200)}`, "<test>", "exec")).not.toThrow();
    expect(() => parse(`f${"()".repeat(50_000)}`, "<test>", "exec")).not.toThrow();
  });

  it("costs no more than linear time in broken sources", () => {
    const start = performance.now();
    for (const [open, close] of ["()", "[]", "{}"]) errorOf(`${open.repeat(190)}a b${close.repeat(190)}`);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe("the prompt", () => {
  const prompt = { allowIncomplete: true, dontImplyDedent: true };

  it("tells unfinished input from wrong input", () => {
    for (const source of ["if x:\n", "(1,\n", "'''abc", "def f():\n  pass", "x = \\\n"]) {
      expect(errorOf(source, prompt, "single")).toMatchObject({
        pythonType: "_IncompleteInputError",
        isIncomplete: true,
      });
    }
    expect(errorOf("x y\n", prompt, "single")).toMatchObject({ pythonType: "SyntaxError", isIncomplete: false });
  });

  it("takes one statement", () => {
    expect(errorOf("x = 1\ny = 2\n", {}, "single").message).toBe(
      "multiple statements found while compiling a single statement",
    );
  });
});

describe("errors", () => {
  it("carry the line and the warnings before them", () => {
    const error = errorOf("'\\d'\nx = (a b)\n");
    expect(error).toMatchObject({ lineno: 2, offset: 6, endLineno: 2, endOffset: 9, text: "x = (a b)\n" });
    expect(error.warnings).toMatchObject([{ message: "invalid escape sequence '\\d'", lineno: 1 }]);
  });

  it("of a main script name the byte that is not UTF-8", () => {
    const source = Uint8Array.from([0x78, 0x0a, 0x23, 0xff]);
    expect(errorOf(source, { isFile: true }).message).toContain(
      "Non-UTF-8 code starting with '\\xff' in file <test> on line 2",
    );
  });
});
