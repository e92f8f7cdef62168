/**
 * By how much an instruction makes the stack deeper. CPython: PyCompile_OpcodeStackEffectWithJump, `dis.stack_effect`.
 */
import { Op } from "./opcodes.ts";

/** Effects that don't depend on the argument, by opcode. */
const FIXED = new Int8Array(512);

function initFixed(effect: number, ...opcodes: number[]): void {
  for (const opcode of opcodes) FIXED[opcode] = effect;
}

initFixed(2, Op.LOAD_FAST_LOAD_FAST);
initFixed(
  1,
  ...[Op.BEFORE_ASYNC_WITH, Op.BEFORE_WITH, Op.GET_ANEXT, Op.GET_LEN, Op.LOAD_ASSERTION_ERROR, Op.LOAD_BUILD_CLASS],
  ...[Op.LOAD_LOCALS, Op.MATCH_KEYS, Op.MATCH_MAPPING, Op.MATCH_SEQUENCE, Op.PUSH_EXC_INFO, Op.PUSH_NULL],
  ...[Op.RETURN_GENERATOR, Op.WITH_EXCEPT_START, Op.COPY, Op.FOR_ITER, Op.IMPORT_FROM, Op.LOAD_CONST, Op.LOAD_DEREF],
  ...[Op.LOAD_FAST, Op.LOAD_FAST_AND_CLEAR, Op.LOAD_FAST_CHECK, Op.LOAD_NAME, Op.LOAD_CLOSURE, Op.LOAD_METHOD],
);
initFixed(
  -1,
  ...[Op.BINARY_SUBSCR, Op.CLEANUP_THROW, Op.END_FOR, Op.END_SEND, Op.EXIT_INIT_CHECK, Op.FORMAT_WITH_SPEC],
  ...[Op.INTERPRETER_EXIT, Op.POP_EXCEPT, Op.POP_TOP, Op.RETURN_VALUE, Op.BINARY_OP, Op.CALL_INTRINSIC_2],
  ...[Op.COMPARE_OP, Op.CONTAINS_OP, Op.DELETE_ATTR, Op.DICT_MERGE, Op.DICT_UPDATE, Op.IMPORT_NAME, Op.IS_OP],
  ...[Op.LIST_APPEND, Op.LIST_EXTEND, Op.POP_JUMP_IF_FALSE, Op.POP_JUMP_IF_NONE, Op.POP_JUMP_IF_NOT_NONE],
  ...[Op.POP_JUMP_IF_TRUE, Op.RERAISE, Op.SET_ADD, Op.SET_FUNCTION_ATTRIBUTE, Op.SET_UPDATE, Op.STORE_DEREF],
  ...[Op.STORE_FAST, Op.STORE_GLOBAL, Op.STORE_NAME, Op.STORE_FAST_MAYBE_NULL, Op.LOAD_SUPER_METHOD],
  ...[Op.LOAD_ZERO_SUPER_ATTR, Op.LOAD_ZERO_SUPER_METHOD],
);
initFixed(
  -2,
  ...[Op.BINARY_SLICE, Op.DELETE_SUBSCR, Op.END_ASYNC_FOR, Op.MAP_ADD, Op.MATCH_CLASS, Op.STORE_ATTR],
  Op.STORE_FAST_STORE_FAST,
);
initFixed(-3, Op.STORE_SUBSCR);
initFixed(-4, Op.STORE_SLICE);

/** Marks in FIXED an instruction whose effect depends on its argument. */
const VARIES = 127;

initFixed(
  VARIES,
  ...[Op.BUILD_CONST_KEY_MAP, Op.BUILD_LIST, Op.BUILD_MAP, Op.BUILD_SET, Op.BUILD_SLICE, Op.BUILD_STRING],
  ...[Op.BUILD_TUPLE, Op.CALL, Op.CALL_FUNCTION_EX, Op.CALL_KW, Op.LOAD_ATTR, Op.LOAD_GLOBAL, Op.LOAD_SUPER_ATTR],
  ...[Op.RAISE_VARARGS, Op.UNPACK_EX, Op.UNPACK_SEQUENCE],
);

/** The change of depth when the instruction does not jump (is no handler entered through this pseudo instruction). */
export function stackEffect(opcode: number, oparg: number): number {
  const fixed = FIXED[opcode];
  return fixed === VARIES ? varyingEffect(opcode, oparg) : fixed;
}

function varyingEffect(opcode: number, oparg: number): number {
  switch (opcode) {
    case Op.BUILD_LIST:
    case Op.BUILD_SET:
    case Op.BUILD_STRING:
    case Op.BUILD_TUPLE:
      return 1 - oparg;
    case Op.BUILD_MAP:
      return 1 - 2 * oparg;
    case Op.BUILD_CONST_KEY_MAP:
    case Op.RAISE_VARARGS:
      return 0 - oparg;
    case Op.BUILD_SLICE:
      return oparg === 3 ? -2 : -1;
    case Op.CALL:
      return -1 - oparg;
    case Op.CALL_KW:
      return -2 - oparg;
    case Op.CALL_FUNCTION_EX:
      return -2 - (oparg & 1);
    case Op.LOAD_ATTR:
      return oparg & 1;
    case Op.LOAD_GLOBAL:
      return 1 + (oparg & 1);
    case Op.LOAD_SUPER_ATTR:
      return -2 + (oparg & 1);
    case Op.UNPACK_EX:
      return (oparg & 0xff) + (oparg >> 8);
    default: // UNPACK_SEQUENCE
      return oparg - 1;
  }
}

/** The change of depth on the way to the target of a jump, or to a handler before it has been entered. */
export function stackEffectOfJump(opcode: number, oparg: number): number {
  switch (opcode) {
    case Op.SETUP_FINALLY:
    case Op.SETUP_WITH:
      return 1; // the exception
    case Op.SETUP_CLEANUP:
      return 2; // the exception, the last instruction
    default:
      return stackEffect(opcode, oparg);
  }
}
