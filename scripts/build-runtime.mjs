// node scripts/build-runtime.mjs release|dev|debug [--watch] [--room memory] [--out DIR]
// Compiles src/runtime (AssemblyScript) to build/runtime[.dev|.debug].wasm with asc's API; with --room one room alone, whose door is
// its exports.ts, to build/ROOM[.dev|.debug].wasm.
//   release  -O3, no assertions          what ships and what is measured
//   dev      -O1, no assertions          quick to build; for work
//   debug    -O1, assertions, PYDEBUG=1  validity checks, dead-byte fills, refcount traps
import fs from "node:fs";
import path from "node:path";
import asc from "assemblyscript/asc";
import { Literals, preprocess } from "./preprocess.mjs";
import { runtimeLayout } from "./struct-layout.mjs";

const root = path.dirname(path.dirname(new URL(import.meta.url).pathname));
const ENTRY = "src/runtime/main.ts";
/** Mutable wasm globals that may exist; everything else lives in linear memory, so that a snapshot is a copy of it. */
const ALLOWED_GLOBALS = new Set(["~lib/rt/__stack_pointer", "~lib/util/math/log_tail"]);
const TARGETS = {
  release: ["-O3", "--noAssert"],
  dev: ["-O1", "--noAssert"],
  debug: ["-O1", "--use", "PYDEBUG=1"],
};
/** Pages of 64 KiB that hold the static data. The whole module's are the "interpreter" of the accounts. */
const INITIAL_PAGES = 64;
const ROOM_INITIAL_PAGES = 16;
const COMMON = [
  ...["--runtime", "stub", "--debug", "--sourceMap", "--importMemory", "--noExportMemory"],
  ...["--maximumMemory", "65536", "--zeroFilledMemory", "--exportTable"],
  ...["--exportStart", "_start"],
  // 217: asc compiles a function when it meets the first call of it; what is being inlined there counts as recursive
  ...["235", "201", "217"].flatMap((code) => ["--disableWarning", code]),
];

function runtimeSources(dir = path.join(root, "src/runtime")) {
  return fs.readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(dir, entry.name);
    if (entry.isDirectory()) return runtimeSources(file);
    return entry.name.endsWith(".ts") ? [file] : [];
  });
}

/** Collects the literals anew; the cache of preprocessed files is good only as long as they stay the same. */
let literals = new Literals([]);
function collectLiterals() {
  const fresh = new Literals(runtimeSources().map((file) => fs.readFileSync(file, "utf8")));
  if (fresh.key !== literals.key) cache.clear();
  literals = fresh;
}

/** Writes where each struct keeps its fields, for those who read the memory from outside. */
function writeLayouts(file) {
  const sources = runtimeSources().map((source) => ({ file: source, text: fs.readFileSync(source, "utf8") }));
  fs.writeFileSync(file, JSON.stringify(runtimeLayout(sources)));
}

const cache = new Map();
function readSource(name, baseDir) {
  const file = path.join(baseDir ?? ".", name);
  let stat;
  try {
    stat = fs.statSync(file);
  } catch {
    return null;
  }
  const cached = cache.get(file);
  if (cached && cached.mtimeMs === stat.mtimeMs) return cached.text;
  let text = fs.readFileSync(file, "utf8");
  if (file.includes("src/runtime/")) text = preprocess(file, text, literals);
  cache.set(file, { mtimeMs: stat.mtimeMs, text });
  return text;
}

/** Refuses what the rules of the language room forbid: managed objects and state outside linear memory. */
function violations(wat) {
  const managed = [
    ...new Set(wat.match(/~lib\/(rt|array|string|map|set|typedarray|arraybuffer|staticarray)\/[^\s)]+/g) ?? []),
  ].filter((name) => !ALLOWED_GLOBALS.has(name));
  const globals = [...wat.matchAll(/\(global \$(\S+) \(mut /g)].map((m) => m[1]).filter((g) => !ALLOWED_GLOBALS.has(g));
  const out = [];
  if (managed.length) out.push(`managed runtime reached: ${managed.slice(0, 5).join(" ")}`);
  if (globals.length) out.push(`mutable globals outside linear memory: ${globals.join(" ")}`);
  return out;
}

export async function buildRuntime(target, outDir = path.join(root, "build"), room = "") {
  const started = performance.now();
  const name = room || "runtime";
  const entry = room ? `src/runtime/${room}/exports.ts` : ENTRY;
  const base = path.join(outDir, target === "release" ? name : `${name}.${target}`);
  fs.mkdirSync(outDir, { recursive: true });
  let wat = "";
  collectLiterals();
  const args = [entry, "--config", "none", "-o", `${base}.wasm`, "-t", `${base}.wat`, ...COMMON, ...TARGETS[target]];
  args.push("--initialMemory", String(room ? ROOM_INITIAL_PAGES : INITIAL_PAGES));
  const { error } = await asc.main(args, {
    stdout: process.stdout,
    stderr: process.stderr,
    readFile: (name, baseDir) => readSource(name, path.isAbsolute(name) ? "/" : path.resolve(root, baseDir ?? ".")),
    writeFile(name, data) {
      if (name.endsWith(".wat")) wat = String(data);
      else fs.writeFileSync(path.isAbsolute(name) ? name : path.resolve(root, name), data);
    },
  });
  const wrong = error ? [String(error.message ?? error)] : violations(wat);
  if (wrong.length) {
    fs.rmSync(`${base}.wasm`, { force: true });
    for (const line of wrong) console.error(line);
    return false;
  }
  if (!room) writeLayouts(path.join(outDir, "runtime.layout.json"));
  if (process.env.SERPENT_KEEP_WAT) fs.writeFileSync(`${base}.wat`, wat);
  const kilobytes = (fs.statSync(`${base}.wasm`).size / 1000).toFixed(0);
  console.error(`${name} ${target}: ${kilobytes} kB in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return true;
}

async function main() {
  const target = process.argv[2] ?? "release";
  if (!(target in TARGETS)) {
    console.error(`build-runtime: unknown target '${target}' (release, dev, debug)`);
    process.exit(2);
  }
  process.chdir(root);
  const option = (name) => (process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : undefined);
  const ok = await buildRuntime(target, option("--out"), option("--room"));
  if (!process.argv.includes("--watch")) {
    process.exitCode = ok ? 0 : 1;
    return;
  }
  let timer;
  fs.watch("src/runtime", { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => buildRuntime(target), 60);
  });
}

if (process.argv[1] && path.resolve(process.argv[1]) === new URL(import.meta.url).pathname) await main();
