// The Pythons that the benchmarks compare: ours, CPythons found on this machine, Pyodide in Node.  Each engine runs a
// program from its text; a program tells its own time (see withClock), so that starting and loading are not in it.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const TIMEOUT_MS = 300_000;
const CLOCK_MARK = "@seconds ";
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

export interface Run {
  /** What the program printed, without the clock's line. */
  output: string;
  /** From the program's first statement to its end. */
  seconds: number;
  /** Set when it did not come to its end: the last line of stderr, or what happened. */
  error?: string;
}

export interface Engine {
  name: string;
  /** One line about the version. */
  about: string;
  run(programText: string): Promise<Run>;
  /** Called before a program's first run and after its last. */
  open?(): Promise<void>;
  close?(): void;
}

/** The program between two readings of the clock; the second one is printed as its last line. */
export function withClock(text: string): string {
  const head = "import time as _clock; _started = _clock.perf_counter()\n";
  return `${head}${text}\nprint("${CLOCK_MARK}%r" % (_clock.perf_counter() - _started))\n`;
}

function toRun(stdout: string, error: string | undefined): Run {
  const at = stdout.lastIndexOf(CLOCK_MARK);
  if (at < 0) return { output: stdout, seconds: Number.NaN, error: error ?? "no time printed" };
  return { output: stdout.slice(0, at), seconds: Number(stdout.slice(at + CLOCK_MARK.length)), error };
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}

function environment(): NodeJS.ProcessEnv {
  return { ...process.env, PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1" };
}

/** An engine that is a command with the program's file as last argument; a process per run. */
class CommandEngine implements Engine {
  private readonly folder = mkdtempSync(path.join(tmpdir(), "serpent-bench-"));

  constructor(
    readonly name: string,
    readonly about: string,
    readonly command: string[],
  ) {
    process.once("exit", () => rmSync(this.folder, { recursive: true, force: true }));
  }

  run(programText: string): Promise<Run> {
    const file = path.join(this.folder, "program.py");
    writeFileSync(file, withClock(programText));
    const [command, ...args] = this.command;
    const options = { encoding: "utf8", timeout: TIMEOUT_MS, env: environment(), maxBuffer: MAX_OUTPUT_BYTES } as const;
    const result = spawnSync(command, [...args, file], options);
    let error: string | undefined;
    if (result.error) error = result.error.message;
    else if (result.status !== 0) error = lastLine(result.stderr) || `exit ${result.status ?? result.signal}`;
    return Promise.resolve(toRun(result.stdout ?? "", error));
  }
}

interface PyodideReply {
  ready?: string;
  output?: string;
  error?: string;
}

/** Pyodide in a Node process of its own, loaded anew for each program; the runs of one program share the process. */
class PyodideEngine implements Engine {
  readonly name = "pyodide";
  about = "";
  private child: ChildProcess | undefined;
  private lines: Interface | undefined;
  private waiting: ((reply: PyodideReply) => void) | undefined;

  async open(): Promise<void> {
    const host = fileURLToPath(new URL("bench-pyodide.mjs", import.meta.url));
    const child = spawn(process.execPath, [host], {
      stdio: ["pipe", "pipe", process.env.BENCH_DEBUG ? "inherit" : "ignore"],
      env: environment(),
    });
    this.child = child;
    this.lines = createInterface({ input: child.stdout });
    this.lines.on("line", (line) => this.settle(JSON.parse(line) as PyodideReply));
    child.once("exit", () => this.child === child && this.settle({ error: "the process ended" }));
    this.about = (await this.reply()).ready ?? this.about;
  }

  async run(programText: string): Promise<Run> {
    if (!this.child || this.child.exitCode !== null) return toRun("", "the process ended");
    this.child.stdin?.write(`${JSON.stringify(withClock(programText))}\n`);
    const { output, error } = await this.reply();
    return toRun(output ?? "", error);
  }

  close(): void {
    this.waiting = undefined;
    this.lines?.close();
    this.child?.kill();
    this.child = undefined;
  }

  private settle(reply: PyodideReply): void {
    const waiting = this.waiting;
    this.waiting = undefined;
    waiting?.(reply);
  }

  private reply(): Promise<PyodideReply> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.settle({ error: `no answer in ${TIMEOUT_MS / 1000} s` }), TIMEOUT_MS);
      this.waiting = (reply) => {
        clearTimeout(timer);
        resolve(reply);
      };
    });
  }
}

/** What `command --version` says; undefined where it does not run. */
export function versionOf(command: string[]): string | undefined {
  const [name, ...args] = command;
  const result = spawnSync(name, [...args, "--version"], { encoding: "utf8" });
  return result.status === 0 ? `${result.stdout}${result.stderr}`.trim() : undefined;
}

/** The newest pyenv CPython of `minor` ("3.13"), or the one on the PATH; undefined when there is none. */
export function findCPython(minor: string): string | undefined {
  const versions = path.join(homedir(), ".pyenv/versions");
  const patch = (name: string) => Number(name.slice(minor.length + 1));
  const installed = existsSync(versions)
    ? readdirSync(versions).filter((name) => name.startsWith(`${minor}.`) && Number.isInteger(patch(name)))
    : [];
  const newest = installed.sort((a, b) => patch(b) - patch(a))[0];
  if (newest) return path.join(versions, newest, "bin/python3");
  const onPath = `python${minor}`;
  return versionOf([onPath])?.startsWith(`Python ${minor}.`) ? onPath : undefined;
}

/** The command line of this checkout; undefined as long as it does not run `pass`. */
export function findOurs(): string[] | undefined {
  const command = [process.execPath, path.join(root, "bin/serpent.js")];
  if (!existsSync(command[1])) return undefined;
  return spawnSync(command[0], [command[1], "-c", "pass"]).status === 0 ? command : undefined;
}

export const ENGINE_NAMES = ["3.13", "ours", "3.9", "pyodide"] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

/** The engine of that name, or a line that says why it is left out. */
export function findEngine(name: EngineName): Engine | string {
  if (name === "ours") {
    const command = findOurs();
    return command
      ? new CommandEngine(name, "this checkout", [...command, "run"])
      : "bin/serpent.js does not run `-c pass`";
  }
  if (name === "pyodide") {
    const installed = existsSync(path.join(root, "node_modules/pyodide/pyodide.asm.wasm"));
    return installed ? new PyodideEngine() : "node_modules/pyodide is not there";
  }
  const command = findCPython(name);
  if (!command) return `no CPython ${name} in ~/.pyenv/versions or on the PATH`;
  return new CommandEngine(name, versionOf([command]) ?? "", [command, "-S"]);
}

/** Whole processes from start to end: seconds of each command, in `rounds` rounds, interleaved. */
export function measureStartup(commands: Map<string, string[]>, rounds: number): Map<string, number[]> {
  const seconds = new Map([...commands.keys()].map((name) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const [name, [command, ...args]] of commands) {
      const started = performance.now();
      const { status } = spawnSync(command, args, { env: environment(), stdio: "ignore" });
      if (status === 0) seconds.get(name)?.push((performance.now() - started) / 1000);
    }
  }
  return seconds;
}
