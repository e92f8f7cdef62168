/**
 * References of frames (on the data stack, in generators, in frame objects) and of code objects. CPython:
 * _PyFrame_Traverse of Python/frame.c, gen_traverse, frame_traverse, code_dealloc.
 *
 * A frame owns its code, function, locals mapping, frame object, fast locals and value stack; globals and builtins are
 * borrowed from the function.
 */
import { EDGE_KIND_SHIFT, EdgeKind } from "./heap-image.ts";
import type { ImageBuilder } from "./image-builder.ts";
import { PythonText } from "./python-text.ts";
import { POINTER_BYTES } from "./runtime-layout.ts";

const LOCAL = EdgeKind.LOCAL << EDGE_KIND_SHIFT;
const STACK = EdgeKind.STACK << EDGE_KIND_SHIFT;

/** Tables of _PyCoMonitoringData: bytes per code unit. */
const MONITORING_TABLES = { tools: 1, lines: 2, line_tools: 1, per_instruction_opcodes: 2, per_instruction_tools: 1 };

export class FrameReader {
  private readonly fields: [number, number][];
  private readonly frameSize: number;
  private readonly cleared: number;
  private readonly ownedBy: { generator: number; frameObject: number; cStack: number };
  private readonly codeField: number;
  private readonly text: PythonText;

  constructor(private readonly builder: ImageBuilder) {
    const { layout } = builder.memory;
    const owned = ["f_executable", "f_funcobj", "f_locals", "frame_obj"];
    this.fields = owned.map((name) => [layout.offset("_PyInterpreterFrame", name), builder.names.number(name)]);
    this.codeField = builder.names.number("f_executable");
    this.frameSize = layout.size("_PyInterpreterFrame");
    this.cleared = layout.constant("FRAME_CLEARED");
    this.ownedBy = {
      generator: layout.constant("FRAME_OWNED_BY_GENERATOR"),
      frameObject: layout.constant("FRAME_OWNED_BY_FRAME_OBJECT"),
      cStack: layout.constant("FRAME_OWNED_BY_CSTACK"),
    };
    this.text = new PythonText(builder.memory);
  }

  private ownerOf(frame: number): number {
    return this.builder.memory.u8[frame + this.builder.memory.layout.offset("_PyInterpreterFrame", "owner")];
  }

  /** The references of the frame at `frame`, which belong to the present holder. */
  private readFrame(frame: number): void {
    const { builder } = this;
    const { memory } = builder;
    for (const [offset, name] of this.fields) builder.edge(memory.word(frame + offset), name);
    const code = memory.field(frame, "_PyInterpreterFrame", "f_executable");
    const top = memory.signedField(frame, "_PyInterpreterFrame", "stacktop");
    const locals = memory.field(code, "PyCodeObject", "co_nlocalsplus");
    const count = top < 0 ? locals : top;
    if (top < 0) builder.fault(frame, "a frame that runs: what is on its value stack cannot be told");
    const names = memory.field(code, "PyCodeObject", "co_localsplusnames") + memory.layout.size("PyTupleObject");
    for (let i = 0; i < count; i++) {
      const value = memory.word(frame + this.frameSize + i * POINTER_BYTES);
      if (value === 0) continue;
      const name =
        i < locals ? LOCAL | Math.max(builder.reach(memory.word(names + i * POINTER_BYTES)), 0) : STACK | (i - locals);
      builder.edge(value, name);
    }
  }

  /** A generator, coroutine or asynchronous generator. Bytes of its frame. */
  readGenerator(gen: number): number {
    const { builder } = this;
    const { memory } = builder;
    const frame = gen + memory.layout.size("PyGenObject");
    const state = (memory.u8[gen + memory.layout.offset("PyGenObject", "gi_frame_state")] << 24) >> 24;
    const code = memory.field(frame, "_PyInterpreterFrame", "f_executable");
    if (state === this.cleared) builder.edge(code, this.codeField);
    else this.readFrame(frame);
    return this.frameSize + this.slotsOf(code) * POINTER_BYTES;
  }

  /** Locals and value stack of frames of the code at `code`, in slots. */
  private slotsOf(code: number): number {
    const { memory } = this.builder;
    if (memory.field(code, "PyObject", "ob_type") !== memory.symbol("PyCode_Type")) return 0;
    return memory.field(code, "PyCodeObject", "co_nlocalsplus") + memory.field(code, "PyCodeObject", "co_stacksize");
  }

  /** A frame object, which may own its frame. Bytes behind its fields. */
  readFrameObject(o: number): number {
    const { memory } = this.builder;
    const frame = memory.field(o, "PyFrameObject", "f_frame");
    if (frame !== 0 && this.ownerOf(frame) === this.ownedBy.frameObject) this.readFrame(frame);
    return this.frameSize + this.slotsOf(memory.field(frame, "_PyInterpreterFrame", "f_executable")) * POINTER_BYTES;
  }

  /** The frames that are being executed, innermost first: each is a root, except those inside generators. */
  readRunningFrames(): void {
    const { builder } = this;
    const { memory } = builder;
    let frame = memory.field(memory.symbol("tstate"), "PyThreadState", "current_frame");
    while (frame !== 0) {
      const owner = this.ownerOf(frame);
      if (owner !== this.ownedBy.cStack && owner !== this.ownedBy.generator) {
        builder.beginRoot(`frame of ${this.nameOf(frame)}`);
        this.readFrame(frame);
      }
      frame = memory.field(frame, "_PyInterpreterFrame", "previous");
    }
  }

  private nameOf(frame: number): string {
    const { memory } = this.builder;
    const code = memory.field(frame, "_PyInterpreterFrame", "f_executable");
    return this.text.text(memory.field(code, "PyCodeObject", "co_qualname"));
  }

  /** What a code object has noted for tools that watch it: a record and up to five tables. */
  private ownMonitoring(code: number): void {
    const { builder } = this;
    const { memory } = builder;
    const record = memory.field(code, "PyCodeObject", "_co_monitoring");
    if (record === 0) return;
    builder.own(record, memory.layout.size("_PyCoMonitoringData"), "_co_monitoring");
    const units = memory.field(code, "PyVarObject", "ob_size");
    for (const [table, bytes] of Object.entries(MONITORING_TABLES)) {
      const address = memory.field(record, "_PyCoMonitoringData", table);
      if (address !== 0) builder.own(address, units * bytes, `_co_monitoring.${table}`);
    }
  }

  /** A code object: what it computed once lies in a block of its own. Bytes of its code. */
  readCode(code: number): number {
    const { builder } = this;
    const { memory } = builder;
    const cached = memory.field(code, "PyCodeObject", "_co_cached");
    if (cached !== 0) {
      builder.own(cached, memory.layout.size("_PyCoCached"), "_co_cached");
      for (const { name, offset } of memory.layout.objectFields("_PyCoCached")) {
        builder.edge(memory.word(cached + offset), builder.names.number(name));
      }
    }
    this.ownMonitoring(code);
    return memory.field(code, "PyVarObject", "ob_size") * 2;
  }
}
