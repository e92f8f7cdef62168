/**
 * Short texts that tell people which object it is: `'user:42'`, `42`, `Node`, `load`, `of 50`. Together with the type's
 * name: "str 'user:42'", "list of 50", "function load". Made while the image is taken, from memory alone.
 */
import { GrowableU8, GrowableU32 } from "./growable.ts";
import type { ImageBuilder } from "./image-builder.ts";
import { PythonText } from "./python-text.ts";
import { Scan } from "./type-structs.ts";

/** Characters of a str or bytes that are shown. */
const MOST_CHARACTERS = 48;

/** Structs whose instances go by a name: the field that holds it (a str). */
const NAMED: Readonly<Record<string, string>> = {
  PyFunctionObject: "func_qualname",
  PyModuleObject: "md_name",
  PyMethodDescrObject: "d_name",
  PyMemberDescrObject: "d_name",
  PyGetSetDescrObject: "d_name",
  PyWrapperDescrObject: "d_name",
  PyCodeObject: "co_qualname",
  PyGenObject: "gi_qualname",
};

export class LabelWriter {
  readonly start = new GrowableU32();
  readonly bytes = new GrowableU8();
  private readonly text: PythonText;
  private readonly encoder = new TextEncoder();

  constructor(private readonly builder: ImageBuilder) {
    this.text = new PythonText(builder.memory);
  }

  /** Appends the label of object `number`; to be called for all in their order. */
  add(number: number): void {
    this.start.push(this.bytes.length);
    const label = this.labelOf(number);
    if (label === "") return;
    this.bytes.reserve(label.length * 3);
    const { written } = this.encoder.encodeInto(label, this.bytes.data.subarray(this.bytes.length));
    this.bytes.length += written;
  }

  private labelOf(number: number): string {
    const { builder } = this;
    const { memory } = builder;
    const o = builder.address.data[number];
    const plan = builder.planOf(number);
    switch (plan.scan) {
      case Scan.STR:
        return this.quoted(this.text.text(o, MOST_CHARACTERS + 1));
      case Scan.BYTES:
        return `b${this.quoted(this.byteText(o))}`;
      case Scan.INT:
        return plan.name === "bool" ? (this.text.int(o) ? "True" : "False") : this.intText(o);
      case Scan.TYPE:
        return memory.text(memory.field(o, "PyTypeObject", "tp_name"));
      case Scan.TUPLE:
      case Scan.LIST:
        return `of ${memory.field(o, "PyVarObject", "ob_size")}`;
      case Scan.DICT:
        return `of ${memory.field(o, "PyDictObject", "ma_used")}`;
      case Scan.SET:
        return `of ${memory.field(o, "PySetObject", "used")}`;
    }
    return this.fieldLabel(o, plan.struct);
  }

  private fieldLabel(o: number, struct: string): string {
    const { memory } = this.builder;
    if (struct === "PyFloatObject")
      return floatText(memory.view.getFloat64(o + memory.layout.offset(struct, "ob_fval"), true));
    if (struct === "PyCFunctionObject") {
      return memory.text(memory.field(memory.field(o, struct, "m_ml"), "PyMethodDef", "ml_name"));
    }
    const field = NAMED[struct];
    const name = field ? memory.field(o, struct, field) : 0;
    return name !== 0 && this.isStr(name) ? this.text.text(name) : "";
  }

  private isStr(o: number): boolean {
    const type = this.builder.memory.field(o, "PyObject", "ob_type");
    return this.builder.plans.of(type)?.scan === Scan.STR;
  }

  private intText(o: number): string {
    const value = this.text.int(o);
    if (value !== undefined) return String(value);
    return `of ${this.builder.memory.field(o, "PyLongObject", "lv_tag") >>> 3} digits of 30 bits`;
  }

  private byteText(o: number): string {
    const { memory } = this.builder;
    const count = Math.min(memory.field(o, "PyVarObject", "ob_size"), MOST_CHARACTERS + 1);
    const { offset } = { offset: memory.layout.size("PyBytesObject") };
    return String.fromCharCode(...memory.u8.subarray(o + offset, o + offset + count));
  }

  /** In quotes, control characters escaped, cut short with an ellipsis. */
  private quoted(text: string): string {
    const points = [...text];
    const cut = points.length > MOST_CHARACTERS ? `${points.slice(0, MOST_CHARACTERS).join("")}…` : text;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is escaped
    const escaped = cut.replace(/[\x00-\x1f\x7f\\']|[\ud800-\udfff](?![\udc00-\udfff])/g, escapeCharacter);
    return `'${escaped}'`;
  }
}

function escapeCharacter(c: string): string {
  if (c === "\n") return "\\n";
  if (c === "'" || c === "\\") return `\\${c}`;
  const code = c.charCodeAt(0);
  return code < 256 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u${code.toString(16)}`;
}

/** As Python writes it, nearly. */
function floatText(value: number): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  return Number.isInteger(value) && Math.abs(value) < 1e16 ? value.toFixed(1) : String(value);
}
