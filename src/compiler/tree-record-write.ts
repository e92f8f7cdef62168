/** A syntax tree to a tree record (tree-record.ts). */
import { ByteWriter } from "../bytecode/byte-writer.ts";
import { writeMarshal } from "../bytecode/marshal-write.ts";
import { encodeUtf8 } from "../bytecode/utf8.ts";
import type { ConstantValue, Mod } from "./ast.ts";
import { nodeClass } from "./ast-fields.ts";
import { Form, Tag } from "./tree-record.ts";

/** The record of `tree`. Works off a stack of its own, because trees nest deeper than the engine's. */
export function writeTreeRecord(tree: Mod): Uint8Array {
  return new TreeWriter().write(tree);
}

type Node = { kind: string } & Record<string, unknown>;

/** A node's place is still to be written. */
class Place {
  constructor(readonly node: Node) {}
}

/** A constant, which is no node. */
class Wrapped {
  constructor(readonly constant: ConstantValue) {}
}

/** A word, which is no text. */
class Word {
  constructor(readonly kind: string) {}
}

function word(kind: string): Word {
  return new Word(kind);
}

const LARGEST_INT = 2n ** 47n;

class TreeWriter {
  private readonly out = new ByteWriter(4096);
  private readonly texts = new Map<string, number>();
  private readonly pending: unknown[] = [];

  write(tree: Mod): Uint8Array {
    this.pending.push(tree);
    while (this.pending.length > 0) this.value(this.pending.pop());
    return this.out.finish();
  }

  private value(value: unknown): void {
    if (value === null || value === undefined) this.out.byte(Tag.Absent);
    else if (typeof value === "string") this.text(value);
    else if (typeof value === "number") {
      this.out.byte(Tag.Int);
      this.signed(value);
    } else if (Array.isArray(value)) {
      this.number(value.length * 8 + Tag.List);
      for (let i = value.length - 1; i >= 0; i--) this.pending.push(value[i]);
    } else if (value instanceof Place) this.place(value.node);
    else if (value instanceof Wrapped) this.constant(value.constant);
    else if (value instanceof Word) this.number(nodeClass(value.kind).number * 8 + Tag.Word);
    else this.node(value as Node);
  }

  private node(node: Node): void {
    const { number, fields, hasPosition } = nodeClass(node.kind);
    const { pending } = this;
    this.number(number * 8 + Tag.Node);
    if (hasPosition) pending.push(new Place(node));
    const holdsConstant = node.kind === "Constant" || node.kind === "MatchSingleton";
    for (let i = fields.length - 1; i >= 0; i--) {
      const field = fields[i];
      const value = node[field];
      if (holdsConstant && field === "value") pending.push(new Wrapped(value as ConstantValue));
      else if (field === "op" || field === "ctx") pending.push(word(value as string));
      else if (field === "ops") pending.push((value as string[]).map(word));
      else pending.push(field === "type_ignores" ? (value ?? []) : value);
    }
  }

  private place(node: Node): void {
    this.signed(node.lineno as number);
    this.signed(node.col_offset as number);
    this.signed(node.end_lineno as number);
    this.signed(node.end_col_offset as number);
  }

  private text(value: string): void {
    const known = this.texts.get(value);
    if (known !== undefined) {
      this.number(known * 8 + Tag.Text);
      return;
    }
    const number = this.texts.size;
    this.texts.set(value, number);
    this.number(number * 8 + Tag.Text);
    this.bytes(encodeUtf8(value));
  }

  private constant(value: ConstantValue): void {
    const { out } = this;
    const form = formOf(value);
    out.byte(form * 8 + Tag.Constant);
    switch (form) {
      case Form.Int: {
        const { value: int } = value as { value: bigint };
        this.signed(Number(int));
        break;
      }
      case Form.Str: {
        const text = value as { value: string; codePoints?: Uint32Array };
        this.bytes(encodeUtf8(text.value, text.codePoints));
        break;
      }
      case Form.Bytes:
        this.bytes((value as { value: Uint8Array }).value);
        break;
      case Form.Float:
        out.double((value as { value: number }).value);
        break;
      case Form.Complex: {
        const complex = value as { real: number; imag: number };
        out.double(complex.real);
        out.double(complex.imag);
        break;
      }
      case Form.Tuple:
      case Form.Frozenset: {
        const { items } = value as { items: ConstantValue[] };
        this.number(items.length);
        for (const item of items) this.constant(item);
        break;
      }
      case Form.Marshal:
        this.bytes(writeMarshal(value));
    }
  }

  private bytes(bytes: Uint8Array): void {
    this.number(bytes.length);
    this.out.append(bytes);
  }

  private signed(value: number): void {
    this.number(value < 0 ? -value * 2 - 1 : value * 2);
  }

  private number(value: number): void {
    let rest = value;
    for (; rest > 0x7f; rest = Math.floor(rest / 128)) this.out.byte((rest & 0x7f) | 0x80);
    this.out.byte(rest);
  }
}

function formOf(value: ConstantValue): Form {
  switch (value.type) {
    case "None":
      return Form.None;
    case "bool":
      return value.value ? Form.True : Form.False;
    case "Ellipsis":
      return Form.Ellipsis;
    case "int":
      return value.value > -LARGEST_INT && value.value < LARGEST_INT ? Form.Int : Form.Marshal;
    case "str":
      return Form.Str;
    case "bytes":
      return Form.Bytes;
    case "float":
      return Form.Float;
    case "complex":
      return Form.Complex;
    case "tuple":
      return Form.Tuple;
    case "frozenset":
      return Form.Frozenset;
  }
}
