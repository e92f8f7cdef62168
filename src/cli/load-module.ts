/** What the build has put beside the bundle: the compiled wasm module, its struct layouts, the table of character names. */
import { readFileSync } from "node:fs";
import { provideUnicodeNames } from "../compiler/unicode-names.ts";
import type { LayoutData } from "../heap-image/runtime-layout.ts";
import { CliError, ExitCode } from "./exit-codes.ts";

function readBeside(name: string): Buffer<ArrayBuffer> {
  try {
    return readFileSync(new URL(`./${name}`, import.meta.url));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CliError(`the installation lacks ${name} (${code}): npm run build makes it`, ExitCode.INTERNAL);
  }
}

export function loadModule(): WebAssembly.Module {
  provideUnicodeNames(() => readBeside("unicode-names.bin"));
  return new WebAssembly.Module(readBeside("runtime.wasm"));
}

/** Where the structs of that module keep their fields. */
export function loadLayout(): LayoutData {
  return JSON.parse(readBeside("runtime.layout.json").toString("utf8"));
}
