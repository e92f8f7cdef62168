/**
 * The order of blocks: those that only exceptions lead to go to the end of the code, and conditional jumps, which can only
 * go forwards, are turned round where they would have to go backwards. CPython: push_cold_blocks_to_end, normalize_jumps.
 */
import { Op } from "../bytecode/opcodes.ts";
import { Block, type FlowGraph, type FlowInstruction, isJump } from "./flow-graph.ts";
import { removeRedundantNopsAndJumps } from "./flow-graph-cleanup.ts";
import { NO_LOCATION } from "./instruction-sequence.ts";

export function moveColdBlocksToEnd(graph: FlowGraph): void {
  if (graph.entry.next === null) return;
  markWarm(graph);
  markCold(graph);
  replaceFallsIntoWarm(graph);
  const cold: Block[] = [];
  let lastWarm = graph.entry;
  for (let b = graph.entry.next as Block | null; b !== null; b = b.next) {
    if (b.isCold) cold.push(b);
    else {
      lastWarm.next = b;
      lastWarm = b;
    }
  }
  if (cold.length === 0) return;
  lastWarm.next = cold[0];
  for (let i = 0; i < cold.length; i++) cold[i].next = i + 1 < cold.length ? cold[i + 1] : null;
  removeRedundantNopsAndJumps(graph);
}

/** Warm is what can run without an exception. */
function markWarm(graph: FlowGraph): void {
  graph.clearVisited();
  const todo: Block[] = [graph.entry];
  graph.entry.isVisited = true;
  for (let block = todo.pop(); block !== undefined; block = todo.pop()) {
    block.isWarm = true;
    addSuccessors(block, todo);
  }
}

/** Cold are handlers and what only they lead to. */
function markCold(graph: FlowGraph): void {
  graph.clearVisited();
  const todo: Block[] = [];
  for (let b: Block | null = graph.entry; b !== null; b = b.next) {
    if (!b.isHandler) continue;
    b.isVisited = true;
    todo.push(b);
  }
  for (let block = todo.pop(); block !== undefined; block = todo.pop()) {
    block.isCold = true;
    addSuccessors(block, todo);
  }
}

/** Not into warm ones: while these are being found, all that is warm has been visited. */
function addSuccessors(block: Block, todo: Block[]): void {
  if (block.next !== null && block.fallsThrough()) add(block.next, todo);
  for (const { opcode, target } of block.instructions) if (isJump(opcode)) add(target as Block, todo);
}

function add(block: Block, todo: Block[]): void {
  if (block.isVisited || block.isWarm) return;
  block.isVisited = true;
  todo.push(block);
}

/** A cold block that falls through into a warm one gets a jump there. */
function replaceFallsIntoWarm(graph: FlowGraph): void {
  for (let b: Block | null = graph.entry; b !== null; b = b.next) {
    const { next } = b;
    if (!b.isCold || next === null || !next.isWarm || !b.fallsThrough()) continue;
    const jump = new Block();
    jump.append(Op.JUMP_NO_INTERRUPT, 0, NO_LOCATION).target = next;
    jump.isCold = true;
    jump.predecessors = 1;
    next.isTarget = true;
    b.insertAfter(jump);
  }
}

/** Conditional jumps go forwards; the others are told apart when offsets are known. */
export function normalizeJumps(graph: FlowGraph): void {
  graph.clearVisited();
  for (let b: Block | null = graph.entry; b !== null; b = b.next) {
    b.isVisited = true;
    const last = b.last();
    if (last === undefined || last.target === null || !last.target.isVisited) continue;
    const opcode = oppositeOf(last.opcode);
    if (opcode !== -1) turnRound(b, last, opcode);
  }
}

/** To jump back if something holds: if it doesn't, skip the jump back that follows. */
function turnRound(block: Block, last: FlowInstruction, opcode: number): void {
  const back = new Block();
  const jump = back.append(Op.JUMP, 0, last.loc);
  jump.target = last.target;
  back.isCold = block.isCold;
  back.startDepth = (last.target as Block).startDepth;
  last.opcode = opcode;
  last.target = block.next;
  block.insertAfter(back);
}

function oppositeOf(opcode: number): number {
  switch (opcode) {
    case Op.POP_JUMP_IF_TRUE:
      return Op.POP_JUMP_IF_FALSE;
    case Op.POP_JUMP_IF_FALSE:
      return Op.POP_JUMP_IF_TRUE;
    case Op.POP_JUMP_IF_NONE:
      return Op.POP_JUMP_IF_NOT_NONE;
    case Op.POP_JUMP_IF_NOT_NONE:
      return Op.POP_JUMP_IF_NONE;
    default:
      return -1;
  }
}
