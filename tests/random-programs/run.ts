/** Runs a random program in a runtime of its own. */
import { readFileSync } from "node:fs";
import { Runtime } from "../../src/host/runtime.ts";
import { checkHeap } from "../programs/check-heap.ts";
import { programSystem, runtimeModule } from "../programs/run-program.ts";
import { generateProgram } from "./generate.ts";

const prelude = readFileSync(new URL("prelude.py", import.meta.url), "utf8");

/** All of a program: what CPython and the runtime get. */
export function programText(seed: number): string {
  return `${prelude}\n\n${generateProgram(seed)}`;
}

/** What is compared: all of stdout without addresses, of stderr the line of an exception that ended the program. */
export function comparable(stdout: string, stderr: string): string {
  const last = stderr.trimEnd().split("\n").at(-1) ?? "";
  const error = /^\w+(Error|Exception|Group|Exit)\b/.test(last) ? last : "";
  return `${stdout.replace(/ at 0x[0-9a-f]+/g, " at 0x...")}${error}`;
}

/** What it printed and, if it ended with one, its traceback; what is wrong with the heap afterwards. */
export function runRandomProgram(seed: number): { output: string; problems: string[] } {
  const system = programSystem("");
  using runtime = new Runtime(runtimeModule(), system, { argv: ["program.py"], path: ["/nowhere"], hashSeed: 0 });
  runtime.run(programText(seed), "program.py");
  const problems = checkHeap(runtime, 5);
  runtime.finalize();
  return { output: comparable(system.takeOutput(1), system.takeOutput(2)), problems };
}
