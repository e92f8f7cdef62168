/** Reading and writing the memory of a runtime from outside. */

/** Bytes and texts in the runtime's memory. Addresses may arrive as negative i32. */
export class MemoryTexts {
  readonly #memory: WebAssembly.Memory;
  readonly #decoder = new TextDecoder();
  readonly #encoder = new TextEncoder();

  constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
  }

  /** The memory itself: good until the next allocation. */
  view(address: number, length: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, address >>> 0, length);
  }

  copy(address: number, length: number): Uint8Array {
    return this.view(address, length).slice();
  }

  text(address: number, length: number): string {
    return this.#decoder.decode(this.copy(address, length));
  }

  /** A string literal of AssemblyScript: UTF-16 with its length in bytes before it. */
  literal(address: number): string {
    if (address === 0) return "";
    const length = new DataView(this.#memory.buffer).getUint32((address >>> 0) - 4, true);
    return String.fromCharCode(...new Uint16Array(this.#memory.buffer, address >>> 0, length >> 1));
  }

  put(address: number, bytes: Uint8Array): number {
    this.view(address, bytes.length).set(bytes);
    return bytes.length;
  }

  putText(address: number, text: string, capacity = Number.POSITIVE_INFINITY): number {
    return this.put(address, this.#encoder.encode(text).subarray(0, capacity));
  }
}
