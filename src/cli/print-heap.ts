/** `serpent heap PROGRAM.py`: the layer accounting, and with -v arena by arena. 80 columns, for stdout. */
import type { HeapImage } from "../heap-image/heap-image.ts";
import { ledger } from "../inspectors/ledger.ts";
import { arenaLines, arenaSummary } from "./print-arenas.ts";
import { ledgerLines } from "./print-ledger.ts";
import { headline } from "./text-layout.ts";

/** The whole report, one string with a newline at its end. `title`: "serpent heap FILE"; `right`: "exit 0 · 41 ms". */
export function heapText(image: HeapImage, title: string, right: string, isVerbose: boolean): string {
  const arenas = isVerbose ? arenaLines(image) : [arenaSummary(image)];
  const lines = [headline(title, right), ...ledgerLines(ledger(image)), "", ...arenas];
  return `${lines.join("\n")}\n`;
}
