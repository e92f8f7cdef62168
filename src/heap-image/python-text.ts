/** Python's text and numbers in memory as JavaScript's: str, bytes, int, float objects. For labels and names only. */
import type { RuntimeMemory } from "./runtime-memory.ts";

export class PythonText {
  private readonly asciiHead: number;
  private readonly compactHead: number;
  private readonly lengthAt: number;
  private readonly stateAt: number;
  private readonly dataAt: number;
  private readonly kindShift: number;
  private readonly compact: number;
  private readonly ascii: number;

  constructor(private readonly memory: RuntimeMemory) {
    const { layout } = memory;
    this.asciiHead = layout.size("PyASCIIObject");
    this.compactHead = layout.size("PyCompactUnicodeObject");
    this.lengthAt = layout.offset("PyASCIIObject", "length");
    this.stateAt = layout.offset("PyASCIIObject", "state");
    this.dataAt = layout.offset("PyUnicodeObject", "data");
    this.kindShift = layout.constant("STATE_KIND_SHIFT");
    this.compact = layout.constant("STATE_COMPACT");
    this.ascii = layout.constant("STATE_ASCII");
  }

  /** Code points of a str. */
  length(str: number): number {
    return this.memory.word(str + this.lengthAt);
  }

  state(str: number): number {
    return this.memory.word(str + this.stateAt);
  }

  /** Bytes per character. */
  kind(str: number): number {
    return (this.state(str) >>> this.kindShift) & 7;
  }

  isCompact(str: number): boolean {
    return (this.state(str) & this.compact) !== 0;
  }

  isAscii(str: number): boolean {
    return (this.state(str) & this.ascii) !== 0;
  }

  /** Address of the characters. */
  data(str: number): number {
    const state = this.state(str);
    if (!(state & this.compact)) return this.memory.word(str + this.dataAt);
    return str + (state & this.ascii ? this.asciiHead : this.compactHead);
  }

  /** At most `most` characters of a str. */
  text(str: number, most = 200): string {
    const { memory } = this;
    const count = Math.min(this.length(str), most);
    const data = this.data(str);
    const kind = this.kind(str);
    if (data + count * kind > memory.size) return "";
    let text = "";
    for (let i = 0; i < count; i++) {
      if (kind === 1) text += String.fromCharCode(memory.u8[data + i]);
      else if (kind === 2) text += String.fromCharCode(memory.u16[(data >>> 1) + i]);
      else text += String.fromCodePoint(Math.min(memory.word(data + i * 4), 0x10ffff));
    }
    return text;
  }

  /** The value of an int; undefined when it has more than `mostDigits` 30-bit digits. */
  int(o: number, mostDigits = 20): bigint | undefined {
    const { memory } = this;
    const tag = memory.field(o, "PyLongObject", "lv_tag");
    const count = tag >>> 3;
    if (count > mostDigits) return undefined;
    const digits = o + memory.layout.offset("PyLongObject", "digit0");
    let value = 0n;
    for (let i = count - 1; i >= 0; i--) value = (value << 30n) | BigInt(memory.word(digits + i * 4));
    return (tag & 3) === 2 ? -value : value;
  }
}
