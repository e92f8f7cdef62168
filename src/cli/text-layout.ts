/** How reports in the terminal are set: their width, headlines, figures, bars. */

/** Columns of every report. */
export const WIDTH = 80;

/** "1,234,567". */
export function withCommas(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** "1 object", "1,234 objects". */
export function count(n: number, noun: string): string {
  return `${withCommas(n)} ${noun}${n === 1 ? "" : "s"}`;
}

/** Whole percents; what is less than one is not none. */
export function percent(share: number): string {
  if (share > 0 && share < 0.01) return "<1 %";
  return `${Math.round(share * 100)} %`;
}

/** At most `width` characters: its start and its end, which for a path is the part that tells. */
export function shortened(text: string, width: number): string {
  if (text.length <= width) return text;
  const head = Math.min(14, width >> 1);
  return `${text.slice(0, head)}…${text.slice(text.length - (width - head - 1))}`;
}

/** "── title ───────── right ──", as wide as the report. */
export function headline(title: string, right: string): string {
  const end = right === "" ? "──" : ` ${right} ──`;
  const shown = shortened(title, WIDTH - end.length - 6);
  return `── ${shown} ${"─".repeat(WIDTH - end.length - 4 - shown.length)}${end}`;
}

/** A bar of eighths of a column. */
export function bar(share: number, width: number): string {
  const eighths = Math.round(Math.min(Math.max(share, 0), 1) * width * 8);
  const rest = eighths % 8;
  return "█".repeat(eighths >> 3) + (rest === 0 ? "" : "▏▎▍▌▋▊▉"[rest - 1]);
}

/** "41 ms", "1.24 s". */
export function durationText(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toPrecision(3)} s`;
}
