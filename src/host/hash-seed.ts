/** PYTHONHASHSEED: a number fixes the hashes of str and bytes, 0 switches randomisation off. */

/** The seed as a number; null for "random" or nothing; undefined when the text is neither. */
export function parseHashSeed(text: string | undefined): number | null | undefined {
  if (text === undefined || text === "" || text === "random") return null;
  if (!/^\d+$/.test(text) || Number(text) > 4294967295) return undefined;
  return Number(text);
}
