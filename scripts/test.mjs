// npm test [-- FILTER ...]: builds what is stale, runs all tests (vitest), ends with the line "N passed, N failed".
// FILTER: only test files whose path contains it; `-t TEXT`: only tests whose name contains it. Skipped tests do not count.
// What fails outside of a test (a build, a file that can't be loaded, an error nobody caught) counts as one failed.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { parseArgs } from "node:util";
import { startVitest } from "vitest/node";
import { root } from "./sources.mjs";

function build() {
  const result = spawnSync(process.execPath, [path.join(root, "scripts/build.mjs")], { cwd: root, stdio: "inherit" });
  if (result.status !== 0) console.error("npm test: the build failed");
  return result.status === 0;
}

function countTests(vitest) {
  let passed = 0;
  let failed = vitest.state.getUnhandledErrors().length;
  for (const file of vitest.state.getTestModules()) {
    failed += file.errors().length;
    for (const suite of file.children.allSuites()) failed += suite.errors().length;
    for (const test of file.children.allTests()) {
      const { state } = test.result();
      if (state === "passed") passed++;
      // "pending": it never came to its end
      else if (state === "failed" || (state === "pending" && test.options.mode === "run")) failed++;
    }
  }
  return { passed, failed };
}

process.chdir(root);
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { testNamePattern: { type: "string", short: "t" } },
});
const isBuilt = build();
const vitest = await startVitest("test", positionals, { watch: false, testNamePattern: values.testNamePattern });
const { passed, failed } = countTests(vitest);
await vitest.close();
const allFailed = failed + (isBuilt ? 0 : 1);
console.log(`${passed} passed, ${allFailed} failed`);
process.exit(allFailed === 0 && passed > 0 ? 0 : 1);
