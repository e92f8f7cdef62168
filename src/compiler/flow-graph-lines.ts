/**
 * Places in the source for instructions that have none of their own: they take that of what runs before them, which must be
 * a single instruction. So the ends of a scope that several ways lead to are copied. CPython: resolve_line_numbers.
 */
import { Block, type FlowGraph, isEvalCheck, isJump, nonEmptyFrom } from "./flow-graph.ts";
import { NO_LOCATION } from "./instruction-sequence.ts";

export function resolveLineNumbers(graph: FlowGraph): void {
  duplicateExitsWithoutLine(graph);
  propagateLineNumbers(graph);
}

/** Ends the scope, or looks for signals, without a line: whoever jumps here must lend its own. */
function needsLine(block: Block | null): block is Block {
  if (block === null || !block.hasNoLineNumbers()) return false;
  return block.exitsScope() || block.instructions.some(({ opcode }) => isEvalCheck(opcode));
}

function duplicateExitsWithoutLine(graph: FlowGraph): void {
  for (let b: Block | null = graph.entry; b !== null; b = b.next) {
    const last = b.last();
    if (last === undefined || !isJump(last.opcode)) continue;
    const target = nonEmptyFrom(last.target);
    if (!needsLine(target) || target.predecessors <= 1) continue;
    const copy = copyOf(target);
    copy.instructions[0].loc = last.loc;
    copy.predecessors = 1;
    copy.isTarget = true;
    last.target = copy;
    target.predecessors--;
    target.insertAfter(copy);
  }
  // What is left is reached from one place only, by falling through.
  for (let b: Block | null = graph.entry; b !== null; b = b.next) {
    const last = b.last();
    if (last !== undefined && b.fallsThrough() && needsLine(b.next)) b.next.instructions[0].loc = last.loc;
  }
}

function copyOf(block: Block): Block {
  const copy = new Block();
  for (const instruction of block.instructions) copy.instructions.push(instruction.copy());
  return copy;
}

function propagateLineNumbers(graph: FlowGraph): void {
  for (let b: Block | null = graph.entry; b !== null; b = b.next) {
    const last = b.last();
    if (last === undefined) continue;
    let loc = NO_LOCATION;
    for (const instruction of b.instructions) {
      if (instruction.loc.lineno < 0) instruction.loc = loc;
      else loc = instruction.loc;
    }
    if (b.next !== null && b.fallsThrough()) lend(b.next, loc);
    if (isJump(last.opcode)) lend(last.target as Block, loc);
  }
}

/** A block with one way into it starts at the place from where it is entered. */
function lend({ predecessors, instructions }: Block, loc: typeof NO_LOCATION): void {
  if (predecessors === 1 && instructions.length > 0 && instructions[0].loc.lineno < 0) instructions[0].loc = loc;
}
