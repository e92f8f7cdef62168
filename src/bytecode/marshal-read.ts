/**
 * Marshal data to constants and code objects: all that a .pyc file or our own `writeMarshal` has in it. CPython: the r_*
 * functions of Python/marshal.c. Lists, dicts and sets, which code objects never hold, are refused.
 */
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
import { decodeUtf8 } from "./utf8.ts";

/** The first value in the data. Throws RangeError where data ends too early or is not in the format. */
export function readMarshal(data: Uint8Array): Constant {
  return new MarshalReader(data).constant();
}

class MarshalReader {
  private readonly data: Uint8Array;
  private readonly view: DataView;
  private at = 0;
  /** Objects by their reference number. */
  private readonly refs: (Constant | null)[] = [];
  /** So that one tuple of names is one array. */
  private readonly namesOf = new Map<Constant, string[]>();

  constructor(source: Uint8Array) {
    // Not the source itself: it may be a Buffer, whose slices are no copies.
    this.data = new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
    this.view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  }

  constant(): Constant {
    const byte = this.byte();
    const type = byte & ~FLAG_REF;
    if (type === TYPE_REF) return this.reference();
    if (type === TYPE_TUPLE || type === TYPE_SMALL_TUPLE) {
      const size = type === TYPE_TUPLE ? this.long() : this.byte();
      const tuple: Constant = { type: "tuple", items: [] };
      if ((byte & FLAG_REF) !== 0) this.refs.push(tuple);
      for (let i = 0; i < size; i++) tuple.items.push(this.constant());
      return tuple;
    }
    if ((byte & FLAG_REF) === 0) return this.value(type);
    const number = this.refs.push(null) - 1;
    const value = this.value(type);
    this.refs[number] = value;
    return value;
  }

  private value(type: number): Constant {
    switch (type) {
      case TYPE_NONE:
        return { type: "None" };
      case TYPE_ELLIPSIS:
        return { type: "Ellipsis" };
      case TYPE_FALSE:
      case TYPE_TRUE:
        return { type: "bool", value: type === TYPE_TRUE };
      case TYPE_INT:
        return { type: "int", value: BigInt(this.long()) };
      case TYPE_LONG:
        return { type: "int", value: this.digits() };
      case TYPE_BINARY_FLOAT:
        return { type: "float", value: this.double() };
      case TYPE_BINARY_COMPLEX:
        return { type: "complex", real: this.double(), imag: this.double() };
      case TYPE_STRING:
        return { type: "bytes", value: this.bytes(this.long()).slice() };
      case TYPE_SHORT_ASCII:
        return { type: "str", ...decodeUtf8(this.bytes(this.byte())) };
      case TYPE_SHORT_ASCII_INTERNED:
        return { type: "str", ...decodeUtf8(this.bytes(this.byte())), isInterned: true };
      case TYPE_ASCII:
      case TYPE_UNICODE:
        return { type: "str", ...decodeUtf8(this.bytes(this.long())) };
      case TYPE_ASCII_INTERNED:
      case TYPE_INTERNED:
        return { type: "str", ...decodeUtf8(this.bytes(this.long())), isInterned: true };
      case TYPE_FROZENSET:
        return { type: "frozenset", items: Array.from({ length: this.long() }, () => this.constant()) };
      case TYPE_CODE:
        return { type: "code", code: this.code() };
      default:
        throw new RangeError(`marshal data of type ${type} at ${this.at - 1}`);
    }
  }

  private reference(): Constant {
    const value = this.refs[this.long()];
    if (!value) throw new RangeError(`bad reference in marshal data at ${this.at - 4}`);
    return value;
  }

  /** Evaluated in the order of the data. */
  private code(): CodeObject {
    return {
      co_argcount: this.long(),
      co_posonlyargcount: this.long(),
      co_kwonlyargcount: this.long(),
      co_stacksize: this.long(),
      co_flags: this.long(),
      co_code: this.bytesValue(),
      co_consts: this.tupleValue(),
      co_names: this.names(),
      co_localsplusnames: this.names(),
      co_localspluskinds: this.bytesValue(),
      co_filename: this.text(),
      co_name: this.text(),
      co_qualname: this.text(),
      co_firstlineno: this.long(),
      co_linetable: this.bytesValue(),
      co_exceptiontable: this.bytesValue(),
    };
  }

  private bytesValue(): Uint8Array {
    const constant = this.constant();
    if (constant.type !== "bytes") throw new RangeError(`code object with ${constant.type} for bytes`);
    return constant.value;
  }

  private tupleValue(): Constant[] {
    const constant = this.constant();
    if (constant.type !== "tuple") throw new RangeError(`code object with ${constant.type} for tuple`);
    return constant.items;
  }

  private text(): string {
    const constant = this.constant();
    if (constant.type !== "str") throw new RangeError(`code object with ${constant.type} for str`);
    return constant.value;
  }

  private names(): string[] {
    const tuple = this.constant();
    let names = this.namesOf.get(tuple);
    if (names === undefined) {
      if (tuple.type !== "tuple") throw new RangeError(`code object with ${tuple.type} for tuple`);
      names = tuple.items.map((item) => {
        if (item.type !== "str") throw new RangeError(`code object with ${item.type} for a name`);
        return item.value;
      });
      this.namesOf.set(tuple, names);
    }
    return names;
  }

  private take(size: number): number {
    const { at } = this;
    if (size < 0 || at + size > this.data.length) throw new RangeError("marshal data too short");
    this.at += size;
    return at;
  }

  private byte(): number {
    return this.data[this.take(1)];
  }

  private long(): number {
    return this.view.getInt32(this.take(4), true);
  }

  private double(): number {
    return this.view.getFloat64(this.take(8), true);
  }

  private bytes(size: number): Uint8Array {
    const at = this.take(size);
    return this.data.subarray(at, at + size);
  }

  private digits(): bigint {
    const size = this.long();
    let at = this.take(2 * Math.abs(size)) + 2 * Math.abs(size);
    let value = 0n;
    for (let i = 0; i < Math.abs(size); i++) {
      at -= 2;
      value = (value << BigInt(DIGIT_BITS)) | BigInt(this.view.getUint16(at, true));
    }
    return size < 0 ? -value : value;
  }
}
