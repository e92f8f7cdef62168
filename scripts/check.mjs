// npm run check: types, lint, format, who imports whom, house style. Prints what is wrong; exit 1 when anything is.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { importViolations } from "./check-imports.mjs";
import { styleViolations } from "./check-style.mjs";
import { root } from "./sources.mjs";

function run(title, command, args) {
  const bin = path.join(root, "node_modules", ".bin", command);
  const result = spawnSync(bin, args, { cwd: root, encoding: "utf8" });
  return report(title, result.status === 0 ? [] : `${result.stdout}${result.stderr}`.trim().split("\n"));
}

function report(title, wrong) {
  console.log(`${wrong.length === 0 ? "ok  " : "FAIL"} ${title}`);
  for (const line of wrong.slice(0, 200)) console.log(`     ${line}`);
  if (wrong.length > 200) console.log(`     … ${wrong.length - 200} more lines`);
  return wrong.length === 0;
}

const results = [
  report("who imports whom", importViolations()),
  report("house style", styleViolations()),
  run("types of the runtime", "tsc", ["-p", "src/runtime"]),
  run("types of the rest", "tsc", ["-p", "."]),
  run("lint and format", "biome", ["check", "--max-diagnostics=50"]),
];
process.exitCode = results.every(Boolean) ? 0 : 1;
