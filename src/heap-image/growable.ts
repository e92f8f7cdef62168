/** Columns that grow: typed arrays that double. Ten million rows cost their bytes, no objects. */

/** Rows of 32 bits. */
export class GrowableU32 {
  data: Uint32Array;
  length = 0;

  constructor(capacity = 1024) {
    this.data = new Uint32Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.data.length) this.grow(this.length + 1);
    this.data[this.length++] = value;
  }

  private grow(least: number): void {
    const larger = new Uint32Array(Math.max(least, this.data.length * 2));
    larger.set(this.data.subarray(0, this.length));
    this.data = larger;
  }

  /** The rows, without the room behind them. */
  trimmed(): Uint32Array {
    return this.data.slice(0, this.length);
  }
}

/** Rows of 8 bits. */
export class GrowableU8 {
  data: Uint8Array;
  length = 0;

  constructor(capacity = 1024) {
    this.data = new Uint8Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.data.length) this.reserve(1);
    this.data[this.length++] = value;
  }

  /** Makes room for `count` more rows. */
  reserve(count: number): void {
    const least = this.length + count;
    if (least <= this.data.length) return;
    const larger = new Uint8Array(Math.max(least, this.data.length * 2));
    larger.set(this.data.subarray(0, this.length));
    this.data = larger;
  }

  trimmed(): Uint8Array {
    return this.data.slice(0, this.length);
  }
}
