/**
 * The back end: from what codegen has emitted for one scope to its code object. CPython: optimize_and_assemble of
 * Python/compile.c, behind it flowgraph.c and assemble.c.
 */
import { CO_VARARGS, CO_VARKEYWORDS, type CodeObject } from "../bytecode/code-object.ts";
import type { CodeUnit } from "./code-unit.ts";
import type { ConstantCache } from "./constant-cache.ts";
import { emitCode } from "./emit-code.ts";
import { FlowGraph } from "./flow-graph.ts";
import {
  inlineSmallBlocks,
  removeRedundantNopsAndJumps,
  removeRedundantNopsAndPairs,
  removeUnreachable,
} from "./flow-graph-cleanup.ts";
import { ConstantList, removeUnusedConstants } from "./flow-graph-constants.ts";
import { labelHandlers } from "./flow-graph-handlers.ts";
import { moveColdBlocksToEnd, normalizeJumps } from "./flow-graph-layout.ts";
import { resolveLineNumbers } from "./flow-graph-lines.ts";
import { addLocalChecks, insertSuperinstructions } from "./flow-graph-locals.ts";
import { optimizeBlocks } from "./flow-graph-peephole.ts";
import { calculateStackDepth } from "./flow-graph-stack-depth.ts";
import { convertPseudoInstructions, localsplusOf, placeVariables } from "./flow-graph-variables.ts";
import type { InstructionSequence } from "./instruction-sequence.ts";

export interface AssembleInfo {
  /** co_flags, complete. */
  codeFlags: number;
  filename: string;
  /** The one of the compilation. */
  constants: ConstantCache;
}

/**
 * The code object of a scope. The sequence is complete: it has its return at the end and, in a generator or coroutine, the
 * handler that turns StopIteration into RuntimeError; what depends on the number of cells and free variables (MAKE_CELL,
 * COPY_FREE_VARS, RETURN_GENERATOR) is put in front here. Opargs of HAS_FREE instructions and LOAD_CLOSURE count cells
 * and, behind them, free variables from 0, those of HAS_LOCAL instructions are indices of `unit.varnames`. `unit.consts` has
 * only constants that `info.constants` has merged; it is taken over and changed.
 */
export function assembleUnit(unit: CodeUnit, sequence: InstructionSequence, info: AssembleInfo): CodeObject {
  const { codeFlags, filename, constants } = info;
  const graph = new FlowGraph(sequence);
  const consts = new ConstantList(unit.consts, constants);
  optimizeGraph(graph, consts, unit.varnames.size, parameterCount(unit, codeFlags));
  const stackSize = calculateStackDepth(graph);
  placeVariables(graph, unit, codeFlags);
  convertPseudoInstructions(graph);
  normalizeJumps(graph);
  const { names, kinds } = localsplusOf(graph, unit);
  const emitted = emitCode(graph, unit.firstlineno);
  return {
    co_argcount: unit.posonlyargcount + unit.argcount,
    co_posonlyargcount: unit.posonlyargcount,
    co_kwonlyargcount: unit.kwonlyargcount,
    // A traceback needs a place on the stack even where the code needs none.
    co_stacksize: Math.max(stackSize, 1),
    co_flags: codeFlags,
    co_code: emitted.code,
    co_consts: constants.mergeItems(unit.consts),
    co_names: unit.names,
    co_localsplusnames: names,
    co_localspluskinds: kinds,
    co_filename: filename,
    co_name: unit.name,
    co_qualname: unit.qualname,
    co_firstlineno: unit.firstlineno,
    co_linetable: constants.mergeBytes(emitted.locations),
    co_exceptiontable: constants.mergeBytes(emitted.exceptions),
  };
}

/** The passes that need not know where variables live. `nparams`: locals that have a value at the start. */
export function optimizeGraph(graph: FlowGraph, consts: ConstantList, nlocals: number, nparams: number): void {
  labelHandlers(graph);
  inlineSmallBlocks(graph);
  removeUnreachable(graph);
  resolveLineNumbers(graph);
  optimizeBlocks(graph, consts);
  removeRedundantNopsAndPairs(graph);
  removeUnreachable(graph);
  removeRedundantNopsAndJumps(graph);
  removeUnusedConstants(graph, consts.consts);
  addLocalChecks(graph, nlocals, nparams);
  insertSuperinstructions(graph);
  moveColdBlocksToEnd(graph);
  resolveLineNumbers(graph);
}

function parameterCount({ posonlyargcount, argcount, kwonlyargcount }: CodeUnit, codeFlags: number): number {
  const variable = ((codeFlags & CO_VARARGS) !== 0 ? 1 : 0) + ((codeFlags & CO_VARKEYWORDS) !== 0 ? 1 : 0);
  return posonlyargcount + argcount + kwonlyargcount + variable;
}
