// npm run build: everything that a clone needs to run. Parts that are newer than their sources are left alone.
//   src/compiler/parser.generated.ts   from python.peg
//   build/runtime.wasm, .layout.json   from src/runtime
//   dist/                              the command line and the embedding API, bundled; the wasm; the standard library;
//                                      type declarations
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import esbuild from "esbuild";
import { buildRuntime } from "./build-runtime.mjs";
import { listSources, root } from "./sources.mjs";

const at = (...parts) => path.join(root, ...parts);

function modifiedMs(file) {
  return fs.existsSync(file) ? fs.statSync(file).mtimeMs : 0;
}

/** Is `output` newer than all of `sources`? */
function isFresh(output, sources) {
  const made = modifiedMs(output);
  return made > 0 && sources.every((source) => modifiedMs(source) < made);
}

function runOrExit(command, args) {
  const result = spawnSync(process.execPath, [at("node_modules", command), ...args], { cwd: root, stdio: "inherit" });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

export function buildParser() {
  const sources = [at("src/compiler/python.peg"), at("scripts/peg.ts"), at("scripts/peg-grammar.ts")];
  if (isFresh(at("src/compiler/parser.generated.ts"), sources)) return;
  runOrExit("tsx/dist/cli.mjs", ["scripts/peg.ts"]);
}

export async function buildWasm() {
  const scripts = ["build-runtime.mjs", "preprocess.mjs", "struct-layout.mjs"].map((name) => at("scripts", name));
  if (isFresh(at("build/runtime.wasm"), [...listSources("src/runtime"), ...scripts])) return;
  if (!(await buildRuntime("release"))) process.exit(1);
}

function buildStandardLibrary() {
  const compiler = ["src/compiler", "src/bytecode"].flatMap((folder) => listSources(folder));
  const sources = [at("node_modules/pyodide/python_stdlib.zip"), at("scripts/build-library.ts"), ...compiler];
  if (isFresh(at("dist/python313.zip"), sources)) return;
  runOrExit("tsx/dist/cli.mjs", ["scripts/build-library.ts"]);
}

async function bundle() {
  const common = { bundle: true, format: "esm", target: "node20", sourcemap: true, legalComments: "none" };
  await esbuild.build({
    ...common,
    entryPoints: [at("src/host/index.ts")],
    outfile: at("dist/index.js"),
    platform: "neutral",
  });
  await esbuild.build({
    ...common,
    entryPoints: [at("src/cli/main.ts")],
    outfile: at("dist/serpent.js"),
    platform: "node",
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
  for (const file of ["build/runtime.wasm", "build/runtime.layout.json", "src/compiler/unicode-names.bin"]) {
    fs.copyFileSync(at(file), at("dist", path.basename(file)));
  }
}

process.chdir(root);
buildParser();
await buildWasm();
fs.mkdirSync(at("dist"), { recursive: true });
await bundle();
buildStandardLibrary();
runOrExit("typescript/bin/tsc", ["-p", "tsconfig.types.json"]);
