/** A runtime as that which heap images are taken of (src/heap-image/take-image.ts). */
import type { LayoutData } from "../heap-image/runtime-layout.ts";
import { type RuntimeSource, symbolsOf } from "../heap-image/runtime-memory.ts";
import type { Runtime } from "./runtime.ts";

/** `layout`: the runtime.layout.json of the runtime's build. Good until the runtime runs on. */
export function heapSource(runtime: Runtime, layout: LayoutData): RuntimeSource {
  const exports = runtime.exports as unknown as WebAssembly.Exports;
  return { buffer: runtime.memory.buffer, layout, symbols: symbolsOf(exports) };
}
