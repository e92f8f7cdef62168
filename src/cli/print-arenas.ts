/** The arenas of a heap image: all of them in a line, or one by one with their size classes and who holds them. */
import { addressText, describeObject } from "../heap-image/describe.ts";
import type { HeapImage } from "../heap-image/heap-image.ts";
import { formatByteSize } from "../host/byte-size.ts";
import { type ArenaRow, arenaTable } from "../inspectors/arena-table.ts";
import { bar, count, percent, withCommas } from "./text-layout.ts";

const BAR_WIDTH = 20;
/** An arena whose blocks take less than this share of it is worth asking who holds it. */
const SPARSE = 0.25;

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
  const held = formatByteSize(row.usedBytes - row.otherBytes);
  const holders = row.holderCount === 0 ? [] : [`${count(row.holderCount, "object")} (${held})`];
  if (row.otherBytes > 0) holders.push(`free lists and tables (${formatByteSize(row.otherBytes)})`);
  const lines = [`     ${formatByteSize(image.meta.arenaBytes)} held by ${holders.join(", ")}`];
  for (const { object, bytes } of row.holders) {
    const what = describeObject(image, object);
    lines.push(`       ${withCommas(bytes).padStart(9)} B  ${what.length > 54 ? `${what.slice(0, 53)}…` : what}`);
  }
  return lines;
}

function summaryOf(image: HeapImage, rows: readonly ArenaRow[]): string {
  const used = rows.reduce((sum, row) => sum + row.usedBytes, 0);
  const { arenaBytes, poolBytes } = image.meta;
  const share = rows.length === 0 ? 0 : used / (rows.length * arenaBytes);
  const geometry = `${formatByteSize(arenaBytes)}, pools of ${formatByteSize(poolBytes)}`;
  return `Arenas      ${rows.length} × ${geometry}; ${percent(share)} used`;
}

/** "Arenas      4 × 256 KiB, pools of 4 KiB; 97 % used". */
export function arenaSummary(image: HeapImage): string {
  return summaryOf(image, arenaTable(image, 0));
}

/** That, and every arena. */
export function arenaLines(image: HeapImage): string[] {
  const rows = arenaTable(image);
  const each = rows.flatMap((row, i) => [arenaLine(image, row, i), ...classLines(row), ...holderLines(image, row)]);
  return [summaryOf(image, rows), ...each];
}
