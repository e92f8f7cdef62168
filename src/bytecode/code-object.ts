/**
 * Code objects and constants as data: what the compiler produces, marshal carries and the disassembler shows.
 * Fields are those of CPython 3.13's `types.CodeType`, with its values.
 */

/**
 * A constant. A string may hold lone surrogates (as JS strings do); `codePoints` is there only where the string has a high
 * and a low surrogate side by side as two characters, which a JS string cannot tell from one. An int is a bigint whatever
 * its size; floats are IEEE doubles. Two uses of one object in a tree of constants are one Python object. `isInterned`: the
 * string is a name of the program, which CPython interns; others it interns if they could be part of an ASCII identifier.
 */
export type Constant =
  | { type: "None" }
  | { type: "bool"; value: boolean }
  | { type: "Ellipsis" }
  | { type: "int"; value: bigint }
  | { type: "float"; value: number }
  | { type: "complex"; real: number; imag: number }
  | { type: "str"; value: string; codePoints?: Uint32Array; isInterned?: true }
  | { type: "bytes"; value: Uint8Array }
  | { type: "tuple"; items: Constant[] }
  | { type: "frozenset"; items: Constant[] }
  | { type: "code"; code: CodeObject };

export interface CodeObject {
  co_argcount: number;
  co_posonlyargcount: number;
  co_kwonlyargcount: number;
  co_stacksize: number;
  co_flags: number;
  /** Code units with their inline caches, zeroed: 2 bytes each. */
  co_code: Uint8Array;
  co_consts: Constant[];
  co_names: string[];
  /** Variables of the frame in order: locals (arguments first), cells that are no arguments, free variables. */
  co_localsplusnames: string[];
  /** A CO_FAST_ kind for each of them. */
  co_localspluskinds: Uint8Array;
  co_filename: string;
  co_name: string;
  co_qualname: string;
  co_firstlineno: number;
  /** Compressed source positions (PEP 626, 657). */
  co_linetable: Uint8Array;
  co_exceptiontable: Uint8Array;
}

/** Kinds in co_localspluskinds. */
export const CO_FAST_HIDDEN = 0x10;
export const CO_FAST_LOCAL = 0x20;
export const CO_FAST_CELL = 0x40;
export const CO_FAST_FREE = 0x80;

/** co_flags. */
export const CO_OPTIMIZED = 0x1;
export const CO_NEWLOCALS = 0x2;
export const CO_VARARGS = 0x4;
export const CO_VARKEYWORDS = 0x8;
export const CO_NESTED = 0x10;
export const CO_GENERATOR = 0x20;
export const CO_COROUTINE = 0x80;
export const CO_ITERABLE_COROUTINE = 0x100;
export const CO_ASYNC_GENERATOR = 0x200;
export const CO_FUTURE_DIVISION = 0x20000;
export const CO_FUTURE_ABSOLUTE_IMPORT = 0x40000;
export const CO_FUTURE_WITH_STATEMENT = 0x80000;
export const CO_FUTURE_PRINT_FUNCTION = 0x100000;
export const CO_FUTURE_UNICODE_LITERALS = 0x200000;
export const CO_FUTURE_BARRY_AS_BDFL = 0x400000;
export const CO_FUTURE_GENERATOR_STOP = 0x800000;
export const CO_FUTURE_ANNOTATIONS = 0x1000000;
export const CO_NO_MONITORING_EVENTS = 0x2000000;
