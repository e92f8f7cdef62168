/**
 * The instruction set of 3.13: opcode numbers, and two tables over them. CPython: opcode_ids.h, pycore_opcode_metadata.h.
 *
 * 0-118 base instructions, 149 RESUME, 150-222 specialised forms, 236-254 instrumented forms. 223-235 are free in CPython.
 */

export const CACHE: i32 = 0;
export const BEFORE_ASYNC_WITH: i32 = 1;
export const BEFORE_WITH: i32 = 2;
export const BINARY_OP_INPLACE_ADD_UNICODE: i32 = 3;
export const BINARY_SLICE: i32 = 4;
export const BINARY_SUBSCR: i32 = 5;
export const CHECK_EG_MATCH: i32 = 6;
export const CHECK_EXC_MATCH: i32 = 7;
export const CLEANUP_THROW: i32 = 8;
export const DELETE_SUBSCR: i32 = 9;
export const END_ASYNC_FOR: i32 = 10;
export const END_FOR: i32 = 11;
export const END_SEND: i32 = 12;
export const EXIT_INIT_CHECK: i32 = 13;
export const FORMAT_SIMPLE: i32 = 14;
export const FORMAT_WITH_SPEC: i32 = 15;
export const GET_AITER: i32 = 16;
export const RESERVED: i32 = 17;
export const GET_ANEXT: i32 = 18;
export const GET_ITER: i32 = 19;
export const GET_LEN: i32 = 20;
export const GET_YIELD_FROM_ITER: i32 = 21;
export const INTERPRETER_EXIT: i32 = 22;
export const LOAD_ASSERTION_ERROR: i32 = 23;
export const LOAD_BUILD_CLASS: i32 = 24;
export const LOAD_LOCALS: i32 = 25;
export const MAKE_FUNCTION: i32 = 26;
export const MATCH_KEYS: i32 = 27;
export const MATCH_MAPPING: i32 = 28;
export const MATCH_SEQUENCE: i32 = 29;
export const NOP: i32 = 30;
export const POP_EXCEPT: i32 = 31;
export const POP_TOP: i32 = 32;
export const PUSH_EXC_INFO: i32 = 33;
export const PUSH_NULL: i32 = 34;
export const RETURN_GENERATOR: i32 = 35;
export const RETURN_VALUE: i32 = 36;
export const SETUP_ANNOTATIONS: i32 = 37;
export const STORE_SLICE: i32 = 38;
export const STORE_SUBSCR: i32 = 39;
export const TO_BOOL: i32 = 40;
export const UNARY_INVERT: i32 = 41;
export const UNARY_NEGATIVE: i32 = 42;
export const UNARY_NOT: i32 = 43;
export const WITH_EXCEPT_START: i32 = 44;
export const BINARY_OP: i32 = 45;
export const BUILD_CONST_KEY_MAP: i32 = 46;
export const BUILD_LIST: i32 = 47;
export const BUILD_MAP: i32 = 48;
export const BUILD_SET: i32 = 49;
export const BUILD_SLICE: i32 = 50;
export const BUILD_STRING: i32 = 51;
export const BUILD_TUPLE: i32 = 52;
export const CALL: i32 = 53;
export const CALL_FUNCTION_EX: i32 = 54;
export const CALL_INTRINSIC_1: i32 = 55;
export const CALL_INTRINSIC_2: i32 = 56;
export const CALL_KW: i32 = 57;
export const COMPARE_OP: i32 = 58;
export const CONTAINS_OP: i32 = 59;
export const CONVERT_VALUE: i32 = 60;
export const COPY: i32 = 61;
export const COPY_FREE_VARS: i32 = 62;
export const DELETE_ATTR: i32 = 63;
export const DELETE_DEREF: i32 = 64;
export const DELETE_FAST: i32 = 65;
export const DELETE_GLOBAL: i32 = 66;
export const DELETE_NAME: i32 = 67;
export const DICT_MERGE: i32 = 68;
export const DICT_UPDATE: i32 = 69;
export const ENTER_EXECUTOR: i32 = 70;
export const EXTENDED_ARG: i32 = 71;
export const FOR_ITER: i32 = 72;
export const GET_AWAITABLE: i32 = 73;
export const IMPORT_FROM: i32 = 74;
export const IMPORT_NAME: i32 = 75;
export const IS_OP: i32 = 76;
export const JUMP_BACKWARD: i32 = 77;
export const JUMP_BACKWARD_NO_INTERRUPT: i32 = 78;
export const JUMP_FORWARD: i32 = 79;
export const LIST_APPEND: i32 = 80;
export const LIST_EXTEND: i32 = 81;
export const LOAD_ATTR: i32 = 82;
export const LOAD_CONST: i32 = 83;
export const LOAD_DEREF: i32 = 84;
export const LOAD_FAST: i32 = 85;
export const LOAD_FAST_AND_CLEAR: i32 = 86;
export const LOAD_FAST_CHECK: i32 = 87;
export const LOAD_FAST_LOAD_FAST: i32 = 88;
export const LOAD_FROM_DICT_OR_DEREF: i32 = 89;
export const LOAD_FROM_DICT_OR_GLOBALS: i32 = 90;
export const LOAD_GLOBAL: i32 = 91;
export const LOAD_NAME: i32 = 92;
export const LOAD_SUPER_ATTR: i32 = 93;
export const MAKE_CELL: i32 = 94;
export const MAP_ADD: i32 = 95;
export const MATCH_CLASS: i32 = 96;
export const POP_JUMP_IF_FALSE: i32 = 97;
export const POP_JUMP_IF_NONE: i32 = 98;
export const POP_JUMP_IF_NOT_NONE: i32 = 99;
export const POP_JUMP_IF_TRUE: i32 = 100;
export const RAISE_VARARGS: i32 = 101;
export const RERAISE: i32 = 102;
export const RETURN_CONST: i32 = 103;
export const SEND: i32 = 104;
export const SET_ADD: i32 = 105;
export const SET_FUNCTION_ATTRIBUTE: i32 = 106;
export const SET_UPDATE: i32 = 107;
export const STORE_ATTR: i32 = 108;
export const STORE_DEREF: i32 = 109;
export const STORE_FAST: i32 = 110;
export const STORE_FAST_LOAD_FAST: i32 = 111;
export const STORE_FAST_STORE_FAST: i32 = 112;
export const STORE_GLOBAL: i32 = 113;
export const STORE_NAME: i32 = 114;
export const SWAP: i32 = 115;
export const UNPACK_EX: i32 = 116;
export const UNPACK_SEQUENCE: i32 = 117;
export const YIELD_VALUE: i32 = 118;
export const RESUME: i32 = 149;
export const BINARY_OP_ADD_FLOAT: i32 = 150;
export const BINARY_OP_ADD_INT: i32 = 151;
export const BINARY_OP_ADD_UNICODE: i32 = 152;
export const BINARY_OP_MULTIPLY_FLOAT: i32 = 153;
export const BINARY_OP_MULTIPLY_INT: i32 = 154;
export const BINARY_OP_SUBTRACT_FLOAT: i32 = 155;
export const BINARY_OP_SUBTRACT_INT: i32 = 156;
export const BINARY_SUBSCR_DICT: i32 = 157;
export const BINARY_SUBSCR_GETITEM: i32 = 158;
export const BINARY_SUBSCR_LIST_INT: i32 = 159;
export const BINARY_SUBSCR_STR_INT: i32 = 160;
export const BINARY_SUBSCR_TUPLE_INT: i32 = 161;
export const CALL_ALLOC_AND_ENTER_INIT: i32 = 162;
export const CALL_BOUND_METHOD_EXACT_ARGS: i32 = 163;
export const CALL_BOUND_METHOD_GENERAL: i32 = 164;
export const CALL_BUILTIN_CLASS: i32 = 165;
export const CALL_BUILTIN_FAST: i32 = 166;
export const CALL_BUILTIN_FAST_WITH_KEYWORDS: i32 = 167;
export const CALL_BUILTIN_O: i32 = 168;
export const CALL_ISINSTANCE: i32 = 169;
export const CALL_LEN: i32 = 170;
export const CALL_LIST_APPEND: i32 = 171;
export const CALL_METHOD_DESCRIPTOR_FAST: i32 = 172;
export const CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS: i32 = 173;
export const CALL_METHOD_DESCRIPTOR_NOARGS: i32 = 174;
export const CALL_METHOD_DESCRIPTOR_O: i32 = 175;
export const CALL_NON_PY_GENERAL: i32 = 176;
export const CALL_PY_EXACT_ARGS: i32 = 177;
export const CALL_PY_GENERAL: i32 = 178;
export const CALL_STR_1: i32 = 179;
export const CALL_TUPLE_1: i32 = 180;
export const CALL_TYPE_1: i32 = 181;
export const COMPARE_OP_FLOAT: i32 = 182;
export const COMPARE_OP_INT: i32 = 183;
export const COMPARE_OP_STR: i32 = 184;
export const CONTAINS_OP_DICT: i32 = 185;
export const CONTAINS_OP_SET: i32 = 186;
export const FOR_ITER_GEN: i32 = 187;
export const FOR_ITER_LIST: i32 = 188;
export const FOR_ITER_RANGE: i32 = 189;
export const FOR_ITER_TUPLE: i32 = 190;
export const LOAD_ATTR_CLASS: i32 = 191;
export const LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN: i32 = 192;
export const LOAD_ATTR_INSTANCE_VALUE: i32 = 193;
export const LOAD_ATTR_METHOD_LAZY_DICT: i32 = 194;
export const LOAD_ATTR_METHOD_NO_DICT: i32 = 195;
export const LOAD_ATTR_METHOD_WITH_VALUES: i32 = 196;
export const LOAD_ATTR_MODULE: i32 = 197;
export const LOAD_ATTR_NONDESCRIPTOR_NO_DICT: i32 = 198;
export const LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES: i32 = 199;
export const LOAD_ATTR_PROPERTY: i32 = 200;
export const LOAD_ATTR_SLOT: i32 = 201;
export const LOAD_ATTR_WITH_HINT: i32 = 202;
export const LOAD_GLOBAL_BUILTIN: i32 = 203;
export const LOAD_GLOBAL_MODULE: i32 = 204;
export const LOAD_SUPER_ATTR_ATTR: i32 = 205;
export const LOAD_SUPER_ATTR_METHOD: i32 = 206;
export const RESUME_CHECK: i32 = 207;
export const SEND_GEN: i32 = 208;
export const STORE_ATTR_INSTANCE_VALUE: i32 = 209;
export const STORE_ATTR_SLOT: i32 = 210;
export const STORE_ATTR_WITH_HINT: i32 = 211;
export const STORE_SUBSCR_DICT: i32 = 212;
export const STORE_SUBSCR_LIST_INT: i32 = 213;
export const TO_BOOL_ALWAYS_TRUE: i32 = 214;
export const TO_BOOL_BOOL: i32 = 215;
export const TO_BOOL_INT: i32 = 216;
export const TO_BOOL_LIST: i32 = 217;
export const TO_BOOL_NONE: i32 = 218;
export const TO_BOOL_STR: i32 = 219;
export const UNPACK_SEQUENCE_LIST: i32 = 220;
export const UNPACK_SEQUENCE_TUPLE: i32 = 221;
export const UNPACK_SEQUENCE_TWO_TUPLE: i32 = 222;
/** NOT CPYTHON: a RESUME_CHECK of instrumented code, which looks at the code's version (vm/instrument.ts). */
export const RESUME_WATCHED: i32 = 232;
export const INSTRUMENTED_RESUME: i32 = 236;
export const INSTRUMENTED_END_FOR: i32 = 237;
export const INSTRUMENTED_END_SEND: i32 = 238;
export const INSTRUMENTED_RETURN_VALUE: i32 = 239;
export const INSTRUMENTED_RETURN_CONST: i32 = 240;
export const INSTRUMENTED_YIELD_VALUE: i32 = 241;
export const INSTRUMENTED_LOAD_SUPER_ATTR: i32 = 242;
export const INSTRUMENTED_FOR_ITER: i32 = 243;
export const INSTRUMENTED_CALL: i32 = 244;
export const INSTRUMENTED_CALL_KW: i32 = 245;
export const INSTRUMENTED_CALL_FUNCTION_EX: i32 = 246;
export const INSTRUMENTED_INSTRUCTION: i32 = 247;
export const INSTRUMENTED_JUMP_FORWARD: i32 = 248;
export const INSTRUMENTED_JUMP_BACKWARD: i32 = 249;
export const INSTRUMENTED_POP_JUMP_IF_TRUE: i32 = 250;
export const INSTRUMENTED_POP_JUMP_IF_FALSE: i32 = 251;
export const INSTRUMENTED_POP_JUMP_IF_NONE: i32 = 252;
export const INSTRUMENTED_POP_JUMP_IF_NOT_NONE: i32 = 253;
export const INSTRUMENTED_LINE: i32 = 254;
export const HAVE_ARGUMENT: i32 = 44;
export const MIN_INSTRUMENTED_OPCODE: i32 = 236;

// biome-ignore format: a table of 256 numbers
const CACHES: usize = memory.data<u8>([
  0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 1, 3, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 1, 0, 0,
  0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
]);

/** Code units of inline cache behind an instruction with that base opcode. @inline */
export function _PyOpcode_Caches(opcode: i32): i32 {
  return load<u8>(CACHES + <usize>opcode);
}

// biome-ignore format: a table of 256 numbers
const DEOPT: usize = memory.data<u8>([
  0, 1, 2, 45, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
  32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
  64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95,
  96, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 149, 45, 45, 45, 45, 45, 45, 45, 5, 5, 5,
  5, 5, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 53, 58, 58, 58, 59, 59, 72, 72, 72, 72, 82,
  82, 82, 82, 82, 82, 82, 82, 82, 82, 82, 82, 91, 91, 93, 93, 149, 104, 108, 108, 108, 39, 39, 40, 40, 40, 40, 40, 40, 117, 117, 117, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 149, 0, 0, 0, 236, 237, 238, 239, 240, 241, 242, 243, 244, 245, 246, 247, 248, 249, 250, 251, 252, 253, 254, 0,
]);

/** The base form of an opcode. @inline */
export function _PyOpcode_Deopt(opcode: i32): i32 {
  return load<u8>(DEOPT + <usize>opcode);
}

// biome-ignore format: a table of 19 numbers
const DE_INSTRUMENT: usize = memory.data<u8>([
  149, 11, 12, 36, 103, 118, 93, 72, 53, 57, 54, 0, 79, 77, 100, 97, 98, 99, 0,
]);

/** The base form of an instrumented opcode; 0 for INSTRUMENTED_LINE and INSTRUMENTED_INSTRUCTION, whose base form is kept elsewhere. */
export function de_instrument_opcode(opcode: i32): i32 {
  return load<u8>(DE_INSTRUMENT + <usize>(opcode - MIN_INSTRUMENTED_OPCODE));
}

/** The instrumented form of a base opcode; 0: it has none. */
export function instrument_opcode(base: i32): i32 {
  for (let i = 0; i < 19; i++) if (load<u8>(DE_INSTRUMENT + <usize>i) === <u8>base) return MIN_INSTRUMENTED_OPCODE + i;
  return 0;
}
