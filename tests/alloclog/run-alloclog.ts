/**
 * The allocator calls that statements make, in CPython's notation: alloclog.py as it was recorded, over a runtime whose
 * trace port is heard. Notation: `m56#1` malloc of 56 bytes gives block 1, `C` calloc, `r#1:88` realloc, `f#1` free, `f?` and
 * `r?` a block older than the log; upper case is the mem domain, lower case obj (frees do not show it).
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { MemorySystem } from "../../src/host/memory-system.ts";
import { NodeFiles } from "../../src/host/node-files.ts";
import { Runtime } from "../../src/host/runtime.ts";
import { root } from "../programs/program-list.ts";
import { programLibrary, runtimeModule } from "../programs/run-program.ts";

const FOLDER = path.join(root, "tests/alloclog");
const HOOK_TRACE = 4;
/** CPython's domains: 0 raw is not logged. */
const MEM = 1;

/** What _alloclog.py asks the host to sleep. */
const Mark = { START: 0.25, STOP: 0.5, DUMP: 0.75 } as const;

class AllocationLog {
  /** Logs, in the order of the calls of dump(). */
  readonly dumps: string[] = [];
  private isOn = false;
  private events: string[] = [];
  private ids = new Map<number, number>();
  private count = 0;

  mark(seconds: number): void {
    if (seconds === Mark.START) {
      this.events = [];
      this.ids = new Map();
      this.count = 0;
      this.isOn = true;
    } else if (seconds === Mark.STOP) this.isOn = false;
    else if (seconds === Mark.DUMP) this.dumps.push(this.events.join(" "));
  }

  private add(letter: string, domain: number, rest: string): void {
    this.events.push((domain === MEM ? letter.toUpperCase() : letter) + rest);
  }

  onAlloc(domain: number, address: number, sizeBytes: number, isZeroed: boolean): void {
    if (!this.isOn || domain === 0) return;
    this.ids.set(address, ++this.count);
    this.add(isZeroed ? "c" : "m", domain, `${sizeBytes}#${this.count}`);
  }

  onRealloc(domain: number, oldAddress: number, address: number, sizeBytes: number): void {
    if (!this.isOn || domain === 0) return;
    const id = this.ids.get(oldAddress);
    if (id !== undefined) {
      this.ids.delete(oldAddress);
      this.ids.set(address, id);
    }
    this.add("r", domain, `${id === undefined ? "?" : `#${id}`}:${sizeBytes}`);
  }

  onFree(domain: number, address: number): void {
    if (!this.isOn || domain === 0) return;
    const id = this.ids.get(address);
    this.ids.delete(address);
    this.events.push(id === undefined ? "f?" : `f#${id}`);
  }
}

export interface StatementLog {
  cold: string;
  warm: string;
}

/** Logs by statement from text in the form of the recordings. */
export function parseLogs(text: string): Map<string, StatementLog> {
  const logs = new Map<string, StatementLog>();
  for (const [, statement, cold, warm] of text.matchAll(/^> (.*)\ncold: (.*)\nwarm: (.*)$/gm)) {
    logs.set(statement, { cold, warm: warm === "=" ? cold : warm });
  }
  return logs;
}

/** CPython 3.13.0's. */
export function recordedLogs(): Map<string, StatementLog> {
  return parseLogs(readFileSync(path.join(FOLDER, "alloclog.py313.txt"), "utf8"));
}

/** alloclog.py, changed so that a statement that fails has no log and the others are still run. */
function tolerantSource(): string {
  const source = readFileSync(path.join(FOLDER, "alloclog.py"), "utf8");
  const first = /^ {4}(for _ in range\(3\): run\(L.start, L.stop\)).*$/m;
  if (!first.test(source)) throw new Error("alloclog.py is not as expected");
  return source.replace(first, "    try:\n        $1\n    except Exception: continue");
}

/** Ours. */
export function ownLogs(): Map<string, StatementLog> {
  const log = new AllocationLog();
  class LoggedSystem extends MemorySystem {
    override sleep(seconds: number): void {
      log.mark(seconds);
    }
  }
  // The recorder's stdout had no buffer: print() is handed over at once.
  const environment = { PYTHONUNBUFFERED: "1" };
  const system = new LoggedSystem({ library: programLibrary, environment }, new NodeFiles());
  const runtime = new Runtime(runtimeModule(), system, { path: [FOLDER], hashSeed: 0, trace: log });
  runtime.exports.set_hooks(HOOK_TRACE, 0);
  const { exitCode } = runtime.run(tolerantSource(), path.join(FOLDER, "alloclog.py"));
  runtime.finalize();
  if (exitCode !== 0) throw new Error(system.takeOutput(2));
  const text = system.takeOutput(1).replace(/^(cold|warm): #(\d+)$/gm, (_, when, index) => {
    return `${when}: ${log.dumps[Number(index)]}`;
  });
  return parseLogs(text);
}
