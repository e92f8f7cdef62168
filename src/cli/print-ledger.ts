/**
 * The memory report after `serpent run --summary`: every byte that the process holds, layer by layer, in figures that add up
 * exactly; the types that take most; what the collector did. 80 columns, for stderr.
 */
import type { HeapImage } from "../heap-image/heap-image.ts";
import { formatByteSize } from "../host/byte-size.ts";
import { type Ledger, type LedgerPart, ledger, objectCounts } from "../inspectors/ledger.ts";
import { type TypeRow, typeTable } from "../inspectors/type-table.ts";
import { arenaSummary } from "./print-arenas.ts";
import { bar, headline, WIDTH, withCommas } from "./text-layout.ts";

const BAR_WIDTH = 22;
const NAME_WIDTH = 30;
const MOST_TYPES = 8;

function ledgerLine(name: string, bytes: number, total: number, depth: number): string {
  const label = `${"  ".repeat(depth)}${name}`.padEnd(NAME_WIDTH);
  const exact = withCommas(bytes).padStart(14);
  const size = formatByteSize(bytes).padStart(10);
  const drawn = depth === 1 ? `  ${bar(total === 0 ? 0 : bytes / total, BAR_WIDTH)}` : "";
  return `${label}${exact}${size}${drawn}`.trimEnd();
}

function partLines(part: LedgerPart, total: number, depth: number): string[] {
  const shown = part.parts.filter(({ bytes }) => bytes !== 0);
  // A part that consists of one thing says so on its own line.
  const name = shown.length === 1 && depth === 1 ? `${part.name}: ${shown[0].name}` : part.name;
  const lines = [ledgerLine(name, part.bytes, total, depth)];
  if (shown.length > 1) for (const child of shown) lines.push(...partLines(child, total, depth + 1));
  return lines;
}

/** All parts with their exact bytes and, last, their sum. */
export function ledgerLines(of: Ledger): string[] {
  const lines = of.parts.flatMap((part) => partLines(part, of.totalBytes, 1));
  const rule = `${" ".repeat(NAME_WIDTH)}${"─".repeat(24)}`;
  return [...lines, rule, ledgerLine("Σ resident (RSS, modelled)", of.totalBytes, of.totalBytes, 0)];
}

function typeLine(row: TypeRow, widest: number): string {
  const name = row.name.length > 28 ? `${row.name.slice(0, 27)}…` : row.name;
  const count = withCommas(row.count).padStart(12);
  const bytes = `${withCommas(row.bytes).padStart(13)}${formatByteSize(row.bytes).padStart(10)}`;
  const drawn = bar(widest === 0 ? 0 : row.bytes / widest, WIDTH - 30 - 12 - 23 - 2);
  return `  ${name.padEnd(28)}${count}${bytes}  ${drawn}`.trimEnd();
}

export function typeLines(rows: readonly TypeRow[], most: number): string[] {
  const lines = rows.slice(0, most).map((row) => typeLine(row, rows[0]?.bytes ?? 0));
  const rest = rows.slice(most);
  if (rest.length === 0) return lines;
  const name = `… ${rest.length} more type${rest.length === 1 ? "" : "s"}`;
  const sum = { count: 0, bytes: 0 };
  for (const row of rest) {
    sum.count += row.count;
    sum.bytes += row.bytes;
  }
  return [...lines, typeLine({ ...rest[0], name, ...sum }, rows[0].bytes)];
}

function collectorLine(image: HeapImage): string {
  const parts = image.meta.generations.map((g, i) => `gen${i} ${withCommas(g.collections)}×`);
  const collected = image.meta.generations.reduce((sum, g) => sum + g.collected, 0);
  const uncollectable = image.meta.generations.reduce((sum, g) => sum + g.uncollectable, 0);
  const lost = uncollectable === 0 ? "" : ` · ${withCommas(uncollectable)} uncollectable`;
  const off = image.meta.gcEnabled ? "" : " · disabled";
  return `Collector   ${parts.join("  ")} · ${withCommas(collected)} objects collected${lost}${off}`;
}

/** The command that shows more; none where it could not be typed as it stands, or not run again. */
function exploreLines(program: string): string[] {
  const line = `Explore     serpent heap -v ${program}`;
  return /^[\w./+-]{2,}$/.test(program) && line.length <= WIDTH ? [line] : [];
}

/** The whole report, one string with a newline at its end. `title`: "serpent run FILE"; `right`: "exit 0 · 41 ms". */
export function summaryText(image: HeapImage, title: string, right: string): string {
  const { live, garbage } = objectCounts(image);
  const waiting = garbage === 0 ? "" : ` · ${withCommas(garbage)} wait for the collector`;
  const lines = [
    "",
    headline(title, right),
    ...ledgerLines(ledger(image)),
    "",
    `${"Largest types".padEnd(30)}${"objects".padStart(12)}${"bytes".padStart(13)}`,
    ...typeLines(typeTable(image), MOST_TYPES),
    "",
    `Peak        ${formatByteSize(image.meta.totals.peakBytes)}`,
    `Objects     ${withCommas(live)} live${waiting}`,
    collectorLine(image),
    arenaSummary(image),
    ...exploreLines(image.meta.program),
  ];
  return `${lines.join("\n")}\n`;
}
