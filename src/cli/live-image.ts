/** The heap image of a program that has just ended, with a progress line on stderr where that is a terminal. */
import type { HeapImage } from "../heap-image/heap-image.ts";
import { takeImage } from "../heap-image/take-image.ts";
import { heapSource } from "../host/heap-source.ts";
import type { Runtime } from "../host/runtime.ts";
import { CliError, ExitCode } from "./exit-codes.ts";
import { loadLayout } from "./load-module.ts";
import { count, durationText } from "./text-layout.ts";
import { VERSION } from "./version.ts";
import { writeText } from "./write-text.ts";

const PROGRESS_EVERY_MS = 100;
const CLEAR_LINE = "\r\x1b[K";

/** A line that is written over again and again; `clear` removes it. */
class ProgressLine {
  private readonly started = performance.now();
  private shown = this.started;
  private isDirty = false;

  show(objects: number): void {
    const now = performance.now();
    if (!process.stderr.isTTY || now - this.shown < PROGRESS_EVERY_MS) return;
    this.shown = now;
    this.isDirty = true;
    writeText(2, `${CLEAR_LINE}indexing ${count(objects, "object")}  ${durationText(now - this.started)}`);
  }

  clear(): void {
    if (this.isDirty) writeText(2, CLEAR_LINE);
  }
}

/** Reads the runtime's memory from outside; nothing runs or changes in it. `program`: what ran. */
export function liveImage(runtime: Runtime, program: string): HeapImage {
  const layout = loadLayout();
  const progress = new ProgressLine();
  try {
    const onProgress = (objects: number) => progress.show(objects);
    return takeImage(heapSource(runtime, layout), { producer: `serpentarium ${VERSION}`, program, onProgress });
  } catch (error) {
    throw new CliError(`the heap can't be read: ${(error as Error).message}`, ExitCode.INTERNAL);
  } finally {
    progress.clear();
  }
}
