#!/usr/bin/env -S node --stack-size=6500
// 10,000 native levels of Python's, CPython's limit, take up to 6 MB of the engine's stack; V8 gives 1 MB without the option above.
// Where the stack of a process is smaller than usual (8 MB), the process would crash: there it is started anew with what fits.

/** kB that the stack must have besides: environment, arguments, the engine's own native code. */
const BESIDES = 1500;
/** kB that V8 takes without the option. */
const USUAL = 984;

/** kB that the stack of this process may grow to. */
function stackLimit() {
  if (process.platform === "win32") return 1024;
  try {
    const limits = process.getBuiltinModule("node:fs").readFileSync("/proc/self/limits", "latin1");
    const [, bytes] = /^Max stack size +(\w+)/m.exec(limits);
    return bytes === "unlimited" ? Number.POSITIVE_INFINITY : Number(bytes) / 1024;
  } catch {
    return 8000; // macOS: 8176
  }
}

/** Starts another process that does what this one was to do, with a stack of `limit` kB: its exit code. */
function startAnew(limit) {
  const options = process.execArgv.filter((option) => !option.startsWith("--stack-size"));
  if (limit - BESIDES > USUAL) options.push(`--stack-size=${Math.floor(limit - BESIDES)}`);
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const { status, signal } = spawnSync(process.execPath, [...options, ...process.argv.slice(1)], { stdio: "inherit" });
  if (signal) process.kill(process.pid, signal);
  return status ?? 1;
}

const asked = Number(/--stack-size=(\d+)/.exec(process.execArgv.join(" "))?.[1] ?? 0);
const limit = asked === 0 ? Number.POSITIVE_INFINITY : stackLimit();
if (asked + BESIDES > limit) process.exitCode = startAnew(limit);
else {
  // The stack stays as it is, but with the usual flags Node's own modules come out of its cache, 25 ms sooner.
  if (asked !== 0) process.getBuiltinModule("node:v8").setFlagsFromString(`--stack-size=${USUAL}`);
  await import("../dist/serpent.js");
}
