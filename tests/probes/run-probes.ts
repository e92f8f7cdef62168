/**
 * The probes: programs that show what Python code can see of its memory (reference counts, sizes, identity, collections, weak
 * references, finalization), and what CPython 3.13.0 prints. They were recorded with varied hash seeds, environments and
 * folders: the text is the same on any 64-bit machine.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Geometry } from "../../src/host/runtime.ts";
import { type Program, root } from "../programs/program-list.ts";
import { runProgram } from "../programs/run-program.ts";

const FOLDER = "tests/probes/programs";

/**
 * Probes whose text depends on the size of a pool: CPython 3.13 has pools of 16 KiB, our default has 4 KiB
 * (tests/differences.md).
 */
const GEOMETRIES: Record<string, Geometry> = { freelist_ids: "large" };

/** Names of the probes that begin with `group`, in order. */
export function listProbes(group = ""): string[] {
  const files = readdirSync(path.join(root, FOLDER)).filter((file) => file.endsWith(".py") && file.startsWith(group));
  return files.map((file) => file.slice(0, -3)).sort();
}

export interface ProbeResult {
  expected: string;
  stdout: string;
  /** Why it failed, where it did. */
  stderr: string;
  isSame: boolean;
}

/** Only stdout and the exit status count. */
export function runProbe(name: string): ProbeResult {
  const file = `${FOLDER}/${name}.py`;
  const expected = readFileSync(path.join(root, `${FOLDER}/${name}.out.3.13`), "utf8");
  const program: Program = { name, file, stdin: "", args: [], optimize: 0, skipAudit: "" };
  const { stdout, stderr, exitCode } = runProgram(program, { options: { geometry: GEOMETRIES[name] } });
  return { expected, stdout, stderr, isSame: exitCode === 0 && stdout === expected };
}
