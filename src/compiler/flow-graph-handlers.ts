/**
 * Finds for each instruction the exception handler it is under, from the pseudo instructions that open (SETUP_FINALLY,
 * SETUP_WITH, SETUP_CLEANUP) and close (POP_BLOCK) the range of one. CPython: label_exception_targets.
 */
import { Op } from "../bytecode/opcodes.ts";
import {
  type Block,
  type FlowGraph,
  type FlowInstruction,
  type HandlerStack,
  isBlockPush,
  isJump,
} from "./flow-graph.ts";

/** RESUME's argument: the place it stands at, and whether the generator's own handler is the only one there. */
const RESUME_AT_FUNC_START = 0;
const RESUME_OPARG_DEPTH1_MASK = 4;

/** Sets `handler` of the instructions that can be reached. POP_BLOCK becomes NOP. */
export function labelHandlers(graph: FlowGraph): void {
  markHandlers(graph);
  graph.clearVisited();
  const todo: Block[] = [];
  visit(graph.entry, null, todo);
  for (let block = todo.pop(); block !== undefined; block = todo.pop()) {
    const handlers = labelBlock(block, todo);
    if (block.next !== null && block.fallsThrough()) visit(block.next, handlers, todo);
  }
}

function markHandlers(graph: FlowGraph): void {
  for (let b: Block | null = graph.entry; b !== null; b = b.next) {
    for (const { opcode, target } of b.instructions)
      if (target !== null && isBlockPush(opcode)) target.isHandler = true;
  }
}

/** The first way found into a block tells its handlers; codegen sees to it that all ways have the same. */
function visit(block: Block, handlers: HandlerStack | null, todo: Block[]): void {
  if (block.isVisited) return;
  block.isVisited = true;
  block.handlers = handlers;
  todo.push(block);
}

/** The handlers at the end of the block. */
function labelBlock(block: Block, todo: Block[]): HandlerStack | null {
  let handlers = block.handlers;
  let depthOfYield = -1;
  for (const instruction of block.instructions) {
    const { opcode, target } = instruction;
    if (isBlockPush(opcode)) {
      visit(target as Block, handlers, todo);
      handlers = push(instruction, handlers);
      continue;
    }
    if (opcode === Op.POP_BLOCK) {
      handlers = handlers === null ? null : handlers.outer;
      instruction.become(Op.NOP, 0);
      continue;
    }
    instruction.handler = handlers === null ? null : handlers.handler;
    if (isJump(opcode)) visit(target as Block, handlers, todo);
    else if (opcode === Op.YIELD_VALUE) depthOfYield = handlers === null ? 0 : handlers.depth;
    else if (opcode === Op.RESUME && instruction.oparg !== RESUME_AT_FUNC_START) {
      if (depthOfYield === 1) instruction.oparg |= RESUME_OPARG_DEPTH1_MASK;
      depthOfYield = -1;
    }
  }
  return handlers;
}

function push({ opcode, target }: FlowInstruction, outer: HandlerStack | null): HandlerStack {
  const handler = target as Block;
  if (opcode === Op.SETUP_WITH || opcode === Op.SETUP_CLEANUP) handler.preservesLasti = true;
  return { handler, outer, depth: outer === null ? 1 : outer.depth + 1 };
}
