// Who may import whom: the table of docs/architecture.md, enforced. node scripts/check-imports.mjs
// A room is a folder of src/, or of src/runtime/ (written runtime/ROOM). A file may import its own room and those listed.
import fs from "node:fs";
import path from "node:path";
import ts from "typescript";
import { listSources, root } from "./sources.mjs";

/** room -> rooms it may import. Single files are named with their path. */
const TABLE = {
  bytecode: [],
  compiler: ["bytecode"],
  "heap-image": [],
  inspectors: ["heap-image"],
  host: ["bytecode", "compiler", "heap-image"],
  cli: ["host", "inspectors", "heap-image", "bytecode", "compiler"],
  "runtime/host.ts": [],
  "runtime/host-files.ts": [],
  "runtime/trace.ts": [],
  "runtime/memory": ["runtime/host.ts", "runtime/trace.ts"],
  "runtime/object": ["runtime/memory", "runtime/host.ts"],
  "runtime/gc": ["runtime/object", "runtime/memory", "runtime/host.ts", "runtime/trace.ts"],
  "runtime/abstract": ["runtime/builtin-types", "runtime/gc", "runtime/object", "runtime/memory", "runtime/host.ts"],
  "runtime/builtin-types": ["runtime/abstract", "runtime/gc", "runtime/object", "runtime/memory", "runtime/host.ts"],
  "runtime/vm": [
    ...["runtime/abstract", "runtime/builtin-types", "runtime/gc", "runtime/object", "runtime/memory"],
    ...["runtime/host.ts", "runtime/trace.ts"],
  ],
  "runtime/modules": [
    ...["runtime/vm", "runtime/abstract", "runtime/builtin-types", "runtime/gc", "runtime/object", "runtime/memory"],
    ...["runtime/host.ts", "runtime/host-files.ts", "runtime/trace.ts"],
  ],
  "runtime/roots.ts": [
    ...["runtime/modules", "runtime/vm", "runtime/abstract", "runtime/builtin-types", "runtime/gc", "runtime/object"],
    ...["runtime/memory"],
  ],
  "runtime/main.ts": [
    ...["runtime/modules", "runtime/vm", "runtime/abstract", "runtime/builtin-types", "runtime/gc", "runtime/object"],
    ...["runtime/memory", "runtime/host.ts", "runtime/trace.ts", "runtime/roots.ts"],
  ],
};

/** Rooms that run in any JavaScript engine: no Node module there. */
const NO_NODE = ["bytecode", "compiler", "heap-image", "inspectors"];

/** Imports that the table forbids and that are still there: "file -> file", with the issue that ends them. */
const DEBT = new Set([]);

function roomOf(file) {
  const parts = path.relative(path.join(root, "src"), file).split(path.sep);
  if (parts[0] !== "runtime") return parts[0];
  return parts.length === 2 ? parts.join("/") : `runtime/${parts[1]}`;
}

function importsOf(file) {
  const source = ts.createSourceFile(file, fs.readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
  return source.statements
    .filter((s) => (ts.isImportDeclaration(s) || ts.isExportDeclaration(s)) && s.moduleSpecifier)
    .map((s) => s.moduleSpecifier.text);
}

function resolve(from, specifier) {
  const base = path.resolve(path.dirname(from), specifier);
  for (const candidate of [base, `${base}.ts`]) if (fs.existsSync(candidate)) return candidate;
  return base;
}

export function importViolations() {
  const wrong = [];
  for (const file of listSources("src")) {
    const room = roomOf(file);
    const name = path.relative(root, file);
    if (!(room in TABLE)) {
      wrong.push(`${name}: the room '${room}' is not in the table of scripts/check-imports.mjs`);
      continue;
    }
    for (const specifier of importsOf(file)) {
      if (!specifier.startsWith(".")) {
        if (specifier.startsWith("node:") && NO_NODE.includes(room)) wrong.push(`${name}: imports ${specifier}`);
        continue;
      }
      const target = resolve(file, specifier);
      const targetRoom = roomOf(target);
      if (targetRoom === room || TABLE[room].includes(targetRoom)) continue;
      const edge = `${name} -> ${path.relative(root, target)}`;
      if (!DEBT.has(edge)) wrong.push(`${edge}: ${room} may not import ${targetRoom}`);
    }
  }
  return wrong;
}
