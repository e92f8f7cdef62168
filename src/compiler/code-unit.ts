/** What codegen knows of a scope besides its instructions. CPython: _PyCompile_CodeUnitMetadata. */
import type { Constant } from "../bytecode/code-object.ts";

export interface CodeUnit {
  name: string;
  qualname: string;
  /** In order of their index, each merged by the ConstantCache of the compilation, no two the same. */
  consts: Constant[];
  names: string[];
  /** Names to indices. Locals in order of first use, arguments first. */
  varnames: Map<string, number>;
  cellvars: Map<string, number>;
  freevars: Map<string, number>;
  /** Locals of inlined comprehensions in a scope that is no function (PEP 709): hidden from locals(). */
  fasthidden: Set<string>;
  /** Positional parameters that may be given by name: those before "/" are not counted (in co_argcount they are). */
  argcount: number;
  posonlyargcount: number;
  kwonlyargcount: number;
  firstlineno: number;
}
