// Tests of the whole project (npm test): everything below tests/. Two workers: the machine of the CI has two cores.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["tests/**/*.test.ts"],
    pool: "forks",
    // The stack that bin/serpent.js asks for: as deep as CPython.
    execArgv: ["--stack-size=6500"],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // what a test prints belongs to the test
    printConsoleTrace: false,
  },
});
