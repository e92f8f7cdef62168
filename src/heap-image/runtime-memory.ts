/**
 * The memory of a stopped runtime as it is read from outside: nothing here runs code in it, allocates in it or writes to
 * it. All numbers are little-endian; pointers are the low half of 8-byte slots.
 */
import { type LayoutData, RuntimeLayout } from "./runtime-layout.ts";

/** What an image is taken of. */
export interface RuntimeSource {
  /** The linear memory, or a copy of it. */
  buffer: ArrayBufferLike;
  layout: LayoutData;
  /** Addresses by name: the globals that the module exports (symbolsOf). */
  symbols: Readonly<Record<string, number>>;
}

/** The addresses among the exports of a runtime's instance. */
export function symbolsOf(exports: WebAssembly.Exports): Record<string, number> {
  const symbols: Record<string, number> = {};
  for (const [name, value] of Object.entries(exports)) {
    if (value instanceof WebAssembly.Global && typeof value.value === "number") symbols[name] = value.value >>> 0;
  }
  return symbols;
}

const decoder = new TextDecoder();

export class RuntimeMemory {
  readonly layout: RuntimeLayout;
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly u32: Uint32Array;
  readonly view: DataView;
  /** Bytes. */
  readonly size: number;

  constructor(private readonly source: RuntimeSource) {
    this.layout = new RuntimeLayout(source.layout);
    this.u8 = new Uint8Array(source.buffer);
    this.u16 = new Uint16Array(source.buffer);
    this.u32 = new Uint32Array(source.buffer);
    this.view = new DataView(source.buffer);
    this.size = source.buffer.byteLength;
  }

  /** The address of an exported global of the runtime. */
  symbol(name: string): number {
    const address = this.source.symbols[name];
    if (address === undefined) throw new Error(`the runtime exports no address '${name}' (src/runtime/roots.ts)`);
    return address;
  }

  /** The same, undefined if there is none. */
  findSymbol(name: string): number | undefined {
    return this.source.symbols[name];
  }

  /** The 4 bytes at an address: a pointer, a u32. The address must be a multiple of 4. */
  word(address: number): number {
    return this.u32[address >>> 2];
  }

  /** The pointer or u32 field of the struct at `address`. */
  field(address: number, struct: string, field: string): number {
    return this.u32[(address + this.layout.offset(struct, field)) >>> 2];
  }

  /** The same as a signed number. */
  signedField(address: number, struct: string, field: string): number {
    return this.field(address, struct, field) | 0;
  }

  /** A signed 64-bit number as a double (exact up to 2^53). */
  int64(address: number): number {
    return Number(this.view.getBigInt64(address, true));
  }

  /** NUL-terminated UTF-8, at most `most` bytes of it; "" for address 0. */
  text(address: number, most = 200): string {
    if (address === 0 || address >= this.size) return "";
    let end = address;
    const limit = Math.min(address + most, this.size);
    while (end < limit && this.u8[end] !== 0) end++;
    return this.decode(address, end);
  }

  /** UTF-8 of the bytes from `start` to `end`. */
  decode(start: number, end: number): string {
    // A copy: TextDecoder does not take shared memory.
    return decoder.decode(this.u8.slice(start, end));
  }

  /** Can an object lie there? Alignment and bounds only. */
  isPlausible(address: number): boolean {
    return address !== 0 && (address & 7) === 0 && address + 16 <= this.size;
  }
}
