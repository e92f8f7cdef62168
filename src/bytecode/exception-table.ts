/**
 * co_exceptiontable: which handler is in charge of which instructions. CPython: Objects/exception_handling_notes.txt.
 *
 * An entry is four numbers: start, length, handler (in code units of 2 bytes) and depth << 1 | lasti. A number is written in
 * groups of 6 bits, the most significant first; 0x40 marks a group that others follow, 0x80 the first byte of an entry.
 */
import { ByteWriter } from "./byte-writer.ts";

export interface ExceptionEntry {
  /** In bytes of co_code, as `dis` shows them. */
  start: number;
  end: number;
  handler: number;
  /** Items that stay on the stack. */
  depth: number;
  /** The offset of the instruction that raised is pushed before the exception. */
  lasti: boolean;
}

const ENTRY_START = 0x80;
const MORE = 0x40;

function writeNumber(writer: ByteWriter, value: number): void {
  let shift = 0;
  while (value >> (shift + 6) !== 0) shift += 6;
  for (; shift > 0; shift -= 6) writer.byte(((value >> shift) & 0x3f) | MORE);
  writer.byte(value & 0x3f);
}

export function writeExceptionEntry(writer: ByteWriter, entry: ExceptionEntry): void {
  const at = writer.length;
  writeNumber(writer, entry.start >> 1);
  writeNumber(writer, (entry.end - entry.start) >> 1);
  writeNumber(writer, entry.handler >> 1);
  writeNumber(writer, (entry.depth << 1) | (entry.lasti ? 1 : 0));
  writer.setBit(at, ENTRY_START);
}

export function encodeExceptionTable(entries: Iterable<ExceptionEntry>): Uint8Array {
  const writer = new ByteWriter();
  for (const entry of entries) writeExceptionEntry(writer, entry);
  return writer.finish();
}

export function decodeExceptionTable(table: Uint8Array): ExceptionEntry[] {
  const entries: ExceptionEntry[] = [];
  let at = 0;
  const readNumber = (): number => {
    let value = 0;
    for (;;) {
      if (at >= table.length) throw new RangeError("the exception table ends within an entry");
      const byte = table[at++];
      value = (value << 6) | (byte & 0x3f);
      if ((byte & MORE) === 0) return value;
    }
  };
  while (at < table.length) {
    const start = readNumber() * 2;
    const end = start + readNumber() * 2;
    const handler = readNumber() * 2;
    const depthAndLasti = readNumber();
    entries.push({ start, end, handler, depth: depthAndLasti >> 1, lasti: (depthAndLasti & 1) !== 0 });
  }
  return entries;
}
