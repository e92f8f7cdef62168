/** What codegen knows of a scope besides its instructions. CPython: _PyCompile_CodeUnitMetadata. */
import type { Constant } from "../bytecode/code-object.ts";

export interface CodeUnit {
  name: string;
  qualname: string;
  /** In order of their index; equal ones (same type, same value, same sign of zero) are one entry. */
  consts: Constant[];
  names: string[];
  /** Names to indices. Locals in order of first use, arguments first. */
  varnames: Map<string, number>;
  cellvars: Map<string, number>;
  freevars: Map<string, number>;
  /** Locals of inlined comprehensions in a scope that is no function (PEP 709): hidden from locals(). */
  fasthidden: Set<string>;
  argcount: number;
  posonlyargcount: number;
  kwonlyargcount: number;
  firstlineno: number;
}
