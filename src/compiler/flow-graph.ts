/**
 * The control-flow graph of a scope: blocks of instructions that are entered at their first instruction only (but for
 * exceptions) and that jump, if at all, in their last one. CPython: Python/flowgraph.c.
 *
 * Blocks are a list in the order of the code; control falls from one into the `next` unless its last instruction forbids it.
 * The passes over the graph are in the files flow-graph-*.ts; their order is in assemble.ts.
 */
import { HAS_CONST, HAS_EXCEPTION_HANDLER, HAS_JUMP, Op } from "../bytecode/opcodes.ts";
import type { InstructionSequence, Location } from "./instruction-sequence.ts";

// --- what kind of instruction an opcode is ---

const IS_JUMP = 1;
const IS_UNCONDITIONAL = 2;
const IS_SCOPE_EXIT = 4;
const IS_BLOCK_PUSH = 8;
const IS_EVAL_CHECK = 16;
const IS_CONST = 32;

const kinds = new Uint8Array(512);
for (const opcode of HAS_JUMP) kinds[opcode] |= IS_JUMP;
for (const opcode of HAS_EXCEPTION_HANDLER) kinds[opcode] |= IS_BLOCK_PUSH;
for (const opcode of HAS_CONST) kinds[opcode] |= IS_CONST;
for (const opcode of [
  ...[Op.JUMP, Op.JUMP_NO_INTERRUPT, Op.JUMP_FORWARD],
  ...[Op.JUMP_BACKWARD, Op.JUMP_BACKWARD_NO_INTERRUPT],
])
  kinds[opcode] |= IS_UNCONDITIONAL;
for (const opcode of [Op.RETURN_VALUE, Op.RETURN_CONST, Op.RAISE_VARARGS, Op.RERAISE, Op.INTERPRETER_EXIT])
  kinds[opcode] |= IS_SCOPE_EXIT;
for (const opcode of [Op.RESUME, Op.JUMP, Op.JUMP_BACKWARD, Op.CALL, Op.CALL_KW, Op.CALL_FUNCTION_EX])
  kinds[opcode] |= IS_EVAL_CHECK;

export function isJump(opcode: number): boolean {
  return (kinds[opcode] & IS_JUMP) !== 0;
}

export function isUnconditionalJump(opcode: number): boolean {
  return (kinds[opcode] & IS_UNCONDITIONAL) !== 0;
}

/** Leaves the frame: returns or raises. */
export function isScopeExit(opcode: number): boolean {
  return (kinds[opcode] & IS_SCOPE_EXIT) !== 0;
}

/** SETUP_FINALLY and its like: names the handler of what follows. */
export function isBlockPush(opcode: number): boolean {
  return (kinds[opcode] & IS_BLOCK_PUSH) !== 0;
}

/** Looks whether signals or other threads want something. */
export function isEvalCheck(opcode: number): boolean {
  return (kinds[opcode] & IS_EVAL_CHECK) !== 0;
}

export function hasConst(opcode: number): boolean {
  return (kinds[opcode] & IS_CONST) !== 0;
}

/** `target` is a block for these. */
export function hasTarget(opcode: number): boolean {
  return (kinds[opcode] & (IS_JUMP | IS_BLOCK_PUSH)) !== 0;
}

// --- instructions and blocks ---

export class FlowInstruction {
  target: Block | null = null;
  /** Where control goes when the instruction raises; null: out of the frame. */
  handler: Block | null = null;

  constructor(
    public opcode: number,
    public oparg: number,
    public loc: Location,
  ) {}

  /** Another instruction in its place of the source. */
  become(opcode: number, oparg: number): void {
    this.opcode = opcode;
    this.oparg = oparg;
  }

  copy(): FlowInstruction {
    const copy = new FlowInstruction(this.opcode, this.oparg, this.loc);
    copy.target = this.target;
    copy.handler = this.handler;
    return copy;
  }
}

/** The handlers around an instruction, the innermost first. */
export interface HandlerStack {
  handler: Block;
  outer: HandlerStack | null;
  depth: number;
}

export class Block {
  readonly instructions: FlowInstruction[] = [];
  next: Block | null = null;
  /** Something jumps or jumped here. */
  isTarget = false;
  /** Ways into the block, as of the last `removeUnreachable`; kept up roughly by later passes. */
  predecessors = 0;
  /** An exception handler starts here. */
  isHandler = false;
  /** As a handler: the stack holds the number of the instruction that raised. */
  preservesLasti = false;
  isCold = false;
  isWarm = false;
  /** For walks through the graph. */
  isVisited = false;
  handlers: HandlerStack | null = null;
  /** Depth of the stack at the entry; -1: not known. */
  startDepth = -1;
  /** Locals that may have no value at the entry: a bit for each of the first 64. */
  unsafeLow = 0;
  unsafeHigh = 0;
  /** Index of the first instruction in the code, while it is assembled. */
  index = -1;

  last(): FlowInstruction | undefined {
    return this.instructions[this.instructions.length - 1];
  }

  /** Control may leave the block at its end for the next one. */
  fallsThrough(): boolean {
    const last = this.last();
    return last === undefined || (kinds[last.opcode] & (IS_SCOPE_EXIT | IS_UNCONDITIONAL)) === 0;
  }

  exitsScope(): boolean {
    const last = this.last();
    return last !== undefined && isScopeExit(last.opcode);
  }

  hasNoLineNumbers(): boolean {
    for (const instruction of this.instructions) if (instruction.loc.lineno >= 0) return false;
    return true;
  }

  append(opcode: number, oparg: number, loc: Location): FlowInstruction {
    const instruction = new FlowInstruction(opcode, oparg, loc);
    this.instructions.push(instruction);
    return instruction;
  }

  insertAfter(block: Block): void {
    block.next = this.next;
    this.next = block;
  }
}

/** `block`, or the first behind it that has instructions. */
export function nonEmptyFrom(block: Block | null): Block | null {
  while (block !== null && block.instructions.length === 0) block = block.next;
  return block;
}

export class FlowGraph {
  readonly entry = new Block();

  /** The graph of a complete sequence. */
  constructor(sequence: InstructionSequence) {
    const { instructions } = sequence;
    const blockAt: Block[] = [];
    const isTargetAt = new Uint8Array(instructions.length + 1);
    for (const { opcode, oparg } of instructions) if (hasTarget(opcode)) isTargetAt[sequence.positionOf(oparg)] = 1;
    let block = this.entry;
    for (let i = 0; i < instructions.length; i++) {
      const { opcode, oparg, loc } = instructions[i];
      const last = block.last();
      if (last !== undefined && (isTargetAt[i] === 1 || (kinds[last.opcode] & (IS_JUMP | IS_SCOPE_EXIT)) !== 0)) {
        block.insertAfter(new Block());
        block = block.next as unknown as Block;
      }
      if (isTargetAt[i] === 1) {
        block.isTarget = true;
        blockAt[i] = block;
      }
      block.append(opcode, oparg, loc);
    }
    for (let b: Block | null = this.entry; b !== null; b = b.next) {
      for (const instruction of b.instructions) {
        if (hasTarget(instruction.opcode)) instruction.target = blockAt[sequence.positionOf(instruction.oparg)];
      }
    }
  }

  clearVisited(): void {
    for (let b: Block | null = this.entry; b !== null; b = b.next) b.isVisited = false;
  }
}
