/** Sizes in bytes as people write and read them: IEC units. */

const FACTORS: Record<string, number> = {
  "": 1,
  b: 1,
  k: 1024,
  kib: 1024,
  kb: 1000,
  m: 1024 ** 2,
  mib: 1024 ** 2,
  mb: 1000 ** 2,
  g: 1024 ** 3,
  gib: 1024 ** 3,
  gb: 1000 ** 3,
};

/** "256MiB", "1g", "65536" as bytes; undefined for anything else. */
export function parseByteSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim());
  if (!match) return undefined;
  const unit = match[2].toLowerCase();
  if (!Object.hasOwn(FACTORS, unit)) return undefined;
  return Math.floor(Number(match[1]) * FACTORS[unit]);
}

/** Three significant digits and an IEC unit: "1.25 MiB", "512 B". */
export function formatByteSize(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB"];
  let value = Math.abs(bytes);
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  const digits = unit === 0 ? String(value) : value.toPrecision(3);
  return `${bytes < 0 ? "-" : ""}${digits} ${units[unit]}`;
}
