/**
 * co_linetable: the place in the source of each instruction. CPython: Objects/locations.md (formerly lnotab_notes.txt).
 *
 * An entry stands for up to 8 code units of one place. Its first byte is 0x80 | form << 3 | units - 1; what follows depends
 * on the form. Lines are differences from the entry before, at first from co_firstlineno.
 *   form 0-9    columns only, same line: column / 8 is the form, then a byte (column % 8) << 4 | width
 *   form 10-12  a line further by 0-2, then a byte each for start and end column
 *   form 13     line difference, no columns
 *   form 14     line difference, number of further lines, start column + 1, end column + 1
 *   form 15     no place
 * Numbers are groups of 6 bits, the least significant first, 0x40 marks a group that others follow. Line differences have
 * their sign in the lowest bit.
 */
import type { ByteWriter } from "./byte-writer.ts";

const ENTRY_START = 0x80;
const MORE = 0x40;
const MAX_UNITS = 8;

const ONE_LINE = 10;
const NO_COLUMNS = 13;
const LONG = 14;
const NOWHERE = 15;

/** -1 (or any negative number): not known. Columns are UTF-8 bytes. */
export interface Place {
  line: number;
  endLine: number;
  column: number;
  endColumn: number;
}

export interface LocationEntry extends Place {
  /** In bytes of co_code. */
  start: number;
  end: number;
}

function writeNumber(writer: ByteWriter, value: number): void {
  for (; value >= 64; value >>>= 6) writer.byte((value & 0x3f) | MORE);
  writer.byte(value);
}

function writeDifference(writer: ByteWriter, value: number): void {
  writeNumber(writer, value < 0 ? (-value << 1) | 1 : value << 1);
}

export class LocationTableWriter {
  /** `line` is the line that the next entry is relative to. */
  constructor(
    private readonly writer: ByteWriter,
    private line: number,
  ) {}

  /** `units`: code units with their caches. */
  add(line: number, endLine: number, column: number, endColumn: number, units: number): void {
    for (; units > MAX_UNITS; units -= MAX_UNITS) this.addEntry(line, endLine, column, endColumn, MAX_UNITS);
    if (units > 0) this.addEntry(line, endLine, column, endColumn, units);
  }

  private addEntry(line: number, endLine: number, column: number, endColumn: number, units: number): void {
    const { writer } = this;
    const start = ENTRY_START | (units - 1);
    if (line < 0) {
      writer.byte(start | (NOWHERE << 3));
      return;
    }
    const difference = line - this.line;
    this.line = line;
    const isOneLine = endLine === line;
    if (column < 0 || endColumn < 0) {
      if (isOneLine || endLine < 0) {
        writer.byte(start | (NO_COLUMNS << 3));
        writeDifference(writer, difference);
        return;
      }
    } else if (isOneLine && difference === 0 && column < 80 && endColumn >= column && endColumn - column < 16) {
      writer.byte(start | ((column >> 3) << 3));
      writer.byte(((column & 7) << 4) | (endColumn - column));
      return;
    } else if (isOneLine && difference >= 0 && difference < 3 && column < 128 && endColumn < 128) {
      writer.byte(start | ((ONE_LINE + difference) << 3));
      writer.byte(column);
      writer.byte(endColumn);
      return;
    }
    writer.byte(start | (LONG << 3));
    writeDifference(writer, difference);
    writeNumber(writer, endLine - line);
    writeNumber(writer, column + 1);
    writeNumber(writer, endColumn + 1);
  }
}

/** The entries of a table in order. */
export function decodeLocationTable(table: Uint8Array, firstLine: number): LocationEntry[] {
  const reader = new LocationReader(table, firstLine);
  const entries: LocationEntry[] = [];
  while (!reader.isAtEnd()) entries.push(reader.next());
  return entries;
}

class LocationReader {
  private at = 0;
  private offset = 0;

  constructor(
    private readonly table: Uint8Array,
    private line: number,
  ) {}

  isAtEnd(): boolean {
    return this.at >= this.table.length;
  }

  private byte(): number {
    if (this.isAtEnd()) throw new RangeError("the location table ends within an entry");
    return this.table[this.at++];
  }

  private number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 6) {
      const byte = this.byte();
      value |= (byte & 0x3f) << shift;
      if ((byte & MORE) === 0) return value;
    }
  }

  private difference(): number {
    const value = this.number();
    return (value & 1) !== 0 ? -(value >> 1) : value >> 1;
  }

  next(): LocationEntry {
    const first = this.byte();
    const start = this.offset;
    this.offset += ((first & 7) + 1) * 2;
    return { start, end: this.offset, ...this.place((first >> 3) & 15) };
  }

  private place(form: number): Place {
    if (form === NOWHERE) return { line: -1, endLine: -1, column: -1, endColumn: -1 };
    if (form === LONG) {
      this.line += this.difference();
      const endLine = this.line + this.number();
      const column = this.number() - 1;
      return { line: this.line, endLine, column, endColumn: this.number() - 1 };
    }
    if (form === NO_COLUMNS) {
      this.line += this.difference();
      return { line: this.line, endLine: this.line, column: -1, endColumn: -1 };
    }
    if (form >= ONE_LINE) {
      this.line += form - ONE_LINE;
      const column = this.byte();
      return { line: this.line, endLine: this.line, column, endColumn: this.byte() };
    }
    const second = this.byte();
    const column = (form << 3) | (second >> 4);
    return { line: this.line, endLine: this.line, column, endColumn: column + (second & 15) };
  }
}
