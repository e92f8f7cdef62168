/**
 * From an address to the number of the object there: a hash table with open addressing in one typed array. It holds the
 * numbers only; the addresses are in the column that it is given.
 */

/** Ids of objects by address: the column of addresses may grow behind the index's back. */
export class AddressIndex {
  /** Number + 1 of the object, 0: free. */
  private table: Uint32Array;
  private mask: number;
  private count = 0;

  constructor(
    private addresses: () => ArrayLike<number>,
    expected = 1024,
  ) {
    let size = 2048;
    while (size < expected * 2) size *= 2;
    this.table = new Uint32Array(size);
    this.mask = size - 1;
  }

  private slot(address: number): number {
    // Blocks are multiples of 16; what lies above 2^32 (real processes) is folded in.
    const low = address >>> 0;
    const high = (address - low) / 4294967296;
    const mixed = Math.imul((low >>> 3) ^ Math.imul(high, 0x85ebca6b), 0x9e3779b1);
    return mixed ^ (mixed >>> 15);
  }

  /** The number of the object at `address`, -1: none is known. */
  get(address: number): number {
    const column = this.addresses();
    let i = this.slot(address) & this.mask;
    while (true) {
      const entry = this.table[i];
      if (entry === 0) return -1;
      if (column[entry - 1] === address) return entry - 1;
      i = (i + 1) & this.mask;
    }
  }

  /** Adds an address that is not there yet and that the column already holds at `number`. */
  add(number: number): void {
    if (++this.count * 2 > this.table.length) this.grow();
    this.insert(number);
  }

  private insert(number: number): void {
    let i = this.slot(this.addresses()[number]) & this.mask;
    while (this.table[i] !== 0) i = (i + 1) & this.mask;
    this.table[i] = number + 1;
  }

  private grow(): void {
    const old = this.table;
    this.table = new Uint32Array(old.length * 2);
    this.mask = this.table.length - 1;
    for (const entry of old) if (entry !== 0) this.insert(entry - 1);
  }
}
