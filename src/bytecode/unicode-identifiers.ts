/**
 * What Python 3.13 takes for an identifier or a printable character beyond ASCII (Unicode 15.1, whatever the engine's own).
 *
 * CPython's counterparts are `PyUnicode_IsIdentifier` and `Py_UNICODE_ISPRINTABLE`. The tables are unpacked at first use:
 * most programs never need them.
 */
import { identifierParts, identifierStarts, printables } from "./unicode-ranges.ts";

/** Ends of alternating runs of characters outside and inside a set, ascending, the first of them outside. */
type Runs = Int32Array;

const unpacked = new Map<string, Runs>();

function unpack(table: string): Runs {
  let runs = unpacked.get(table);
  if (runs === undefined) {
    let end = 0x80;
    runs = Int32Array.from(table.split(","), (length) => (end += Number.parseInt(length, 36)));
    unpacked.set(table, runs);
  }
  return runs;
}

function contains(table: string, character: number): boolean {
  const runs = unpack(table);
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (runs[middle] <= character) low = middle + 1;
    else high = middle;
  }
  return (low & 1) === 1;
}

/** Index of the first character of `text` that keeps it from being an identifier; its length where there is none. */
export function firstInvalidCharacter(text: string): number {
  for (let i = 0; i < text.length; ) {
    const character = text.codePointAt(i)!;
    const table = i === 0 ? identifierStarts : identifierParts;
    const belongs = character < 128 ? isAsciiPart(character, i === 0) : contains(table, character);
    if (!belongs) return i;
    i += character > 0xffff ? 2 : 1;
  }
  return text.length;
}

function isAsciiPart(character: number, isFirst: boolean): boolean {
  const lower = character | 32;
  return (lower >= 97 && lower <= 122) || character === 95 || (!isFirst && character >= 48 && character <= 57);
}

export function isPrintable(character: number): boolean {
  return character < 128 ? character >= 32 && character < 127 : contains(printables, character);
}
