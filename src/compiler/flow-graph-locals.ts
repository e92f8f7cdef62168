/**
 * Loads of locals: which of them must check that there is a value, and two in one instruction. CPython:
 * add_checks_for_loads_of_uninitialized_variables, insert_superinstructions.
 *
 * For the first 64 locals, that a variable may be unset is carried along all ways through the graph as bits of two
 * 32-bit numbers. Further ones are followed within their block only, which keeps the time linear.
 */
import { Op } from "../bytecode/opcodes.ts";
import { type Block, type FlowGraph, type FlowInstruction, isJump } from "./flow-graph.ts";
import { removeRedundantNops } from "./flow-graph-cleanup.ts";

const TRACKED_LOCALS = 64;

/** LOAD_FAST becomes LOAD_FAST_CHECK where the local may have no value. The first `nparams` locals have one at the start. */
export function addLocalChecks(graph: FlowGraph, nlocals: number, nparams: number): void {
  if (nlocals === 0) return;
  if (nlocals > TRACKED_LOCALS) checkFurtherLocals(graph, nlocals);
  const todo: Block[] = [];
  for (let b: Block | null = graph.entry; b !== null; b = b.next) {
    b.isVisited = false;
    b.unsafeLow = 0;
    b.unsafeHigh = 0;
  }
  let low = 0;
  let high = 0;
  for (let i = nparams; i < Math.min(nlocals, TRACKED_LOCALS); i++) {
    if (i < 32) low |= 1 << i;
    else high |= 1 << (i - 32);
  }
  spread(graph.entry, low, high, todo);
  // Deletions in any block are sources of unset locals, too.
  for (let b: Block | null = graph.entry; b !== null; b = b.next) scanBlock(b, todo);
  for (let block = todo.pop(); block !== undefined; block = todo.pop()) {
    block.isVisited = false;
    scanBlock(block, todo);
  }
}

/** The block may be entered with these unset; it is looked at again if that is new. `isVisited` tells that it waits. */
function spread(block: Block, low: number, high: number, todo: Block[]): void {
  const bothLow = block.unsafeLow | low;
  const bothHigh = block.unsafeHigh | high;
  if (bothLow === block.unsafeLow && bothHigh === block.unsafeHigh) return;
  block.unsafeLow = bothLow;
  block.unsafeHigh = bothHigh;
  if (block.isVisited) return;
  block.isVisited = true;
  todo.push(block);
}

function scanBlock(block: Block, todo: Block[]): void {
  let low = block.unsafeLow;
  let high = block.unsafeHigh;
  let handler: Block | null = null;
  for (const instruction of block.instructions) {
    // A handler that has heard of these bits need not hear of them again.
    if (instruction.handler !== null && instruction.handler !== handler) {
      handler = instruction.handler;
      spread(handler, low, high, todo);
    }
    const { opcode, oparg } = instruction;
    if (oparg >= TRACKED_LOCALS) continue;
    const change = changeOfLocal(opcode);
    if (change === UNCHANGED) continue;
    const bit = 1 << (oparg & 31);
    const isUnsafe = ((oparg < 32 ? low : high) & bit) !== 0;
    if (opcode === Op.LOAD_FAST && isUnsafe) instruction.opcode = Op.LOAD_FAST_CHECK;
    if (isUnsafe === (change === BECOMES_UNSET)) continue;
    if (oparg < 32) low ^= bit;
    else high ^= bit;
    handler = null;
  }
  if (block.next !== null && block.fallsThrough()) spread(block.next, low, high, todo);
  const last = block.last();
  if (last !== undefined && isJump(last.opcode)) spread(last.target as Block, low, high, todo);
}

const UNCHANGED = 0;
const BECOMES_UNSET = 1;
const BECOMES_SET = 2;

/** A load that has not raised shows that there is a value. */
function changeOfLocal(opcode: number): number {
  switch (opcode) {
    case Op.DELETE_FAST:
    case Op.LOAD_FAST_AND_CLEAR:
    case Op.STORE_FAST_MAYBE_NULL:
      return BECOMES_UNSET;
    case Op.STORE_FAST:
    case Op.LOAD_FAST:
    case Op.LOAD_FAST_CHECK:
      return BECOMES_SET;
    default:
      return UNCHANGED;
  }
}

function checkFurtherLocals(graph: FlowGraph, nlocals: number): void {
  /** The number of the last block in which the local is known to be set, by local. */
  const setIn = new Int32Array(nlocals);
  let number = 0;
  for (let b: Block | null = graph.entry; b !== null; b = b.next) {
    number++;
    for (const instruction of b.instructions) {
      const { opcode, oparg } = instruction;
      if (oparg < TRACKED_LOCALS) continue;
      const change = changeOfLocal(opcode);
      if (change === UNCHANGED) continue;
      if (opcode === Op.LOAD_FAST && setIn[oparg] !== number) instruction.opcode = Op.LOAD_FAST_CHECK;
      setIn[oparg] = change === BECOMES_SET ? number : 0;
    }
  }
}

// --- two at once ---

export function insertSuperinstructions(graph: FlowGraph): void {
  for (let b: Block | null = graph.entry; b !== null; b = b.next) {
    const { instructions } = b;
    for (let i = 0; i + 1 < instructions.length; i++) {
      const opcode = superinstruction(instructions[i].opcode, instructions[i + 1].opcode);
      if (opcode !== -1) join(instructions[i], instructions[i + 1], opcode);
    }
  }
  removeRedundantNops(graph);
}

/** -1: there is none for these two. */
function superinstruction(first: number, second: number): number {
  if (first === Op.LOAD_FAST) return second === Op.LOAD_FAST ? Op.LOAD_FAST_LOAD_FAST : -1;
  if (first !== Op.STORE_FAST) return -1;
  if (second === Op.LOAD_FAST) return Op.STORE_FAST_LOAD_FAST;
  return second === Op.STORE_FAST ? Op.STORE_FAST_STORE_FAST : -1;
}

function join(first: FlowInstruction, second: FlowInstruction, opcode: number): void {
  const line = first.loc.lineno;
  const other = second.loc.lineno;
  if (line >= 0 && other >= 0 && line !== other) return;
  if (first.oparg >= 16 || second.oparg >= 16) return;
  first.become(opcode, (first.oparg << 4) | second.oparg);
  second.become(Op.NOP, 0);
}
