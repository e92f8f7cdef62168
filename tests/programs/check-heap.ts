/** Is the heap of a stopped runtime whole? The memory layers, the collector's lists, every reference count. */
import { readFileSync } from "node:fs";
import path from "node:path";
import type { HeapImage } from "../../src/heap-image/heap-image.ts";
import type { LayoutData } from "../../src/heap-image/runtime-layout.ts";
import { takeImage } from "../../src/heap-image/take-image.ts";
import { heapSource } from "../../src/host/heap-source.ts";
import type { Runtime } from "../../src/host/runtime.ts";
import { audit, auditLines } from "../../src/inspectors/audit.ts";
import { root } from "./program-list.ts";

let layout: LayoutData | undefined;

/** Layouts are of the sources: the same for all builds. */
export function runtimeLayout(): LayoutData {
  layout ??= JSON.parse(readFileSync(path.join(root, "build/runtime.layout.json"), "utf8")) as LayoutData;
  return layout;
}

export function imageOf(runtime: Runtime): HeapImage {
  return takeImage(heapSource(runtime, runtimeLayout()));
}

/** What is wrong with the memory layers and the collector's lists; quick. */
export function checkStructures(runtime: Runtime): string[] {
  const problems: string[] = [];
  const layer = runtime.exports.memory_check();
  if (layer !== 0) problems.push(`memory_check: layer ${layer - 1} is not valid`);
  const generation = runtime.exports.gc_check();
  if (generation !== 0) problems.push(`gc_check: the list of generation ${generation - 1} is not valid`);
  return problems;
}

/** All that is wrong with the heap, in lines; none when it is whole. */
export function checkHeap(runtime: Runtime, most = 20): string[] {
  return [...checkStructures(runtime), ...auditLines(audit(imageOf(runtime)), most)];
}
