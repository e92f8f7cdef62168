/**
 * Shorter forms of a few instructions side by side, and jumps to jumps. What can be computed from constants alone has been
 * done on the tree; here are tests of constants, `is None`, tuples. CPython: optimize_load_const, optimize_basic_block.
 */
import type { Constant } from "../bytecode/code-object.ts";
import { Op } from "../bytecode/opcodes.ts";
import { type Block, type FlowGraph, FlowInstruction, hasTarget, nonEmptyFrom } from "./flow-graph.ts";
import type { ConstantList } from "./flow-graph-constants.ts";
import { applyStaticSwaps, shortenSwaps } from "./flow-graph-swaps.ts";

/** COMPARE_OP's argument: the result is made a bool. */
const COMPARE_TO_BOOL = 16;

export function optimizeBlocks(graph: FlowGraph, consts: ConstantList): void {
  for (let b: Block | null = graph.entry; b !== null; b = b.next) optimizeConstantUses(b, consts);
  for (let b: Block | null = graph.entry; b !== null; b = b.next) optimizeBlock(b, consts);
}

// --- constants ---

/** What follows a constant, or a copy of one, and can be decided now. */
function optimizeConstantUses({ instructions }: Block, consts: ConstantList): void {
  let opcode = 0;
  let oparg = 0;
  for (let i = 0; i + 1 < instructions.length; i++) {
    const instruction = instructions[i];
    const isCopyOfConstant = opcode === Op.LOAD_CONST && instruction.opcode === Op.COPY && instruction.oparg === 1;
    if (!isCopyOfConstant) ({ opcode, oparg } = instruction);
    if (opcode !== Op.LOAD_CONST) continue;
    const next = instructions[i + 1];
    switch (next.opcode) {
      case Op.POP_JUMP_IF_FALSE:
      case Op.POP_JUMP_IF_TRUE: {
        const jumps = isTrue(consts.at(oparg)) === (next.opcode === Op.POP_JUMP_IF_TRUE);
        instruction.become(Op.NOP, 0);
        if (jumps) next.opcode = Op.JUMP;
        else next.become(Op.NOP, 0);
        break;
      }
      case Op.IS_OP:
        if (consts.at(oparg).type === "None") optimizeIsNone(instructions, i);
        break;
      case Op.RETURN_VALUE:
        instruction.become(Op.NOP, 0);
        next.become(Op.RETURN_CONST, oparg);
        i++;
        break;
      case Op.TO_BOOL:
        next.become(Op.LOAD_CONST, consts.indexOf({ type: "bool", value: isTrue(consts.at(oparg)) }));
        instruction.become(Op.NOP, 0);
        break;
    }
  }
}

/** LOAD_CONST None, IS_OP and a jump: one jump. */
function optimizeIsNone(instructions: FlowInstruction[], i: number): void {
  const is = instructions[i + 1];
  let jump = instructions[i + 2];
  if (jump?.opcode === Op.TO_BOOL) {
    jump.become(Op.NOP, 0);
    jump = instructions[i + 3];
  }
  if (jump === undefined) return;
  let isNegated = is.oparg !== 0;
  if (jump.opcode === Op.POP_JUMP_IF_FALSE) isNegated = !isNegated;
  else if (jump.opcode !== Op.POP_JUMP_IF_TRUE) return;
  instructions[i].become(Op.NOP, 0);
  is.become(Op.NOP, 0);
  jump.opcode = isNegated ? Op.POP_JUMP_IF_NOT_NONE : Op.POP_JUMP_IF_NONE;
}

function isTrue(constant: Constant): boolean {
  switch (constant.type) {
    case "None":
      return false;
    case "bool":
      return constant.value;
    case "int":
      return constant.value !== 0n;
    case "float":
      return constant.value !== 0;
    case "complex":
      return constant.real !== 0 || constant.imag !== 0;
    case "str":
    case "bytes":
      return constant.value.length > 0;
    case "tuple":
    case "frozenset":
      return constant.items.length > 0;
    default:
      return true;
  }
}

// --- pairs of instructions ---

function optimizeBlock(block: Block, consts: ConstantList): void {
  const { instructions } = block;
  for (let i = 0; i < instructions.length; i++) {
    const instruction = instructions[i];
    if (hasTarget(instruction.opcode)) {
      instruction.target = nonEmptyFrom(instruction.target) as Block;
      if (threadJump(block, instruction)) i--;
    } else if (instruction.opcode === Op.SWAP) {
      if (instruction.oparg === 1) instruction.become(Op.NOP, 0);
    } else optimizePair(instructions, i, consts);
  }
  for (let i = 0; i < instructions.length; i++) {
    if (instructions[i].opcode !== Op.SWAP) continue;
    i = shortenSwaps(instructions, i);
    applyStaticSwaps(instructions, i);
  }
}

function optimizePair(instructions: FlowInstruction[], i: number, consts: ConstantList): void {
  const instruction = instructions[i];
  const next = i + 1 < instructions.length ? instructions[i + 1] : null;
  const nextOpcode = next === null ? -1 : next.opcode;
  const { opcode, oparg } = instruction;
  switch (opcode) {
    case Op.BUILD_TUPLE:
      if (nextOpcode === Op.UNPACK_SEQUENCE && next?.oparg === oparg && oparg >= 1 && oparg <= 3) {
        instruction.become(Op.NOP, 0);
        next.become(oparg === 1 ? Op.NOP : Op.SWAP, oparg === 1 ? 0 : oparg);
      } else foldTuple(instructions, i, consts);
      break;
    case Op.COMPARE_OP:
      if (nextOpcode === Op.TO_BOOL) replacePair(instructions, i, opcode, oparg | COMPARE_TO_BOOL);
      break;
    case Op.CONTAINS_OP:
    case Op.IS_OP:
      if (nextOpcode === Op.TO_BOOL) replacePair(instructions, i, opcode, oparg);
      break;
    case Op.TO_BOOL:
      if (nextOpcode === Op.TO_BOOL) instruction.become(Op.NOP, 0);
      break;
    case Op.UNARY_NOT:
      if (nextOpcode === Op.TO_BOOL) replacePair(instructions, i, Op.UNARY_NOT, 0);
      else if (nextOpcode === Op.UNARY_NOT) replacePair(instructions, i, Op.NOP, 0);
      break;
    case Op.LOAD_GLOBAL:
      if (nextOpcode === Op.PUSH_NULL && (oparg & 1) === 0) {
        instruction.oparg = oparg | 1;
        next?.become(Op.NOP, 0);
      }
      break;
    case Op.STORE_FAST:
      // Of two stores into one variable on a line only the second counts.
      if (nextOpcode === opcode && next?.oparg === oparg && next.loc.lineno === instruction.loc.lineno)
        instruction.become(Op.POP_TOP, 0);
      break;
  }
}

/** The second of two instructions does the work of both. */
function replacePair(instructions: FlowInstruction[], i: number, opcode: number, oparg: number): void {
  instructions[i].become(Op.NOP, 0);
  instructions[i + 1].become(opcode, oparg);
}

/** A tuple of constants becomes a constant. */
function foldTuple(instructions: FlowInstruction[], i: number, consts: ConstantList): void {
  const size = instructions[i].oparg;
  if (i < size) return;
  const items: Constant[] = [];
  for (let k = i - size; k < i; k++) {
    if (instructions[k].opcode !== Op.LOAD_CONST) return;
    items.push(consts.at(instructions[k].oparg));
  }
  for (let k = i - size; k < i; k++) instructions[k].become(Op.NOP, 0);
  instructions[i].become(Op.LOAD_CONST, consts.indexOf({ type: "tuple", items }));
}

// --- jumps to jumps ---

/** A jump to a jump goes on to the second one's target, by a new jump that stands on the second one's line. */
function threadJump(block: Block, instruction: FlowInstruction): boolean {
  const [next] = (instruction.target as Block).instructions;
  const opcode = threadedOpcode(instruction.opcode, next.opcode);
  if (opcode === -1 || instruction.target === next.target) return false;
  instruction.become(Op.NOP, 0);
  const jump = new FlowInstruction(opcode, 0, next.loc);
  jump.target = next.target;
  block.instructions.push(jump);
  return true;
}

/** -1: these two can't be joined. */
function threadedOpcode(first: number, second: number): number {
  switch (first) {
    case Op.POP_JUMP_IF_TRUE:
    case Op.POP_JUMP_IF_FALSE:
    case Op.POP_JUMP_IF_NONE:
    case Op.POP_JUMP_IF_NOT_NONE:
      return second === Op.JUMP ? first : -1;
    case Op.JUMP:
      return second === Op.JUMP || second === Op.JUMP_NO_INTERRUPT ? Op.JUMP : -1;
    case Op.JUMP_NO_INTERRUPT:
      return second === Op.JUMP || second === Op.JUMP_NO_INTERRUPT ? second : -1;
    default:
      return -1;
  }
}
