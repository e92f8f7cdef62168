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

/**
 * Does the input so far, without the end of its last line, need another line? As codeop's compile_command decides: a
 * source that is an error now but not with a line end behind it waits for the empty line that ends a block.
 */
export function needsMoreInput(source: string): boolean {
  if (syntaxError(source) === null) return false;
  const error = syntaxError(`${source}\n`);
  return error === null || error.isIncomplete;
}

function syntaxError(source: string): PythonSyntaxError | null {
  try {
    parse(source, "<stdin>", "single", { allowIncomplete: true, dontImplyDedent: true });
    return null;
  } catch (error) {
    if (error instanceof PythonSyntaxError) return error;
    throw error;
  }
}

/** Only blanks and comments. */
function isBlank(source: string): boolean {
  return source.split("\n").every((line) => /^\s*(#|$)/.test(line));
}

/** Runs `body` with the terminal as programs expect it: lines are edited by it, and Ctrl+C is a signal. */
function whileCooked<T>(body: () => T): T {
  const { stdin } = process;
  const wasRaw = stdin.isTTY && stdin.isRaw;
  if (wasRaw) stdin.setRawMode(false);
  try {
    return body();
  } finally {
    if (wasRaw) stdin.setRawMode(true);
  }
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
  let lines: string[] = [];
  terminal.on("SIGINT", () => {
    lines = [];
    process.stdout.write("\nKeyboardInterrupt\n");
    terminal.write(null, { ctrl: true, name: "u" });
    terminal.setPrompt(">>> ");
    terminal.prompt();
  });
  terminal.setPrompt(">>> ");
  terminal.prompt();
  for await (const line of terminal) {
    remember(line);
    lines.push(line);
    const source = lines.join("\n");
    if (!isBlank(source) && needsMoreInput(source)) {
      terminal.setPrompt("... ");
      terminal.prompt();
      continue;
    }
    lines = [];
    const result = isBlank(source) ? null : whileCooked(() => runtime.run(`${source}\n`, "<stdin>", SINGLE_INPUT));
    if (result?.ended === "by SystemExit") {
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
