/** Code units as CPython's codegen gave them to its back end (scripts/record_units.py), and what our back end makes of them. */
import type { CodeObject, Constant } from "../../src/bytecode/code-object.ts";
import { CO_FAST_CELL, CO_FAST_FREE, CO_FAST_HIDDEN, CO_FAST_LOCAL } from "../../src/bytecode/code-object.ts";
import { assembleUnit, optimizeGraph } from "../../src/compiler/assemble.ts";
import { ConstantCache } from "../../src/compiler/constant-cache.ts";
import { type Block, FlowGraph, type FlowInstruction, hasTarget } from "../../src/compiler/flow-graph.ts";
import { ConstantList } from "../../src/compiler/flow-graph-constants.ts";
import { InstructionSequence } from "../../src/compiler/instruction-sequence.ts";

/** A constant: a letter for its type and its value; a code object is the number of its unit. */
type RecordedConstant = [string, ...unknown[]];

export interface RecordedUnit {
  /** Opcode, oparg (of jumps the index of an instruction), lineno, end_lineno, col_offset, end_col_offset. */
  instrs: number[][];
  consts: RecordedConstant[];
  nlocals: number;
  nparams: number;
  firstlineno: number;
  code: {
    argcount: number;
    posonlyargcount: number;
    kwonlyargcount: number;
    stacksize: number;
    flags: number;
    code: string;
    consts: RecordedConstant[];
    names: string[];
    name: string;
    qualname: string;
    firstlineno: number;
    linetable: string;
    exceptiontable: string;
  };
  /** co_localsplusnames, co_localspluskinds. */
  kinds: [string[], number[]];
}

/** What scripts/record_flow_graphs.py writes: a sequence and what CPython's flow graph has made of it. */
export interface RecordedGraph {
  instrs: number[][];
  consts: RecordedConstant[];
  nlocals: number;
  optimized: number[][];
  optimizedConsts: RecordedConstant[];
}

/** The code objects of one source file. */
export class UnitReplay {
  private readonly constants = new ConstantCache();
  private readonly codes: CodeObject[] = [];

  /** Ours for the next unit of the file. */
  assemble(unit: RecordedUnit): CodeObject {
    const { code } = unit;
    const [names, kinds] = unit.kinds;
    const ofKind = (kind: number) => names.filter((_, i) => (kinds[i] & kind) !== 0);
    const indexed = (list: string[], first = 0) => new Map(list.map((name, i) => [name, first + i]));
    // Sorted but for the cells that a class has of itself.
    const cells = ofKind(CO_FAST_CELL).sort((a, b) => rankOfCell(a) - rankOfCell(b) || byCodePoint(a, b));
    const result = assembleUnit(
      {
        name: code.name,
        qualname: code.qualname,
        consts: unit.consts.map((c) => this.constants.merge(this.constant(c))),
        names: code.names,
        varnames: indexed(ofKind(CO_FAST_LOCAL)),
        cellvars: indexed(cells),
        freevars: indexed(ofKind(CO_FAST_FREE), cells.length),
        fasthidden: new Set(ofKind(CO_FAST_HIDDEN)),
        argcount: code.argcount - code.posonlyargcount,
        posonlyargcount: code.posonlyargcount,
        kwonlyargcount: code.kwonlyargcount,
        firstlineno: unit.firstlineno,
      },
      sequenceOf(unit.instrs),
      { codeFlags: code.flags, filename: "<replay>", constants: this.constants },
    );
    this.codes.push(result);
    return result;
  }

  /** What differs, "" when nothing does. */
  compare(unit: RecordedUnit): string {
    const ours = this.assemble(unit);
    const { code } = unit;
    const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
    const wrong: string[] = [];
    const check = (what: string, found: unknown, expected: unknown) => {
      if (JSON.stringify(found) !== JSON.stringify(expected)) wrong.push(what);
    };
    check("code", hex(ours.co_code), code.code);
    check(
      "consts",
      ours.co_consts.map((c) => this.record(c)),
      code.consts,
    );
    check("stacksize", ours.co_stacksize, code.stacksize);
    check("linetable", hex(ours.co_linetable), code.linetable);
    check("exceptiontable", hex(ours.co_exceptiontable), code.exceptiontable);
    check("localsplus", [ours.co_localsplusnames, [...ours.co_localspluskinds]], unit.kinds);
    check("argcount", ours.co_argcount, code.argcount);
    return wrong.join(" ");
  }

  /** Ours of a recorded graph, in its form. */
  optimize({ instrs, consts, nlocals }: RecordedGraph): Pick<RecordedGraph, "optimized" | "optimizedConsts"> {
    const graph = new FlowGraph(sequenceOf(instrs));
    const constants = consts.map((c) => this.constants.merge(this.constant(c)));
    optimizeGraph(graph, new ConstantList(constants, this.constants), nlocals, 0);
    const all: FlowInstruction[] = [];
    for (let b: Block | null = graph.entry; b !== null; b = b.next) {
      b.index = all.length;
      all.push(...b.instructions);
    }
    const optimized = all.map(({ opcode, oparg, target, loc }) => {
      const argument = hasTarget(opcode) && target !== null ? target.index : oparg;
      return [opcode, argument, loc.lineno, loc.end_lineno, loc.col_offset, loc.end_col_offset];
    });
    return { optimized, optimizedConsts: constants.map((c) => this.record(c)) };
  }

  private constant([type, value]: RecordedConstant): Constant {
    const bytes = () => Uint8Array.from(Buffer.from(value as string, "hex"));
    const doubles = () => new DataView(bytes().buffer);
    switch (type) {
      case "N":
        return { type: "None" };
      case "E":
        return { type: "Ellipsis" };
      case "T":
      case "F":
        return { type: "bool", value: type === "T" };
      case "i":
        return { type: "int", value: BigInt(value as string) };
      case "f":
        return { type: "float", value: doubles().getFloat64(0) };
      case "c":
        return { type: "complex", real: doubles().getFloat64(0), imag: doubles().getFloat64(8) };
      case "s":
        return { type: "str", value: value as string };
      case "u":
        return { type: "str", value: "", codePoints: Uint32Array.from(value as number[]) };
      case "b":
        return { type: "bytes", value: bytes() };
      case "t":
        return { type: "tuple", items: (value as RecordedConstant[]).map((c) => this.constant(c)) };
      case "z":
        return { type: "frozenset", items: (value as RecordedConstant[]).map((c) => this.constant(c)) };
      case "C":
        return { type: "code", code: this.codes[value as number] };
      default:
        throw new Error(`constant of type ${type}`);
    }
  }

  private record(constant: Constant): RecordedConstant {
    const doubles = (...values: number[]) => {
      const view = new DataView(new ArrayBuffer(8 * values.length));
      values.forEach((x, i) => {
        view.setFloat64(8 * i, x);
      });
      return Buffer.from(view.buffer).toString("hex");
    };
    switch (constant.type) {
      case "None":
      case "Ellipsis":
        return [constant.type[0]];
      case "bool":
        return [constant.value ? "T" : "F"];
      case "int":
        return ["i", String(constant.value)];
      case "float":
        return ["f", doubles(constant.value)];
      case "complex":
        return ["c", doubles(constant.real, constant.imag)];
      case "str":
        return constant.codePoints ? ["u", [...constant.codePoints]] : ["s", constant.value];
      case "bytes":
        return ["b", Buffer.from(constant.value).toString("hex")];
      case "tuple":
        return ["t", constant.items.map((c) => this.record(c))];
      case "frozenset":
        return ["z", constant.items.map((c) => this.record(c))];
      case "code":
        return ["C", this.codes.indexOf(constant.code)];
    }
  }
}

function rankOfCell(name: string): number {
  return name === "__class__" ? 1 : name === "__classdict__" ? 2 : 0;
}

function byCodePoint(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function sequenceOf(instrs: readonly number[][]): InstructionSequence {
  const sequence = new InstructionSequence();
  const labels = new Map<number, number>();
  for (const [opcode, oparg] of instrs) {
    if (hasTarget(opcode) && !labels.has(oparg)) labels.set(oparg, sequence.newLabel());
  }
  instrs.forEach(([opcode, oparg, lineno, end_lineno, col_offset, end_col_offset], i) => {
    const label = labels.get(i);
    if (label !== undefined) sequence.useLabel(label);
    const argument = hasTarget(opcode) ? (labels.get(oparg) as number) : oparg;
    sequence.emit(opcode, argument, { lineno, end_lineno, col_offset, end_col_offset });
  });
  return sequence;
}
