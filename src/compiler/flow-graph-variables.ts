/**
 * Where variables live in the frame: locals, then cells that are no arguments, then free variables. Here the opargs that
 * count cells become such places, and the instructions that make the cells are put in front. CPython: prepare_localsplus.
 */
import {
  CO_ASYNC_GENERATOR,
  CO_COROUTINE,
  CO_FAST_CELL,
  CO_FAST_FREE,
  CO_FAST_HIDDEN,
  CO_FAST_LOCAL,
  CO_GENERATOR,
} from "../bytecode/code-object.ts";
import { Op } from "../bytecode/opcodes.ts";
import type { CodeUnit } from "./code-unit.ts";
import { type Block, type FlowGraph, FlowInstruction, isBlockPush } from "./flow-graph.ts";
import { removeRedundantNops } from "./flow-graph-cleanup.ts";
import { type Location, NO_LOCATION } from "./instruction-sequence.ts";

/** Puts the prefix in front and fixes opargs of cells and free variables. */
export function placeVariables(graph: FlowGraph, unit: CodeUnit, codeFlags: number): void {
  const places = cellPlaces(unit);
  const prefix = prefixOf(unit, codeFlags, places);
  if (prefix.length > 0) graph.entry.instructions.unshift(...prefix);
  if (places.length === 0) return;
  for (let b: Block | null = graph.entry; b !== null; b = b.next) {
    for (const instruction of b.instructions) {
      if (countsCells(instruction.opcode)) instruction.oparg = places[instruction.oparg];
    }
  }
}

function countsCells(opcode: number): boolean {
  switch (opcode) {
    case Op.MAKE_CELL:
    case Op.LOAD_CLOSURE:
    case Op.LOAD_DEREF:
    case Op.STORE_DEREF:
    case Op.DELETE_DEREF:
    case Op.LOAD_FROM_DICT_OR_DEREF:
      return true;
    default:
      return false;
  }
}

/** Index in the frame for each cell, then each free variable. A cell that is also a local has the local's place. */
function cellPlaces({ varnames, cellvars, freevars }: CodeUnit): number[] {
  const places: number[] = [];
  let next = varnames.size;
  for (const name of inOrder(cellvars)) places.push(varnames.get(name) ?? next++);
  for (const _ of freevars) places.push(next++);
  return places;
}

function prefixOf(unit: CodeUnit, codeFlags: number, places: readonly number[]): FlowInstruction[] {
  const prefix: FlowInstruction[] = [];
  if (unit.freevars.size > 0) prefix.push(new FlowInstruction(Op.COPY_FREE_VARS, unit.freevars.size, NO_LOCATION));
  const cells = Array.from(unit.cellvars, (_, cell) => cell).sort((a, b) => places[a] - places[b]);
  for (const cell of cells) prefix.push(new FlowInstruction(Op.MAKE_CELL, cell, NO_LOCATION));
  if ((codeFlags & (CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR)) !== 0) {
    const line = unit.firstlineno;
    const loc: Location = { lineno: line, end_lineno: line, col_offset: -1, end_col_offset: -1 };
    prefix.push(new FlowInstruction(Op.RETURN_GENERATOR, 0, loc), new FlowInstruction(Op.POP_TOP, 0, loc));
  }
  return prefix;
}

/** The names by index. Those of free variables may count on from the cells'. */
function inOrder(indices: ReadonlyMap<string, number>): string[] {
  return Array.from(indices)
    .sort((a, b) => a[1] - b[1])
    .map(([name]) => name);
}

/** Pseudo instructions that are another one's guise, and those that have done their work. */
export function convertPseudoInstructions(graph: FlowGraph): void {
  for (let b: Block | null = graph.entry; b !== null; b = b.next) {
    for (const instruction of b.instructions) {
      const { opcode } = instruction;
      if (isBlockPush(opcode)) instruction.become(Op.NOP, 0);
      else if (opcode === Op.LOAD_CLOSURE) instruction.opcode = Op.LOAD_FAST;
      else if (opcode === Op.STORE_FAST_MAYBE_NULL) instruction.opcode = Op.STORE_FAST;
    }
  }
  removeRedundantNops(graph);
}

/** Variables of inlined comprehensions that are reachable. */
function savedVariables(graph: FlowGraph): Set<number> {
  const saved = new Set<number>();
  for (let b: Block | null = graph.entry; b !== null; b = b.next) {
    for (const { opcode, oparg } of b.instructions) if (opcode === Op.LOAD_FAST_AND_CLEAR) saved.add(oparg);
  }
  return saved;
}

/** co_localsplusnames and co_localspluskinds. */
export function localsplusOf(graph: FlowGraph, unit: CodeUnit): { names: string[]; kinds: Uint8Array } {
  const { varnames, cellvars, freevars, fasthidden } = unit;
  const names = inOrder(varnames);
  const saved = fasthidden.size > 0 ? savedVariables(graph) : null;
  const kinds = names.map((name, index) => {
    const hidden = fasthidden.has(name) && saved!.has(index) ? CO_FAST_HIDDEN : 0;
    return CO_FAST_LOCAL | hidden | (cellvars.has(name) ? CO_FAST_CELL : 0);
  });
  for (const name of inOrder(cellvars)) {
    if (varnames.has(name)) continue;
    names.push(name);
    kinds.push(CO_FAST_CELL);
  }
  for (const name of inOrder(freevars)) {
    names.push(name);
    kinds.push(CO_FAST_FREE);
  }
  return { names, kinds: Uint8Array.from(kinds) };
}
