/**
 * The test programs and what CPython 3.13.0 did with them (recorded by scripts/record-programs.py; see tests/README.md).
 *
 * A program is tests/programs/GROUP/NAME.py, examples/NAME.py or bench/programs/NAME.py. Files in deeper folders are
 * modules that programs import. Its first lines may hold directives, one in a comment each:
 *
 *   # stdin: text           what it reads; Python escapes: \n
 *   # args: a b             sys.argv[1:]
 *   # limit: 48MiB          most memory it may have
 *   # optimize: 1           as -O (2: -OO)
 *   # skip-audit: why       the heap is not checked at its end
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseByteSize } from "../../src/host/byte-size.ts";

export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** Folders of programs, below the root. Those of tests/programs are found. */
const ELSEWHERE = ["examples", "bench/programs"];

export interface Program {
  /** "lists/append", "examples/cycle". */
  name: string;
  /** Below the root. */
  file: string;
  stdin: string;
  args: string[];
  /** Bytes; undefined: no limit. */
  limitBytes?: number;
  optimize: 0 | 1 | 2;
  /** Why the heap is not checked; "": it is. */
  skipAudit: string;
}

/** What CPython did. */
export interface Recording {
  /** Of which version. */
  python: string;
  exitCode: number;
  /** Lines; joined by "\n" they are the text. */
  stdout: string[];
  stderr: string[];
}

function withoutEscapes(text: string): string {
  return text.replace(/\\(n|t|\\)/g, (_, c: string) => (c === "n" ? "\n" : c === "t" ? "\t" : "\\"));
}

/** Directives of a program by name. */
function directivesOf(source: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of source.split("\n")) {
    if (!line.startsWith("#")) break;
    const match = /^# ([a-z-]+): (.*)$/.exec(line);
    if (match) found.set(match[1], match[2]);
  }
  return found;
}

/** The program in a file below the root. */
export function readProgram(file: string): Program {
  const directives = directivesOf(readFileSync(path.resolve(root, file), "utf8"));
  const limit = directives.get("limit");
  return {
    name: file.replace(/^tests\/programs\//, "").replace(/\.py$/, ""),
    file,
    stdin: withoutEscapes(directives.get("stdin") ?? ""),
    args: directives.get("args")?.split(" ") ?? [],
    limitBytes: limit === undefined ? undefined : parseByteSize(limit),
    optimize: Number(directives.get("optimize") ?? 0) as 0 | 1 | 2,
    skipAudit: directives.get("skip-audit") ?? "",
  };
}

function pythonFilesIn(folder: string): string[] {
  const names = readdirSync(path.join(root, folder)).filter((name) => name.endsWith(".py"));
  return names.sort().map((name) => `${folder}/${name}`);
}

/** All programs, sorted by group and name. */
export function listPrograms(): Program[] {
  const groups = readdirSync(path.join(root, "tests/programs"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "recorded")
    .map((entry) => `tests/programs/${entry.name}`);
  return [...groups.sort(), ...ELSEWHERE].flatMap(pythonFilesIn).map(readProgram);
}

/** What was recorded of a program; undefined if nothing was. */
export function recordingOf(program: Program): Recording | undefined {
  const file = path.join(root, "tests/programs/recorded", `${program.name}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Recording) : undefined;
}
