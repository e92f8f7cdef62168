/**
 * The bytes of a finished graph: code with its EXTENDED_ARGs and caches, location table, exception table.
 * CPython: Python/assemble.c.
 */
import { ByteWriter } from "../bytecode/byte-writer.ts";
import { writeExceptionEntry } from "../bytecode/exception-table.ts";
import { LocationTableWriter } from "../bytecode/location-table.ts";
import { CACHE_ENTRIES, Op } from "../bytecode/opcodes.ts";
import { type Block, type FlowGraph, type FlowInstruction, isJump } from "./flow-graph.ts";
import { type Location, NO_LOCATION } from "./instruction-sequence.ts";

/** Code units of an instruction without its EXTENDED_ARGs, by opcode. */
const baseSizes = new Uint8Array(256).fill(1);
for (const [opcode, entries] of Object.entries(CACHE_ENTRIES)) baseSizes[Number(opcode)] += entries;

export interface EmittedCode {
  code: Uint8Array;
  locations: Uint8Array;
  exceptions: Uint8Array;
}

export function emitCode(graph: FlowGraph, firstLine: number): EmittedCode {
  const instructions = inSequence(graph);
  const offsets = resolveJumps(instructions);
  return {
    code: codeBytes(instructions, offsets[instructions.length]),
    locations: locationTable(instructions, offsets, firstLine),
    exceptions: exceptionTable(instructions, offsets),
  };
}

/** All instructions in order. Blocks learn where they start, jumps whether they go forwards. */
function inSequence(graph: FlowGraph): FlowInstruction[] {
  const instructions: FlowInstruction[] = [];
  for (let b: Block | null = graph.entry; b !== null; b = b.next) {
    b.index = instructions.length;
    for (const instruction of b.instructions) instructions.push(instruction);
  }
  for (let i = 0; i < instructions.length; i++) {
    const instruction = instructions[i];
    const { opcode, target } = instruction;
    if (!isJump(opcode)) continue;
    // Until offsets are known, the argument is as large as this, which decides about EXTENDED_ARG.
    instruction.oparg = (target as Block).index;
    const isForward = instruction.oparg > i;
    if (opcode === Op.JUMP) instruction.opcode = isForward ? Op.JUMP_FORWARD : Op.JUMP_BACKWARD;
    else if (opcode === Op.JUMP_NO_INTERRUPT)
      instruction.opcode = isForward ? Op.JUMP_FORWARD : Op.JUMP_BACKWARD_NO_INTERRUPT;
  }
  return instructions;
}

/** With its EXTENDED_ARGs and caches. */
function sizeOf({ opcode, oparg }: FlowInstruction): number {
  return baseSizes[opcode] + extendedArgs(oparg);
}

function extendedArgs(oparg: number): number {
  return (oparg > 0xff ? 1 : 0) + (oparg > 0xffff ? 1 : 0) + (oparg > 0xffffff ? 1 : 0);
}

/** Offsets in code units, and behind the last one the size. Sets the arguments of jumps: distances from what follows them. */
function resolveJumps(instructions: readonly FlowInstruction[]): Int32Array {
  const offsets = new Int32Array(instructions.length + 1);
  const jumps: number[] = [];
  for (let i = 0; i < instructions.length; i++) if (isJump(instructions[i].opcode)) jumps.push(i);
  for (let changed = true; changed; ) {
    changed = false;
    for (let i = 0; i < instructions.length; i++) offsets[i + 1] = offsets[i] + sizeOf(instructions[i]);
    for (const i of jumps) {
      const jump = instructions[i];
      const size = sizeOf(jump);
      jump.oparg = Math.abs(offsets[(jump.target as Block).index] - offsets[i + 1]);
      if (sizeOf(jump) !== size) changed = true;
    }
  }
  return offsets;
}

function codeBytes(instructions: readonly FlowInstruction[], size: number): Uint8Array {
  const code = new Uint8Array(size * 2);
  let at = 0;
  for (const { opcode, oparg } of instructions) {
    for (let count = extendedArgs(oparg); count > 0; count--) {
      code[at++] = Op.EXTENDED_ARG;
      code[at++] = oparg >>> (8 * count);
    }
    code[at] = opcode;
    code[at + 1] = oparg;
    at += 2 * baseSizes[opcode];
  }
  return code;
}

function locationTable(instructions: readonly FlowInstruction[], offsets: Int32Array, firstLine: number): Uint8Array {
  const writer = new ByteWriter(offsets[instructions.length]);
  const table = new LocationTableWriter(writer, firstLine);
  let loc = NO_LOCATION;
  let start = 0;
  for (let i = 0; i <= instructions.length; i++) {
    const isEnd = i === instructions.length;
    if (!isEnd && samePlace(instructions[i].loc, loc)) continue;
    table.add(loc.lineno, loc.end_lineno, loc.col_offset, loc.end_col_offset, offsets[i] - start);
    if (isEnd) break;
    loc = instructions[i].loc;
    start = offsets[i];
  }
  return writer.finish();
}

function samePlace(a: Location, b: Location): boolean {
  if (a === b) return true;
  return (
    a.lineno === b.lineno &&
    a.col_offset === b.col_offset &&
    a.end_lineno === b.end_lineno &&
    a.end_col_offset === b.end_col_offset
  );
}

function exceptionTable(instructions: readonly FlowInstruction[], offsets: Int32Array): Uint8Array {
  const writer = new ByteWriter();
  let handler: Block | null = null;
  let start = 0;
  for (let i = 0; i <= instructions.length; i++) {
    const next = i < instructions.length ? instructions[i].handler : null;
    if (next === handler) continue;
    if (handler !== null) {
      writeExceptionEntry(writer, {
        start: start * 2,
        end: offsets[i] * 2,
        handler: offsets[handler.index] * 2,
        depth: handler.startDepth - (handler.preservesLasti ? 2 : 1),
        lasti: handler.preservesLasti,
      });
    }
    start = offsets[i];
    handler = next;
  }
  return writer.finish();
}
