/** A tree record (tree-record.ts) to a syntax tree. */
import type { Constant } from "../bytecode/code-object.ts";
import { readMarshal } from "../bytecode/marshal-read.ts";
import { decodeUtf8 } from "../bytecode/utf8.ts";
import type { ConstantValue, Mod } from "./ast.ts";
import { NODE_CLASSES, type NodeClass } from "./ast-fields.ts";
import { Form, Tag } from "./tree-record.ts";

export interface RecordedTree {
  tree: Mod;
  /** Nodes whose constant is none, each with the name of the offending type; they hold None instead. */
  invalidConstants: ReadonlyMap<object, string>;
}

/** The tree of a record that the runtime has written. Works off a stack of its own. */
export function readTreeRecord(record: Uint8Array): RecordedTree {
  return new TreeReader(record).read();
}

type Node = { kind: string } & Record<string, unknown>;

/** A node or a list that is not complete. */
interface Frame {
  node: Node;
  of: NodeClass;
  /** The field to come. */
  next: number;
  /** The list that is that field, and how many values it still gets. */
  list: unknown[] | null;
  missing: number;
}

class TreeReader {
  private readonly view: DataView;
  private readonly texts: string[] = [];
  private readonly frames: Frame[] = [];
  private readonly invalid = new Map<object, string>();
  private at = 0;

  constructor(private readonly record: Uint8Array) {
    this.view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  }

  read(): RecordedTree {
    const root: Frame = this.begin(this.number() >>> 3);
    this.frames.push(root);
    for (let frame = this.frames.at(-1); frame !== undefined; frame = this.frames.at(-1)) this.step(frame);
    return { tree: root.node as unknown as Mod, invalidConstants: this.invalid };
  }

  private begin(number: number): Frame {
    const of = NODE_CLASSES[number];
    return { node: { kind: of.kind }, of, next: 0, list: null, missing: 0 };
  }

  /** Reads one value of the innermost node, or completes it. */
  private step(frame: Frame): void {
    const { node, of } = frame;
    if (frame.list !== null && frame.missing === 0) {
      frame.list = null;
      frame.next++;
      return;
    }
    if (frame.next === of.fields.length) {
      if (of.hasPosition) this.place(node);
      this.frames.pop();
      return;
    }
    const head = this.number();
    if ((head & 7) === Tag.List) {
      frame.list = node[of.fields[frame.next]] = [];
      frame.missing = head >>> 3;
      return;
    }
    const value = this.value(head, node);
    if (frame.list === null) node[of.fields[frame.next++]] = value;
    else {
      frame.list.push(value);
      frame.missing--;
    }
  }

  private value(head: number, holder: Node): unknown {
    const payload = head >>> 3;
    switch (head & 7) {
      case Tag.Node: {
        const frame = this.begin(payload);
        this.frames.push(frame);
        return frame.node;
      }
      case Tag.Word:
        return NODE_CLASSES[payload].kind;
      case Tag.Text:
        if (payload === this.texts.length) this.texts.push(decodeUtf8(this.bytes()).value);
        return this.texts[payload];
      case Tag.Int:
        return this.signed();
      case Tag.Constant:
        return this.constant(payload, holder);
      default:
        return null;
    }
  }

  private place(node: Node): void {
    node.lineno = this.signed();
    node.col_offset = this.signed();
    node.end_lineno = this.signed();
    node.end_col_offset = this.signed();
  }

  private constant(form: Form, holder: Node): ConstantValue {
    switch (form) {
      case Form.None:
        return { type: "None" };
      case Form.False:
      case Form.True:
        return { type: "bool", value: form === Form.True };
      case Form.Ellipsis:
        return { type: "Ellipsis" };
      case Form.Int:
        return { type: "int", value: BigInt(this.signed()) };
      case Form.Str:
        return { type: "str", ...decodeUtf8(this.bytes()) };
      case Form.Bytes:
        return { type: "bytes", value: this.bytes() };
      case Form.Float:
        return { type: "float", value: this.double() };
      case Form.Complex:
        return { type: "complex", real: this.double(), imag: this.double() };
      case Form.Marshal:
        return readMarshal(this.bytes()) as Exclude<Constant, { type: "code" }> as ConstantValue;
      case Form.Invalid:
        return this.invalidConstant(holder);
      case Form.Tuple:
        return { type: "tuple", items: this.items(holder) };
      case Form.Frozenset:
        return { type: "frozenset", items: this.items(holder) };
    }
  }

  /** The first of a node's is the one that CPython finds. */
  private invalidConstant(holder: Node): ConstantValue {
    const type = decodeUtf8(this.bytes()).value;
    if (!this.invalid.has(holder)) this.invalid.set(holder, type);
    return { type: "None" };
  }

  private items(holder: Node): ConstantValue[] {
    const count = this.number();
    return Array.from({ length: count }, () => this.constant(this.number() >>> 3, holder));
  }

  private double(): number {
    this.at += 8;
    return this.view.getFloat64(this.at - 8, true);
  }

  private bytes(): Uint8Array {
    const size = this.number();
    this.at += size;
    return this.record.slice(this.at - size, this.at);
  }

  private signed(): number {
    const value = this.number();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  private number(): number {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = this.record[this.at++];
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value;
    }
  }
}
