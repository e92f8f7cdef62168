/** How deep the stack gets, and how deep it is where blocks start. CPython: calculate_stackdepth. */

import { stackEffect, stackEffectOfJump } from "../bytecode/stack-effect.ts";
import { type Block, type FlowGraph, hasTarget, isScopeExit, isUnconditionalJump } from "./flow-graph.ts";
import { PythonSyntaxError } from "./syntax-error.ts";

/** Sets `startDepth` of the blocks that can be reached; returns the greatest depth. */
export function calculateStackDepth(graph: FlowGraph): number {
  for (let b: Block | null = graph.entry; b !== null; b = b.next) b.startDepth = -1;
  const todo: Block[] = [];
  let greatest = 0;
  enter(graph.entry, 0, todo);
  for (let block = todo.pop(); block !== undefined; block = todo.pop()) {
    let depth = block.startDepth;
    let goesOn = true;
    for (const { opcode, oparg, target } of block.instructions) {
      if (hasTarget(opcode)) {
        const targetDepth = depth + stackEffectOfJump(opcode, oparg);
        if (targetDepth > greatest) greatest = targetDepth;
        enter(target as Block, targetDepth, todo);
      }
      depth += stackEffect(opcode, oparg);
      if (depth < 0) invalid("stack underflow");
      if (depth > greatest) greatest = depth;
      if (isUnconditionalJump(opcode) || isScopeExit(opcode)) {
        goesOn = false;
        break;
      }
    }
    if (goesOn && block.next !== null) enter(block.next, depth, todo);
  }
  return greatest;
}

function enter(block: Block, depth: number, todo: Block[]): void {
  if (block.startDepth < 0) {
    block.startDepth = depth;
    todo.push(block);
  } else if (block.startDepth !== depth) invalid("inconsistent stackdepth");
}

/** Only a tree that a program has made causes this. */
function invalid(what: string): never {
  throw new PythonSyntaxError("ValueError", `Invalid CFG, ${what}`, "", null, null, null, null, null);
}
