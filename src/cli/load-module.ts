/** The compiled wasm module for the command line, and the table of character names, from beside the bundle. */
import { readFileSync } from "node:fs";
import { provideUnicodeNames } from "../compiler/unicode-names.ts";

export function loadModule(): WebAssembly.Module {
  provideUnicodeNames(() => readFileSync(new URL("./unicode-names.bin", import.meta.url)));
  return new WebAssembly.Module(readFileSync(new URL("./runtime.wasm", import.meta.url)));
}
