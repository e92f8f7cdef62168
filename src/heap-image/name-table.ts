/** Names by number: fields, `__slots__` members, kinds of owned memory. */

export class NameTable {
  readonly names: string[] = [];
  private readonly numbers = new Map<string, number>();

  /** The number of a name; a new one for a new name. */
  number(name: string): number {
    let number = this.numbers.get(name);
    if (number === undefined) {
      number = this.names.length;
      this.names.push(name);
      this.numbers.set(name, number);
    }
    return number;
  }
}
