/** Whose lines tracebacks show: files, -c, statements at the prompt; not what exec compiles, nor a piped program. */
import { describe, expect, it } from "vitest";
import { Runtime, SINGLE_INPUT } from "../../src/host/runtime.ts";
import { sourceExcerpt } from "../../src/host/source-excerpt.ts";
import { programSystem, runtimeModule } from "../programs/run-program.ts";

function start() {
  const system = programSystem("");
  const runtime = new Runtime(runtimeModule(), system, { hashSeed: 0 });
  return (source: string, filename: string, mode?: number) => {
    runtime.run(source, filename, mode);
    return (system.takeOutput(1) + system.takeOutput(2)).split("\n");
  };
}

describe("lines in tracebacks", () => {
  it("of statements at the prompt, each under a name of its own", () => {
    const run = start();
    const type = (source: string) => run(source, "<stdin>", SINGLE_INPUT);
    expect(type("return 1\n").slice(0, 3)).toEqual(['  File "<stdin>-0", line 1', "    return 1", "    ^^^^^^^^"]);
    expect(type("x = = 1\n")[0]).toBe('  File "<stdin>", line 1');
    type("def f():\n  1/0\n\n");
    expect(type("f.__code__.co_filename\n")[0]).toBe("'<stdin>-1'");
    expect(type("f()\n")).toEqual([
      "Traceback (most recent call last):",
      '  File "<stdin>", line 1, in <module>',
      "    f()",
      "    ~^^",
      '  File "<stdin>", line 2, in f',
      "    1/0",
      "    ~^~",
      "ZeroDivisionError: division by zero",
      "",
    ]);
  });

  it("of -c, also under code that exec compiles", () => {
    const lines = start()("a = 1\nexec('1/0')", "<string>");
    expect(lines.slice(1, 5)).toEqual([
      '  File "<string>", line 2, in <module>',
      "    exec('1/0')",
      "    ~~~~^^^^^^^",
      '  File "<string>", line 1, in <module>',
    ]);
    expect(lines[5]).toBe("    a = 1");
  });

  it("not of a program that was piped in", () => {
    expect(start()("1/0", "<stdin>")[2]).toBe("ZeroDivisionError: division by zero");
  });
});

describe("excerpts", () => {
  const show = (source: string, lineno: number, endLineno: number, column: number, endColumn: number) =>
    sourceExcerpt(source.split("\n"), { lineno, endLineno, column, endColumn });

  it("without columns show the first line alone", () => {
    expect(show("\tf(1,\n  2)", 1, 2, -1, -1).text).toBe("    f(1,\n");
  });

  it("of nothing are empty", () => {
    expect(show("\n  \n", 1, 2, 0, 1).text).toBe("");
    expect(show("a", 7, 9, 0, 1).text).toBe("");
  });

  it("tell what the parser warns of", () => {
    const { text, warnings } = show('y = x + f("\\d")', 1, 1, 8, 15);
    expect(text).toBe('    y = x + f("\\d")\n            ~^^^^^^\n');
    const message = "invalid escape sequence '\\d'";
    expect(warnings).toMatchObject([
      { lineno: 2, message },
      { lineno: 1, message },
    ]);
  });

  it("of what no longer parses still have carets", () => {
    expect(show("if x == 1/0:", 1, 1, 8, 11).text).toBe("    if x == 1/0:\n            ~^~\n");
    expect(show("a b c d", 1, 1, 2, 5).text).toBe("    a b c d\n      ^^^\n");
  });
});
