// Replays a recorded allocation trace in our allocator and compares the result with what CPython recorded.
// Formats: tests/memory/recorded/README.md (those of the allocator oracle).
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { AllocRuntime, type Geometry } from "./alloc-runtime.ts";

const MAGIC = "PMTRACE1\n";

interface Checkpoint {
  ops: number;
  results: number;
  sha256: string;
  live: number;
  getallocatedblocks: number;
  total: number;
  reclaimed: number;
  highwater: number;
  current: number;
  unused_pools: number;
  bytes_alloc: number;
  bytes_avail: number;
}

/** What CPython recorded: an expect/NAME.TAG.json of the oracle. */
export interface Expectation {
  trace: string;
  python: string;
  arena_size: number;
  pool_size: number;
  misalign: number;
  ops: number;
  results: number;
  raw_results: number;
  realloc_in_place: number;
  kinds: Record<string, number>;
  sha256: string;
  checkpoints: Checkpoint[];
  arena_events: [number, "+" | "-", number][];
  window: number;
  window_sha16: string[];
}

export interface ReplayOptions {
  geometry: Geometry;
  misalignment?: number;
  expect?: Expectation;
  /** Statistics texts to compare with, after half of the operations and at the end. */
  stats?: { half?: string; end?: string };
  /** The full result stream (the oracle's compact form, unzipped): names the first wrong operation. */
  stream?: Uint8Array;
}

export interface ReplayOutcome {
  ops: number;
  results: number;
  rawResults: number;
  reallocInPlace: number;
  sha256: string;
  kinds: Record<string, number>;
  arenas: { total: number; reclaimed: number; highwater: number; current: number };
  /** Time in the allocator, milliseconds. */
  elapsedMs: number;
  /** What differs from the expectation, the first of each kind; empty if nothing does. */
  differences: string[];
}

const KIND_NAMES = ["malloc", "calloc", "realloc", "free", "realloc_null"];

export function readTrace(file: string): Uint8Array {
  const packed = readFileSync(file);
  const bytes = packed[0] === 0x1f && packed[1] === 0x8b ? gunzipSync(packed) : packed;
  if (bytes.subarray(0, MAGIC.length).toString("latin1") !== MAGIC) throw new Error(`${file}: not an allocation trace`);
  return bytes.subarray(MAGIC.length);
}

/** Decodes the oracle's compact stream one value at a time: -1 is a raw block. */
class StreamReader {
  private at = 0;
  private previous = 0;
  constructor(private readonly bytes: Uint8Array) {}

  next(): number {
    let value = 0;
    let scale = 1;
    let byte: number;
    do {
      byte = this.bytes[this.at++];
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte & 128);
    if (value === 0) return -1;
    value--;
    this.previous += value % 2 ? -(value + 1) / 2 : value / 2;
    return this.previous * 16;
  }
}

/** Describes the operation that gave result number `result` of those from operation `firstOp` on. */
function operationOfResult(trace: Uint8Array, firstOp: number, result: number): string {
  let at = 0;
  let results = 0;
  const varint = () => {
    let value = 0;
    let scale = 1;
    let byte: number;
    do {
      byte = trace[at++];
      value += (byte & 127) * scale;
      scale *= 128;
    } while (byte & 128);
    return value;
  };
  for (let op = 0; at < trace.length; op++) {
    const kind = trace[at++] & 7;
    const operands = [varint()];
    if (kind === 1 || kind === 2) operands.push(varint());
    if (op < firstOp || kind === 3) continue;
    if (results++ === result) return `${op} (${KIND_NAMES[kind]} ${operands.join(" ")})`;
  }
  return "?";
}

/** One replay: runs window by window, hashing results and comparing as it goes. */
class Replay {
  readonly differences: string[] = [];
  private readonly runtime: AllocRuntime;
  private readonly stream?: StreamReader;
  private readonly all = createHash("sha256");
  private readonly state: number;
  private readonly out: number;
  private readonly window: number;
  private arenaEvents: [number, "+" | "-", number][] = [];
  private checkpoint = 0;
  private windows = 0;
  private readonly kindsThatDiffer = new Set<string>();
  private elapsedMs = 0;

  constructor(
    private readonly trace: Uint8Array,
    private readonly options: ReplayOptions,
  ) {
    this.window = options.expect?.window ?? 1000;
    this.runtime = new AllocRuntime({
      geometry: options.geometry,
      misalignment: options.misalignment ?? 0,
      onArena: (obtained, index) => this.arenaEvents.push([this.op(), obtained ? "+" : "-", index]),
    });
    const { exports } = this.runtime;
    const at = exports.replay_begin(trace.length) >>> 0;
    this.out = exports.PyMem_RawMalloc(this.window * 8) >>> 0;
    if (at === 0 || this.out === 0) throw new Error("no memory for the trace");
    this.runtime.bytes(at, trace.length).set(trace);
    this.state = exports.replay_state() >>> 0;
    if (options.stream) this.stream = new StreamReader(options.stream);
  }

  /** A field of the runtime's ReplayState by position. */
  private field(index: number): number {
    return this.runtime.u32(this.state + index * 4);
  }

  private op(): number {
    return this.field(4);
  }

  private isDone(): boolean {
    return this.field(0) >= this.field(1);
  }

  /** Notes the first difference of each kind. */
  private differ(kind: string, got: unknown, expected: unknown, where = ""): void {
    if (got === expected || this.kindsThatDiffer.has(kind)) return;
    this.kindsThatDiffer.add(kind);
    this.differences.push(`${kind}${where}: got ${got}, expected ${expected}`);
  }

  /** Runs `count` operations and returns their results as bytes. */
  private run(count: number): Buffer {
    const started = performance.now();
    const results = this.runtime.exports.replay_run(count, this.out);
    this.elapsedMs += performance.now() - started;
    if (results < 0) throw new Error(`out of memory at operation ${this.op()}`);
    return Buffer.from(this.runtime.bytes(this.out, results * 8));
  }

  private runWindow(): void {
    const first = this.op();
    const windowEnd = first + this.window;
    const half = this.options.expect ? Math.floor(this.options.expect.ops / 2) : -1;
    const parts: Buffer[] = [];
    if (first < half && half < windowEnd) parts.push(this.run(half - first));
    if (this.op() === half) this.compareStats("half");
    parts.push(this.run(windowEnd - this.op()));
    const results = Buffer.concat(parts);
    this.all.update(results);
    if (this.options.expect) this.compareWindow(results, this.options.expect);
  }

  private compareWindow(results: Buffer, expect: Expectation): void {
    const digest = createHash("sha256").update(results).digest("hex").slice(0, 16);
    const window = this.windows++;
    const first = window * this.window;
    const where = ` ${window} (operations ${first} to ${this.op() - 1})`;
    if (this.stream) this.compareValues(results, first);
    this.differ("window", digest, expect.window_sha16[window], where);
    const at = expect.checkpoints[this.checkpoint];
    if (at?.ops === this.op()) {
      this.checkpoint++;
      this.compareCheckpoint(at);
    }
  }

  private compareValues(results: Buffer, firstOp: number): void {
    for (let i = 0; i < results.length; i += 8) {
      const value = results.readBigUInt64LE(i);
      const got = value === 0xffffffffffffffffn ? -1 : Number(value);
      const expected = this.stream?.next() ?? -1;
      if (got !== expected && !this.kindsThatDiffer.has("operation")) {
        const where = ` ${operationOfResult(this.trace, firstOp, i / 8)}`;
        this.differ("operation", this.place(got), this.place(expected), where);
      }
    }
  }

  private place(value: number): string {
    const size = this.options.geometry === "large" ? 1 << 20 : 1 << 18;
    return value < 0 ? "raw" : `arena ${Math.floor(value / size)} +0x${(value % size).toString(16)}`;
  }

  private compareCheckpoint(expected: Checkpoint): void {
    const accounts = this.runtime.accounts();
    const got: Record<string, number | string> = {
      results: this.field(5),
      sha256: this.all.copy().digest("hex"),
      live: this.field(8),
      getallocatedblocks: accounts.allocatedBlockCount,
      total: accounts.arenasAllocatedTotal,
      reclaimed: accounts.arenasAllocatedTotal - accounts.arenaCount,
      highwater: accounts.arenasHighwater,
      current: accounts.arenaCount,
      unused_pools: accounts.unusedPoolCount,
      bytes_alloc: accounts.allocatedBytes,
      bytes_avail: accounts.availableBytes,
    };
    for (const name of Object.keys(got)) {
      this.differ(`checkpoint ${name}`, got[name], expected[name as keyof Checkpoint], ` after ${expected.ops}`);
    }
  }

  private compareStats(when: "half" | "end"): void {
    const expected = this.options.stats?.[when];
    if (expected === undefined) return;
    const got = this.runtime.mallocStats(this.options.geometry === "classic" ? 9 : 13).split("\n");
    expected.split("\n").forEach((line, i) => {
      this.differ(`statistics (${when})`, got[i], line, ` line ${i + 1}`);
    });
    this.differ(`statistics (${when}) lines`, got.length, expected.split("\n").length);
  }

  private kinds(): Record<string, number> {
    return Object.fromEntries(KIND_NAMES.map((name, i) => [name, this.field(9 + i)]));
  }

  private compareEnd(expect: Expectation, sha256: string): void {
    this.differ("ops", this.op(), expect.ops);
    this.differ("results", this.field(5), expect.results);
    this.differ("raw_results", this.field(6), expect.raw_results);
    this.differ("realloc_in_place", this.field(7), expect.realloc_in_place);
    this.differ("sha256", sha256, expect.sha256);
    this.differ("checkpoints", this.checkpoint, expect.checkpoints.length);
    const kinds = this.kinds();
    for (const name of KIND_NAMES) this.differ(`kind ${name}`, kinds[name], expect.kinds[name]);
    this.differ("number of arena events", this.arenaEvents.length, expect.arena_events.length);
    expect.arena_events.forEach((event, i) => {
      this.differ("arena event", this.arenaEvents[i]?.join(" "), event.join(" "), ` ${i}`);
    });
    this.compareStats("end");
    this.differ("validity (0 = valid)", this.runtime.exports.memory_check(), 0);
  }

  finish(): ReplayOutcome {
    while (!this.isDone()) this.runWindow();
    const accounts = this.runtime.accounts();
    const sha256 = this.all.copy().digest("hex");
    if (this.options.expect) this.compareEnd(this.options.expect, sha256);
    return {
      ops: this.op(),
      results: this.field(5),
      rawResults: this.field(6),
      reallocInPlace: this.field(7),
      sha256,
      kinds: this.kinds(),
      arenas: {
        total: accounts.arenasAllocatedTotal,
        reclaimed: accounts.arenasAllocatedTotal - accounts.arenaCount,
        highwater: accounts.arenasHighwater,
        current: accounts.arenaCount,
      },
      elapsedMs: this.elapsedMs,
      differences: this.differences,
    };
  }
}

/** Replays a trace (without its magic) and, with an expectation, compares everything that was recorded. */
export function replayTrace(trace: Uint8Array, options: ReplayOptions): ReplayOutcome {
  return new Replay(trace, options).finish();
}
