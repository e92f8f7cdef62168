/** `serpent heap PROGRAM.py`: the layer accounting, and with -v arena by arena. 80 columns, for stdout. */
import { addressText, describeObject } from "../heap-image/describe.ts";
import type { HeapImage } from "../heap-image/heap-image.ts";
import { formatByteSize } from "../host/byte-size.ts";
import { type ArenaRow, arenaTable } from "../inspectors/arena-table.ts";
import { ledger } from "../inspectors/ledger.ts";
import { bar, headline, ledgerLines, withCommas } from "./print-ledger.ts";

const BAR_WIDTH = 20;
/** An arena whose blocks take less than this share of it is worth asking who holds it. */
const SPARSE = 0.25;

function count(n: number, noun: string): string {
  return `${withCommas(n)} ${noun}${n === 1 ? "" : "s"}`;
}

function percent(share: number): string {
  if (share > 0 && share < 0.01) return "<1 %";
  return `${Math.round(share * 100)} %`;
}

/** How full each arena is, in one line. */
function arenaLine(image: HeapImage, row: ArenaRow, number: number): string {
  const share = row.usedBytes / image.meta.arenaBytes;
  const drawn = `▕${bar(share, BAR_WIDTH).padEnd(BAR_WIDTH)}▏`;
  const pools = `${row.poolCount - row.freePoolCount}/${row.poolCount} pools`;
  const name = `A${number}`.padEnd(5);
  return `  ${name}${addressText(row.address).padEnd(12)}${drawn}${percent(share).padStart(6)}  ${pools.padEnd(13)} ${count(row.usedBlockCount, "block")}`;
}

/** The size classes of an arena: "32 B 5 pools 610/635 used". */
function classLines(row: ArenaRow): string[] {
  return row.classes.map((of) => {
    const size = `${of.blockSizeBytes} B`.padStart(9);
    const pools = count(of.poolCount, "pool").padStart(10);
    const used = `${withCommas(of.usedCount)} used`.padStart(14);
    return `   ${size}${pools}${used}, ${withCommas(of.freeCount)} free`;
  });
}

/** Who keeps a sparse arena from going back to the system. */
function holderLines(image: HeapImage, row: ArenaRow): string[] {
  if (row.usedBytes / image.meta.arenaBytes >= SPARSE || row.usedBytes === 0) return [];
  const held = row.usedBytes - row.otherBytes;
  const lines = [
    `     ${formatByteSize(image.meta.arenaBytes)} held by ${count(row.holderCount, "object")} (${formatByteSize(held)})`,
  ];
  for (const { object, bytes } of row.holders) {
    const what = describeObject(image, object);
    lines.push(`       ${withCommas(bytes).padStart(9)} B  ${what.length > 54 ? `${what.slice(0, 53)}…` : what}`);
  }
  return lines;
}

function arenaSection(image: HeapImage, isVerbose: boolean): string[] {
  const rows = arenaTable(image);
  const used = rows.reduce((sum, row) => sum + row.usedBytes, 0);
  const { arenaBytes, poolBytes } = image.meta;
  const share = rows.length === 0 ? 0 : used / (rows.length * arenaBytes);
  const geometry = `${formatByteSize(arenaBytes)}, pools of ${formatByteSize(poolBytes)}`;
  const summary = `Arenas      ${rows.length} × ${geometry}; ${percent(share)} used`;
  if (!isVerbose) return [summary];
  const lines = rows.flatMap((row, i) => [arenaLine(image, row, i), ...classLines(row), ...holderLines(image, row)]);
  return [summary, ...lines];
}

/** The whole report, one string with a newline at its end. */
export function heapText(image: HeapImage, title: string, isVerbose: boolean): string {
  const lines = [headline(title, ""), ...ledgerLines(ledger(image)), "", ...arenaSection(image, isVerbose)];
  return `${lines.join("\n")}\n`;
}
