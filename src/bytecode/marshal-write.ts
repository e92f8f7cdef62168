/**
 * Constants and code objects to marshal data. CPython: the w_* functions of Python/marshal.c.
 *
 * What occurs more than once is written once and then referred to (FLAG_REF, TYPE_REF), so that readers get one object. One
 * object are: the same Constant (for a tuple the same `items`, for bytes the same array); equal strings, interned ones
 * apart from others, as CPython makes them when it builds a code object; equal tuples of names, as its compiler merges them.
 */
import { ByteWriter } from "./byte-writer.ts";
import type { CodeObject, Constant } from "./code-object.ts";
import {
  DIGIT_BITS,
  FLAG_REF,
  TYPE_ASCII,
  TYPE_ASCII_INTERNED,
  TYPE_BINARY_COMPLEX,
  TYPE_BINARY_FLOAT,
  TYPE_CODE,
  TYPE_ELLIPSIS,
  TYPE_FALSE,
  TYPE_FROZENSET,
  TYPE_INT,
  TYPE_INTERNED,
  TYPE_LONG,
  TYPE_NONE,
  TYPE_REF,
  TYPE_SHORT_ASCII,
  TYPE_SHORT_ASCII_INTERNED,
  TYPE_SMALL_TUPLE,
  TYPE_STRING,
  TYPE_TRUE,
  TYPE_TUPLE,
  TYPE_UNICODE,
} from "./marshal-format.ts";
import { encodeUtf8, isAscii } from "./utf8.ts";

export function writeMarshal(value: Constant): Uint8Array {
  const uses = new UseCounter();
  uses.countConstant(value);
  const writer = new MarshalWriter(uses);
  writer.constant(value);
  return writer.finish();
}

/** A string constant that CPython interns: a name, or all of it could be part of one. */
function isInterned(constant: Constant & { type: "str" }): boolean {
  return constant.isInterned === true || (constant.codePoints === undefined && /^[A-Za-z0-9_]*$/.test(constant.value));
}

/**
 * Stands for one object among all that are written: a string for strings (with a letter in front: "i" interned, "u" not)
 * and tuples of strings, the object itself for others.
 */
type Identity = string | object;

function stringIdentity(value: string, interned: boolean): string {
  return interned ? `i${value}` : `u${value}`;
}

/** The same for a constant tuple and for the names of a code object. Names are always interned. */
function namesIdentity(names: readonly string[]): string {
  return `(${names.map((name) => `${name.length}:${name}`).join("")}`;
}

/** null: no object of its own. */
function constantIdentity(constant: Constant): Identity | null {
  switch (constant.type) {
    case "None":
    case "Ellipsis":
    case "bool":
      return null;
    case "str":
      if (constant.codePoints !== undefined) return constant;
      return stringIdentity(constant.value, isInterned(constant));
    case "tuple": {
      const names: string[] = [];
      for (const item of constant.items) {
        if (item.type !== "str" || !isInterned(item)) return constant.items;
        names.push(item.value);
      }
      return namesIdentity(names);
    }
    case "bytes":
      return constant.value;
    case "code":
      return constant.code;
    default:
      return constant;
  }
}

/** Finds out what is used more than once: only that needs a reference number. */
class UseCounter {
  private readonly seen = new Set<Identity>();
  private readonly shared = new Set<Identity>();

  isShared(identity: Identity): boolean {
    return this.shared.has(identity);
  }

  /** True the first time. */
  private count(identity: Identity): boolean {
    if (!this.seen.has(identity)) {
      this.seen.add(identity);
      return true;
    }
    this.shared.add(identity);
    return false;
  }

  countConstant(constant: Constant): void {
    const identity = constantIdentity(constant);
    if (identity === null || !this.count(identity)) return;
    if (constant.type === "tuple" || constant.type === "frozenset")
      for (const item of constant.items) this.countConstant(item);
    else if (constant.type === "code") this.countCode(constant.code);
  }

  private countCode(code: CodeObject): void {
    this.countConstant({ type: "tuple", items: code.co_consts });
    this.countNames(code.co_names);
    this.countNames(code.co_localsplusnames);
    for (const name of [code.co_filename, code.co_name, code.co_qualname]) this.count(stringIdentity(name, true));
    this.count(code.co_linetable);
    this.count(code.co_exceptiontable);
  }

  private countNames(names: readonly string[]): void {
    if (this.count(namesIdentity(names))) for (const name of names) this.count(stringIdentity(name, true));
  }
}

class MarshalWriter {
  private readonly writer = new ByteWriter(1024);
  /** Reference numbers of shared objects that have been written. */
  private readonly numbers = new Map<Identity, number>();

  constructor(private readonly uses: UseCounter) {}

  finish(): Uint8Array {
    return this.writer.finish();
  }

  constant(constant: Constant): void {
    const identity = constantIdentity(constant);
    if (identity !== null && this.reference(identity)) return;
    const flag = identity === null ? 0 : this.number(identity);
    switch (constant.type) {
      case "None":
        this.writer.byte(TYPE_NONE);
        break;
      case "Ellipsis":
        this.writer.byte(TYPE_ELLIPSIS);
        break;
      case "bool":
        this.writer.byte(constant.value ? TYPE_TRUE : TYPE_FALSE);
        break;
      case "int":
        this.int(constant.value, flag);
        break;
      case "float":
        this.doubles(TYPE_BINARY_FLOAT | flag, constant.value);
        break;
      case "complex":
        this.doubles(TYPE_BINARY_COMPLEX | flag, constant.real, constant.imag);
        break;
      case "str":
        this.text(constant.value, isInterned(constant), flag, constant.codePoints);
        break;
      case "bytes":
        this.bytes(constant.value, flag);
        break;
      case "tuple":
        this.tupleHead(constant.items.length, flag);
        for (const item of constant.items) this.constant(item);
        break;
      case "frozenset":
        this.writer.byte(TYPE_FROZENSET | flag);
        this.writer.long(constant.items.length);
        for (const item of constant.items) this.constant(item);
        break;
      case "code":
        this.code(constant.code, flag);
    }
  }

  /** Refers to what has been written already, if it has. */
  private reference(identity: Identity): boolean {
    const number = this.numbers.get(identity);
    if (number === undefined) return false;
    this.writer.byte(TYPE_REF);
    this.writer.long(number);
    return true;
  }

  /** FLAG_REF for an object that others will refer to: it has the next number now. */
  private number(identity: Identity): number {
    if (!this.uses.isShared(identity)) return 0;
    this.numbers.set(identity, this.numbers.size);
    return FLAG_REF;
  }

  private doubles(type: number, ...values: number[]): void {
    this.writer.byte(type);
    for (const value of values) this.writer.double(value);
  }

  private int(value: bigint, flag: number): void {
    if (BigInt.asIntN(32, value) === value) {
      this.writer.byte(TYPE_INT | flag);
      this.writer.long(Number(value));
      return;
    }
    this.writer.byte(TYPE_LONG | flag);
    const digits = digitsOf(value < 0n ? -value : value);
    this.writer.long(value < 0n ? -digits.length : digits.length);
    for (const digit of digits) this.writer.short(digit);
  }

  private text(value: string, interned: boolean, flag: number, codePoints?: Uint32Array): void {
    const ascii = codePoints === undefined && isAscii(value);
    if (ascii && value.length < 256) {
      this.writer.byte((interned ? TYPE_SHORT_ASCII_INTERNED : TYPE_SHORT_ASCII) | flag);
      this.writer.byte(value.length);
      for (let i = 0; i < value.length; i++) this.writer.byte(value.charCodeAt(i));
      return;
    }
    if (ascii) this.writer.byte((interned ? TYPE_ASCII_INTERNED : TYPE_ASCII) | flag);
    else this.writer.byte((interned ? TYPE_INTERNED : TYPE_UNICODE) | flag);
    const bytes = encodeUtf8(value, codePoints);
    this.writer.long(bytes.length);
    this.writer.append(bytes);
  }

  private bytes(value: Uint8Array, flag: number): void {
    this.writer.byte(TYPE_STRING | flag);
    this.writer.long(value.length);
    this.writer.append(value);
  }

  private tupleHead(size: number, flag: number): void {
    if (size < 256) {
      this.writer.byte(TYPE_SMALL_TUPLE | flag);
      this.writer.byte(size);
    } else {
      this.writer.byte(TYPE_TUPLE | flag);
      this.writer.long(size);
    }
  }

  private code(code: CodeObject, flag: number): void {
    this.writer.byte(TYPE_CODE | flag);
    this.writer.long(code.co_argcount);
    this.writer.long(code.co_posonlyargcount);
    this.writer.long(code.co_kwonlyargcount);
    this.writer.long(code.co_stacksize);
    this.writer.long(code.co_flags);
    this.bytes(code.co_code, 0);
    this.constant({ type: "tuple", items: code.co_consts });
    this.names(code.co_names);
    this.names(code.co_localsplusnames);
    this.bytes(code.co_localspluskinds, 0);
    this.name(code.co_filename);
    this.name(code.co_name);
    this.name(code.co_qualname);
    this.writer.long(code.co_firstlineno);
    this.constant({ type: "bytes", value: code.co_linetable });
    this.constant({ type: "bytes", value: code.co_exceptiontable });
  }

  private names(names: readonly string[]): void {
    const identity = namesIdentity(names);
    if (this.reference(identity)) return;
    this.tupleHead(names.length, this.number(identity));
    for (const name of names) this.name(name);
  }

  private name(name: string): void {
    const identity = stringIdentity(name, true);
    if (!this.reference(identity)) this.text(name, true, this.number(identity));
  }
}

/** 15 bits each, the lowest first. */
function digitsOf(value: bigint): number[] {
  // By way of hexadecimal text, which takes linear time.
  const hex = value.toString(16);
  const digits: number[] = [];
  let bits = 0;
  let size = 0;
  for (let i = hex.length - 1; i >= 0; i--) {
    bits |= Number.parseInt(hex[i], 16) << size;
    size += 4;
    if (size < DIGIT_BITS) continue;
    digits.push(bits & ((1 << DIGIT_BITS) - 1));
    bits >>= DIGIT_BITS;
    size -= DIGIT_BITS;
  }
  if (bits > 0) digits.push(bits);
  return digits;
}
