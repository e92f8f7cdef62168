/** `serpent` alone: a Python prompt with history (in ~/.serpent_history). */
import { appendFileSync, readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import readline from "node:readline/promises";
import { parse } from "../compiler/parse.ts";
import { PythonSyntaxError } from "../compiler/syntax-error.ts";
import { SINGLE_INPUT } from "../host/runtime.ts";
import type { RuntimeFlags } from "./runtime-flags.ts";
import { startRuntime } from "./start-runtime.ts";

const HISTORY_SIZE = 1000;

function historyFile(): string {
  return path.join(os.homedir(), ".serpent_history");
}

/** Newest first, as readline wants it. */
function readHistory(): string[] {
  try {
    return readFileSync(historyFile(), "utf8").split("\n").filter(Boolean).slice(-HISTORY_SIZE).reverse();
  } catch {
    return [];
  }
}

function remember(line: string): void {
  if (line.trim() === "") return;
  try {
    appendFileSync(historyFile(), `${line}\n`);
  } catch {
    // A read-only home has no history; the prompt works without it.
  }
}

/** Does the input so far need another line? An empty line ends an open block. */
export function needsMoreInput(source: string): boolean {
  try {
    parse(source, "<stdin>", "single", { allowIncomplete: true, dontImplyDedent: true });
  } catch (error) {
    return error instanceof PythonSyntaxError && error.isIncomplete;
  }
  return false;
}

/** Reads and runs statements until the end of input or exit(). Resolves with the exit code. */
export async function startPrompt(flags: RuntimeFlags): Promise<number> {
  const runtime = startRuntime(flags, { argv: [""], path: [""] });
  runtime.run("__import__('sys').ps1 = '>>> '; __import__('sys').ps2 = '... '", "<prompt>");
  process.stdout.write(`Python 3.13.0 (Serpentarium) on CPython's memory layers\nCtrl+D ends.\n`);
  const terminal = readline.createInterface({
    input: process.stdin,
    output: process.stdout,
    history: readHistory(),
    historySize: HISTORY_SIZE,
  });
  let exitCode = 0;
  let source = "";
  terminal.on("SIGINT", () => {
    source = "";
    process.stdout.write("\nKeyboardInterrupt\n");
    terminal.write(null, { ctrl: true, name: "u" });
    terminal.setPrompt(">>> ");
    terminal.prompt();
  });
  terminal.setPrompt(">>> ");
  terminal.prompt();
  for await (const line of terminal) {
    remember(line);
    source += `${line}\n`;
    if (needsMoreInput(source)) {
      terminal.setPrompt("... ");
      terminal.prompt();
      continue;
    }
    const result = runtime.run(source, "<stdin>", SINGLE_INPUT);
    source = "";
    if (result.ended === "by SystemExit") {
      exitCode = result.exitCode;
      break;
    }
    terminal.setPrompt(">>> ");
    terminal.prompt();
  }
  terminal.close();
  runtime.finalize();
  return exitCode;
}
