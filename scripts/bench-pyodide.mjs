// Pyodide as a process for the benchmarks (bench-engines.ts): loads it, says {"ready": version}, then runs the program in
// each line of stdin (a JSON string) in a fresh namespace and answers {"output", "error"} with a line of JSON.
import { createInterface } from "node:readline";
import { loadPyodide } from "pyodide";

let output = [];
const python = await loadPyodide({
  env: { PYTHONHASHSEED: "0", HOME: "/home/pyodide" },
  stdout: (line) => output.push(line),
  stderr: () => {},
});

function answer(reply) {
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}

function run(text) {
  output = [];
  const globals = python.globals.get("dict")();
  globals.set("__name__", "__main__");
  globals.set("__builtins__", python.globals.get("__builtins__"));
  let error;
  try {
    python.runPython(text, { globals, filename: "program.py" });
  } catch (problem) {
    error = String(problem.message ?? problem)
      .trim()
      .split("\n")
      .at(-1);
  }
  globals.destroy();
  // a collector that a program switched off is on for the next run
  python.runPython("import gc; gc.enable(); gc.collect()");
  answer({ output: output.map((line) => `${line}\n`).join(""), error });
}

answer({ ready: `Pyodide ${python.version}, Python ${python.runPython("import sys; sys.version.split()[0]")}` });
createInterface({ input: process.stdin }).on("line", (line) => run(JSON.parse(line)));
