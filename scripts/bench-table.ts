// What the benchmarks compute from times, and how they print it: best, median, ratios, geometric means, aligned tables.

export function best(values: number[]): number {
  return values.length ? Math.min(...values) : Number.NaN;
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Of the values that are numbers; NaN if there is none. */
export function geometricMean(values: number[]): number {
  const finite = values.filter((value) => value > 0 && Number.isFinite(value));
  if (finite.length === 0) return Number.NaN;
  return Math.exp(finite.reduce((sum, value) => sum + Math.log(value), 0) / finite.length);
}

/** Three significant digits or so; "-" for what was not measured. */
export function show(value: number, unit = ""): string {
  if (!Number.isFinite(value)) return "-";
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toFixed(value < 0.1 ? 3 : digits) + unit;
}

/** Lines of aligned cells: the first column to the left, the others to the right. */
export function table(rows: string[][]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join("  ");
  return rows.map((row) => line(row).trimEnd()).join("\n");
}
