/**
 * One object for equal constants of a whole compilation: equal in type and value, with 0.0 and -0.0 apart, as CPython
 * compares them (_PyCode_ConstantKey, merge_consts_recursive); not-a-number equals only itself. Of two results of `merge`
 * it holds: they are equal if and only if they are the same object. So an index of constants is a Map<Constant, number>.
 */
import type { CodeObject, Constant } from "../bytecode/code-object.ts";

const NONE: Constant = { type: "None" };
const ELLIPSIS: Constant = { type: "Ellipsis" };
const TRUE: Constant = { type: "bool", value: true };
const FALSE: Constant = { type: "bool", value: false };

export class ConstantCache {
  private readonly strings = new Map<string, Constant>();
  private readonly ints = new Map<bigint, Constant>();
  private readonly others = new Map<string, Constant>();
  private readonly codes = new Map<string, Constant[]>();
  /** A number for each constant that is part of a tuple or frozenset. */
  private readonly numbers = new Map<Constant, number>();

  /** The one constant that stands for all that equal `constant`. */
  merge(constant: Constant): Constant {
    switch (constant.type) {
      case "None":
        return NONE;
      case "Ellipsis":
        return ELLIPSIS;
      case "bool":
        return constant.value ? TRUE : FALSE;
      case "str":
        if (constant.codePoints) return mergeIn(this.others, `u${constant.codePoints.join()}`, constant);
        return mergeIn(this.strings, constant.value, constant);
      case "int":
        return mergeIn(this.ints, constant.value, constant);
      case "float":
        if (Number.isNaN(constant.value)) return constant;
        return mergeIn(this.others, `f${floatKey(constant.value)}`, constant);
      case "complex":
        if (Number.isNaN(constant.real) || Number.isNaN(constant.imag)) return constant;
        return mergeIn(this.others, `c${floatKey(constant.real)},${floatKey(constant.imag)}`, constant);
      case "bytes":
        return mergeIn(this.others, `b${bytesKey(constant.value)}`, constant);
      case "tuple": {
        const items = constant.items.map((item) => this.merge(item));
        return mergeIn(this.others, `(${this.numbersOf(items).join()}`, { type: "tuple", items });
      }
      case "frozenset": {
        const items = constant.items.map((item) => this.merge(item));
        const key = this.numbersOf(items).sort((a, b) => a - b);
        return mergeIn(this.others, `{${key.join()}`, { type: "frozenset", items });
      }
      case "code":
        return this.mergeCode(constant);
    }
  }

  /** As `merge` of a tuple with these items, which are merged themselves: its items. */
  mergeItems(items: Constant[]): Constant[] {
    const tuple = mergeIn(this.others, `(${this.numbersOf(items).join()}`, { type: "tuple", items });
    return tuple.type === "tuple" ? tuple.items : items;
  }

  /** As `merge` of a bytes constant: its bytes. */
  mergeBytes(value: Uint8Array): Uint8Array {
    const merged = mergeIn(this.others, `b${bytesKey(value)}`, { type: "bytes", value });
    return merged.type === "bytes" ? merged.value : value;
  }

  private numbersOf(items: readonly Constant[]): number[] {
    return items.map((item) => {
      let number = this.numbers.get(item);
      if (number === undefined) {
        number = this.numbers.size;
        this.numbers.set(item, number);
      }
      return number;
    });
  }

  private mergeCode(constant: Constant & { type: "code" }): Constant {
    const { code } = constant;
    const key = `${code.co_firstlineno},${code.co_code.length},${code.co_name}`;
    const alike = this.codes.get(key);
    if (alike === undefined) {
      this.codes.set(key, [constant]);
      return constant;
    }
    for (const other of alike) if (other.type === "code" && this.equalCode(code, other.code)) return other;
    alike.push(constant);
    return constant;
  }

  /** Code objects are compared without filename, qualified name and stack size. */
  private equalCode(a: CodeObject, b: CodeObject): boolean {
    return (
      a.co_name === b.co_name &&
      a.co_firstlineno === b.co_firstlineno &&
      a.co_argcount === b.co_argcount &&
      a.co_posonlyargcount === b.co_posonlyargcount &&
      a.co_kwonlyargcount === b.co_kwonlyargcount &&
      a.co_flags === b.co_flags &&
      equalItems(a.co_code, b.co_code) &&
      equalItems(a.co_linetable, b.co_linetable) &&
      equalItems(a.co_exceptiontable, b.co_exceptiontable) &&
      equalItems(a.co_names, b.co_names) &&
      equalItems(a.co_localsplusnames, b.co_localsplusnames) &&
      equalItems(
        a.co_consts.map((c) => this.merge(c)),
        b.co_consts.map((c) => this.merge(c)),
      )
    );
  }
}

function mergeIn<K>(map: Map<K, Constant>, key: K, constant: Constant): Constant {
  const known = map.get(key);
  if (known !== undefined) return known;
  map.set(key, constant);
  return constant;
}

function floatKey(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

function bytesKey(bytes: Uint8Array): string {
  let key = "";
  for (let i = 0; i < bytes.length; i += 4096) key += String.fromCharCode(...bytes.subarray(i, i + 4096));
  return key;
}

function equalItems<T>(a: ArrayLike<T>, b: ArrayLike<T>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
