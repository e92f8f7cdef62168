/**
 * The back end: from what codegen has emitted for one scope to its code object. CPython: optimize_and_assemble of
 * Python/compile.c, behind it flowgraph.c and assemble.c.
 */
import type { CodeObject } from "../bytecode/code-object.ts";
import type { CodeUnit } from "./code-unit.ts";
import type { ConstantCache } from "./constant-cache.ts";
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
export function assembleUnit(_unit: CodeUnit, _sequence: InstructionSequence, _info: AssembleInfo): CodeObject {
  throw new Error("assembleUnit: not written yet"); // Replaced within this very task.
}
