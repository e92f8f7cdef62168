/**
 * By how many values each instruction changes the height of the stack. CPython: what pycore_opcode_metadata.h says
 * (PyCompile_OpcodeStackEffect). Jumps: the same whether taken or not.
 */
import {
  BUILD_CONST_KEY_MAP,
  BUILD_LIST,
  BUILD_MAP,
  BUILD_SET,
  BUILD_SLICE,
  BUILD_STRING,
  BUILD_TUPLE,
  CALL,
  CALL_FUNCTION_EX,
  CALL_KW,
  LOAD_ATTR,
  LOAD_GLOBAL,
  LOAD_SUPER_ATTR,
  RAISE_VARARGS,
  UNPACK_EX,
  UNPACK_SEQUENCE,
} from "./code-opcodes";

/** Per base opcode 0 to 118. */
// biome-ignore format: a table of numbers
const EFFECT: usize = memory.data<i8>([
  0, 1, 1, 0, -2, -1, 0, 0, -1, -2, -2, -1, -1, -1, 0, -1, 0, 0, 1, 0, 1, 0, -1, 1,
  1, 1, 0, 1, 1, 1, 0, -1, -1, 1, 1, 1, -1, 0, -4, -3, 0, 0, 0, 0, 1, -1, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, -1, 0, -1, -1, 0, 1, 0, -1, 0, 0, 0, 0, -1, -1, 0, 0,
  1, 0, 1, -1, -1, 0, 0, 0, -1, -1, 0, 1, 1, 1, 1, 1, 2, 0, 0, 0, 1, 0, 0, -2,
  -2, -1, -1, -1, -1, 0, -1, 0, 0, -1, -1, -1, -2, -1, -1, 0, -2, -1, -1, 0, 0, 0, 0,
]);

/** The change of the stack's height by an instruction in its base form. */
export function opcode_stack_effect(opcode: i32, oparg: i32): i32 {
  switch (opcode) {
    case BUILD_LIST:
    case BUILD_SET:
    case BUILD_STRING:
    case BUILD_TUPLE:
      return 1 - oparg;
    case BUILD_CONST_KEY_MAP:
      return -oparg;
    case BUILD_MAP:
      return 1 - (oparg << 1);
    case BUILD_SLICE:
      return oparg === 3 ? -2 : -1;
    case CALL:
      return -1 - oparg;
    case CALL_KW:
      return -2 - oparg;
    case CALL_FUNCTION_EX:
      return -2 - (oparg & 1);
    case LOAD_ATTR:
      return oparg & 1;
    case LOAD_GLOBAL:
      return 1 + (oparg & 1);
    case LOAD_SUPER_ATTR:
      return -2 + (oparg & 1);
    case RAISE_VARARGS:
      return -oparg;
    case UNPACK_EX:
      return (oparg & 0xff) + (oparg >> 8);
    case UNPACK_SEQUENCE:
      return oparg - 1;
  }
  return opcode < 119 ? load<i8>(EFFECT + <usize>opcode) : 0;
}
