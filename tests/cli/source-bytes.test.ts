// Program files whose bytes are no UTF-8: what CPython 3.13.0's file reader says of them (recorded by hand).
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { root } from "../programs/program-list.ts";

const folder = mkdtempSync(path.join(tmpdir(), "serpent-source-"));
afterAll(() => rmSync(folder, { recursive: true }));

function run(bytes: string): { status: number | null; stdout: string; stderr: string } {
  const file = path.join(folder, "program.py");
  writeFileSync(file, Buffer.from(bytes, "latin1"));
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, "bin/serpent.js"), "run", file], {
    encoding: "utf8",
  });
  return { status, stdout, stderr: stderr.replace(file, "FILE") };
}

const rejected = (byte: string, line: number) =>
  `SyntaxError: Non-UTF-8 code starting with '\\x${byte}' in file FILE on line ${line}, but no encoding declared; ` +
  "see https://peps.python.org/pep-0263/ for details\n";

describe("bytes of a program's file", () => {
  test.each([
    ["in a text", 'x = 1\n\n"\x80"\n', "80", 3],
    ["in a text of several lines", 'print("""\n\xb1\n""")\n', "b1", 2],
    ["in a comment", "# \xff\nx = 1\n", "ff", 1],
    ["a character cut off at the end", "x = 1\n#\xe4\xb8\n", "e4", 2],
    ["in a name", "def f(): pass\n\xffx\n", "ff", 2],
  ])("%s", (_, bytes, byte, line) => {
    expect(run(bytes)).toEqual({ status: 1, stdout: "", stderr: rejected(byte, line) });
  });

  test("an encoding that the file declares counts", () => {
    expect(run("# coding: latin-1\nprint(ascii('\xe4'), len('\xc3\xa4'))\n")).toEqual({
      status: 0,
      stdout: "'\\xe4' 2\n",
      stderr: "",
    });
  });
});
