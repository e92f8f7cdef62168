/**
 * Runs of SWAP made as short as they can be, and done away with where the instructions behind them can trade places
 * instead. CPython: swaptimize, apply_static_swaps.
 */
import { Op } from "../bytecode/opcodes.ts";
import type { FlowInstruction } from "./flow-graph.ts";

/**
 * Rewrites the run of SWAPs (and NOPs) that starts at `start` so that it does the same with the fewest SWAPs: they are put
 * at its end, NOPs fill the rest. Returns the index of its last instruction.
 */
export function shortenSwaps(instructions: FlowInstruction[], start: number): number {
  let end = start;
  let depth = instructions[start].oparg;
  let swaps = 1;
  while (end + 1 < instructions.length) {
    const { opcode, oparg } = instructions[end + 1];
    if (opcode === Op.SWAP) {
      depth = Math.max(depth, oparg);
      swaps++;
    } else if (opcode !== Op.NOP) break;
    end++;
  }
  if (swaps === 1) return start;
  // The item that is now at each place of the stack, the top first.
  const places = Array.from({ length: depth }, (_, i) => i);
  for (let i = start; i <= end; i++) {
    const { opcode, oparg } = instructions[i];
    if (opcode === Op.SWAP) [places[0], places[oparg - 1]] = [places[oparg - 1], places[0]];
  }
  let at = end;
  for (const place of swapsFor(places)) instructions[at--].become(Op.SWAP, place + 1);
  while (at >= start) instructions[at--].become(Op.NOP, 0);
  return end;
}

/**
 * The places to swap the top with so that the items come to stand as in `places`, the last swap first. A swap always
 * moves the top, so each cycle of the permutation is walked through it.
 */
function swapsFor(places: number[]): number[] {
  const swaps: number[] = [];
  const isDone = places.map((item, place) => item === place);
  for (let first = 0; first < places.length; first++) {
    if (isDone[first]) continue;
    let place = first;
    while (true) {
      if (place !== 0) swaps.push(place);
      if (isDone[place]) break;
      isDone[place] = true;
      place = places[place];
    }
  }
  return swaps;
}

/** Instructions that take the top item of the stack and do nothing else that a neighbour could see. */
function isSwappable(opcode: number): boolean {
  return opcode === Op.STORE_FAST || opcode === Op.STORE_FAST_MAYBE_NULL || opcode === Op.POP_TOP;
}

/** The next swappable instruction, over NOPs only, on line `lineno` (-1: any); -1: none. */
function nextSwappable(instructions: readonly FlowInstruction[], i: number, lineno: number): number {
  while (++i < instructions.length) {
    const { opcode, loc } = instructions[i];
    if (lineno >= 0 && loc.lineno !== lineno) return -1;
    if (opcode === Op.NOP) continue;
    return isSwappable(opcode) ? i : -1;
  }
  return -1;
}

/** Goes backwards from `end` and replaces each SWAP by exchanging two stores behind it, as long as that is safe. */
export function applyStaticSwaps(instructions: FlowInstruction[], end: number): void {
  for (let i = end; i >= 0; i--) {
    const swap = instructions[i];
    if (swap.opcode !== Op.SWAP) {
      if (swap.opcode === Op.NOP || isSwappable(swap.opcode)) continue;
      return;
    }
    const first = nextSwappable(instructions, i, -1);
    if (first < 0) return;
    const { lineno } = instructions[first].loc;
    let second = first;
    for (let count = swap.oparg - 1; count > 0; count--) {
      second = nextSwappable(instructions, second, lineno);
      if (second < 0) return;
    }
    if (!canExchange(instructions, first, second)) return;
    swap.become(Op.NOP, 0);
    [instructions[first], instructions[second]] = [instructions[second], instructions[first]];
  }
}

/** -1: no local. */
function localStored({ opcode, oparg }: FlowInstruction): number {
  return opcode === Op.STORE_FAST || opcode === Op.STORE_FAST_MAYBE_NULL ? oparg : -1;
}

/** They store into different locals and nothing between them stores into either. */
function canExchange(instructions: readonly FlowInstruction[], first: number, second: number): boolean {
  const a = localStored(instructions[first]);
  const b = localStored(instructions[second]);
  if (a < 0 && b < 0) return true;
  if (a === b) return false;
  for (let i = first + 1; i < second; i++) {
    const stored = localStored(instructions[i]);
    if (stored >= 0 && (stored === a || stored === b)) return false;
  }
  return true;
}
