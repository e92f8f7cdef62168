/**
 * Removal of what is not needed: unreachable blocks, NOPs, jumps to the next block, pairs that undo each other; and
 * copying of small blocks to where they are jumped to. CPython: Python/flowgraph.c.
 */
import { Op } from "../bytecode/opcodes.ts";
import {
  type Block,
  type FlowGraph,
  type FlowInstruction,
  hasTarget,
  isJump,
  isUnconditionalJump,
  nonEmptyFrom,
} from "./flow-graph.ts";

/** Blocks that leave the scope are copied up to this number of instructions. */
const MAX_COPY_SIZE = 4;

/** Empties the blocks that can't be reached and counts the ways into the others. */
export function removeUnreachable(graph: FlowGraph): void {
  for (let b: Block | null = graph.entry; b !== null; b = b.next) {
    b.isVisited = false;
    b.predecessors = 0;
  }
  const todo: Block[] = [];
  enter(graph.entry, todo);
  for (let block = todo.pop(); block !== undefined; block = todo.pop()) {
    if (block.next !== null && block.fallsThrough()) enter(block.next, todo);
    for (const { opcode, target } of block.instructions) if (hasTarget(opcode)) enter(target as Block, todo);
  }
  for (let b: Block | null = graph.entry; b !== null; b = b.next) {
    if (b.predecessors > 0) continue;
    b.instructions.length = 0;
    b.isHandler = false;
  }
}

function enter(block: Block, todo: Block[]): void {
  block.predecessors++;
  if (block.isVisited) return;
  block.isVisited = true;
  todo.push(block);
}

// --- copying of small blocks ---

/** Every change removes a jump, so this ends. */
export function inlineSmallBlocks(graph: FlowGraph): void {
  for (let changed = true; changed; ) {
    changed = false;
    for (let b: Block | null = graph.entry; b !== null; b = b.next) if (inlineTarget(b)) changed = true;
  }
}

/** A jump to a short end of the scope, or to a block that would otherwise be traced as a line it is not. */
function inlineTarget(block: Block): boolean {
  const last = block.last();
  if (last === undefined || !isUnconditionalJump(last.opcode)) return false;
  const target = last.target as Block;
  const isSmallExit = target.exitsScope() && target.instructions.length <= MAX_COPY_SIZE;
  const isUntraced = target.hasNoLineNumbers() && !target.fallsThrough();
  if (!isSmallExit && !isUntraced) return false;
  const removed = last.opcode;
  last.become(Op.NOP, 0);
  for (const instruction of target.instructions) block.instructions.push(instruction.copy());
  if (isUntraced) {
    // A jump that looks for signals must not be lost: a loop of it could not be interrupted.
    const end = block.last() as FlowInstruction;
    if (removed === Op.JUMP && isUnconditionalJump(end.opcode)) end.opcode = Op.JUMP;
  }
  target.predecessors--;
  return true;
}

// --- NOPs and jumps ---

/** The number of NOPs removed. */
export function removeRedundantNops(graph: FlowGraph): number {
  let removed = 0;
  for (let b: Block | null = graph.entry; b !== null; b = b.next) removed += removeNopsOfBlock(b);
  return removed;
}

export function removeRedundantNopsAndJumps(graph: FlowGraph): void {
  do removeRedundantNops(graph);
  while (removeRedundantJumps(graph) > 0);
}

/** Keeps the NOPs that stand for a line of their own: a debugger stops there. */
function removeNopsOfBlock(block: Block): number {
  const { instructions } = block;
  let kept = 0;
  let previousLine = -1;
  for (let i = 0; i < instructions.length; i++) {
    const instruction = instructions[i];
    const { lineno } = instruction.loc;
    if (instruction.opcode === Op.NOP && isRedundantNop(block, i, previousLine)) continue;
    instructions[kept++] = instruction;
    previousLine = lineno;
  }
  const removed = instructions.length - kept;
  instructions.length = kept;
  return removed;
}

/** The line of the NOP at `i` is none or has another instruction next to it. May pass its place on to the next one. */
function isRedundantNop({ instructions, next }: Block, i: number, previousLine: number): boolean {
  const { loc } = instructions[i];
  if (loc.lineno === -1 || loc.lineno === previousLine) return true;
  if (i + 1 < instructions.length) {
    const following = instructions[i + 1];
    if (following.loc.lineno === loc.lineno) return true;
    if (following.loc.lineno !== -1) return false;
    following.loc = loc;
    return true;
  }
  const block = nonEmptyFrom(next);
  return block !== null && loc.lineno === firstLine(block);
}

/** The line a block starts with, NOPs without a line left aside; -1: none. */
function firstLine({ instructions }: Block): number {
  for (const { opcode, loc } of instructions) if (opcode !== Op.NOP || loc.lineno !== -1) return loc.lineno;
  return -1;
}

/** Jumps to where control would go anyway become NOPs; returns how many. */
function removeRedundantJumps(graph: FlowGraph): number {
  let changes = 0;
  for (let b: Block | null = graph.entry; b !== null; b = b.next) {
    const last = b.last();
    if (last === undefined || !isUnconditionalJump(last.opcode)) continue;
    if (nonEmptyFrom(last.target) !== nonEmptyFrom(b.next)) continue;
    last.become(Op.NOP, 0);
    changes++;
  }
  return changes;
}

// --- pairs ---

/** A constant or copy that is thrown away at once, even from one block into the next. */
export function removeRedundantNopsAndPairs(graph: FlowGraph): void {
  for (let done = false; !done; ) {
    done = true;
    let previous: FlowInstruction | null = null;
    for (let b: Block | null = graph.entry; b !== null; b = b.next) {
      removeNopsOfBlock(b);
      if (b.isTarget) previous = null;
      for (const instruction of b.instructions) {
        if (instruction.opcode === Op.POP_TOP && previous !== null && isPurePush(previous)) {
          previous.become(Op.NOP, 0);
          instruction.become(Op.NOP, 0);
          done = false;
        }
        previous = instruction;
      }
      if ((previous !== null && isJump(previous.opcode)) || !b.fallsThrough()) previous = null;
    }
  }
}

function isPurePush({ opcode, oparg }: FlowInstruction): boolean {
  return opcode === Op.LOAD_CONST || (opcode === Op.COPY && oparg === 1);
}
