// The allocator alone, part of npm run bench: our two geometries beside native CPython's in the same run. Native columns
// appear where pyenv has the version and a C compiler is found.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { AllocRuntime, type Geometry } from "./alloc-runtime.ts";

interface BenchExports {
  bench_begin(slots: number): number;
  bench_pairs(n: number, size: number): void;
  bench_calloc(n: number, size: number): void;
  bench_grow(n: number, most: number): void;
  bench_batches(n: number, slots: number, size: number, reverse: number): void;
  bench_random(n: number, slots: number): void;
  bench_raw_random(n: number, slots: number, least: number, span: number): void;
  bench_raw_pairs(n: number, size: number): void;
}

const ITERATIONS = 4_000_000;
const SLOTS = 1 << 20;

function ours(geometry: Geometry): Map<string, number> {
  const runtime = new AllocRuntime({ geometry });
  const bench = runtime.exports as unknown as BenchExports;
  const n = ITERATIONS;
  const ring = bench.bench_begin(SLOTS) >>> 0;
  const results = new Map<string, number>();
  const measure = (name: string, count: number, run: () => void) => {
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 7; round++) {
      const started = performance.now();
      run();
      best = Math.min(best, performance.now() - started);
    }
    results.set(name, (best * 1e6) / count);
  };
  const release = (free: (p: number) => void) => {
    const blocks = new Uint32Array(runtime.memory.buffer, ring, SLOTS).slice();
    for (const p of blocks) free(p);
    new Uint32Array(runtime.memory.buffer, ring, SLOTS).fill(0);
  };
  measure("pair 48", n, () => bench.bench_pairs(n, 48));
  measure("calloc 64", n, () => bench.bench_calloc(n, 64));
  measure("calloc 400", n, () => bench.bench_calloc(n, 400));
  measure("grow to 500 by realloc (24 steps)", n / 100, () => bench.bench_grow(n / 100, 500));
  measure("grow to 100000 by realloc (69 steps)", n / 1000, () => bench.bench_grow(n / 1000, 100000));
  measure("batch 1000 x 64 in order", n, () => bench.bench_batches(n / 1000, 1000, 64, 0));
  measure("batch 1000 x 64 reverse", n, () => bench.bench_batches(n / 1000, 1000, 64, 1));
  measure("batch 100000 x 64 in order", n, () => bench.bench_batches(n / 100000, 100000, 64, 0));
  new Uint32Array(runtime.memory.buffer, ring, SLOTS).fill(0);
  measure("random 1..512, 4096 live", n, () => bench.bench_random(n, 4096));
  measure("random 1..512, 262144 live", n, () => bench.bench_random(n, 262144));
  release(runtime.exports.PyObject_Free);
  measure("raw pair 600", n, () => bench.bench_raw_pairs(n, 600));
  measure("raw pair 100000", n, () => bench.bench_raw_pairs(n, 100000));
  measure("raw pair 200000", n / 4, () => bench.bench_raw_pairs(n / 4, 200000));
  measure("raw random 600..4695, 4096 live", n, () => bench.bench_raw_random(n, 4096, 600, 4096));
  release(runtime.exports.PyMem_RawFree);
  measure("raw random 600..66135, 1024 live", n, () => bench.bench_raw_random(n, 1024, 600, 65536));
  release(runtime.exports.PyMem_RawFree);
  measure("raw random 600..855, 1048576 live", n, () => bench.bench_raw_random(n, 1 << 20, 600, 256));
  if (runtime.exports.memory_check() !== 0) throw new Error("the heap is not valid after the measurements");
  return results;
}

/** The same loops in C against the newest pyenv CPython of `minor`; undefined where that is not possible. */
function native(minor: string): Map<string, number> | undefined {
  const versions = path.join(homedir(), ".pyenv/versions");
  const full = existsSync(versions) && readdirSync(versions).find((name) => name.startsWith(`${minor}.`));
  if (!full) return undefined;
  const prefix = path.join(versions, full);
  const library = `${prefix}/lib/python${minor}/config-${minor}-x86_64-linux-gnu/libpython${minor}.a`;
  if (!existsSync(library)) return undefined;
  const folder = mkdtempSync(path.join(tmpdir(), "bench-allocator-"));
  try {
    const source = fileURLToPath(new URL("bench-allocator.c", import.meta.url));
    const libraries = ["-lcrypt", "-lpthread", "-ldl", "-lutil", "-lm", "-lz"];
    const flags = ["-O2", `-I${prefix}/include/python${minor}`, source, "-o", `${folder}/bench`];
    execFileSync("gcc", [...flags, library, "-Wl,-export-dynamic", ...libraries], { stdio: "pipe" });
    const text = execFileSync(`${folder}/bench`, { env: { PYTHONHOME: prefix }, encoding: "utf8" });
    const lines = text.trim().split("\n");
    return new Map(
      lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ")))]),
    );
  } catch (error) {
    console.error(`native ${minor}: ${(error as Error).message.split("\n")[0]}`);
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Nanoseconds per allocate + free, the best of seven, by measurement and engine: both geometries of ours, native CPythons. */
export function measureAllocator(): Record<string, Record<string, number>> {
  const columns: [string, Map<string, number> | undefined][] = [
    ["classic", ours("classic")],
    ["large", ours("large")],
    ["3.13", native("3.13")],
    ["3.9", native("3.9")],
  ];
  const rows: Record<string, Record<string, number>> = {};
  for (const [engine, results] of columns) {
    for (const [name, nanoseconds] of results ?? []) {
      rows[name] ??= {};
      rows[name][engine] = nanoseconds;
    }
  }
  return rows;
}
