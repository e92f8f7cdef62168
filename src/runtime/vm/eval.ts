/**
 * The eval loop: runs Python frames. CPython: _PyEval_EvalFrameDefault of Python/ceval.c, Python/bytecodes.c.
 *
 * One dense switch. State in locals:
 *   frame   the running frame                 pc     address of the current code unit
 *   sp      address of the first free stack slot - 64: TOP, SECOND ... PUSH are offsets >= 0, which cost nothing
 *   consts  co_consts of the frame's code     word   opcode | oparg << 8 of the instruction to run
 * Every instruction begins by noting `pc` in frame.instr_ptr; until then that is the instruction before it in this frame,
 * which INSTRUMENTED_LINE must know. Every case ends by setting `pc` and `word` and `continue`s. Setting only the low byte of `word` re-dispatches the same
 * instruction: a specialised form that does not fit goes on as its base form, a freshly specialised one runs at once.
 * Opcodes from OP_ERROR on are the loop's own states (CPython's labels): they are reached by `word = OP_...; continue`.
 *
 * A call of a Python function pushes a frame and goes on in the same loop. `frame.stacktop` is set before a frame stops
 * running, -1 while it runs. The loop leaves (LEFT) and is entered again by _PyEval_EvalFrame every SLICE backward
 * jumps and calls, because engines swap optimised code in only at a call.
 *
 * Ownership: operands on the stack are owned by the stack until an instruction has taken them off. On an error, what is
 * still on the stack is released by unwinding.
 */

import {
  _PyObject_GetMethod,
  PyObject_GenericGetAttr,
  PyObject_GetAttr,
  PyObject_SetAttr,
} from "../abstract/attribute";
import {
  PY_VECTORCALL_ARGUMENTS_OFFSET,
  PyObject_Call,
  PyObject_CallMethodOneArg,
  PyObject_Vectorcall,
} from "../abstract/call";
import {
  _PyErr_SetKeyError,
  PyErr_Clear,
  PyErr_ExceptionMatches,
  PyErr_GetRaisedException,
  PyErr_SetHandledException,
  PyErr_SetRaisedException,
  PyErr_SetString,
} from "../abstract/errors";
import { PyObject_IsInstance } from "../abstract/instance-check";
import { PyIter_Check, PyObject_GetIter } from "../abstract/iterator";
import { PyNumber_BinaryOp, PyNumber_Invert, PyNumber_Negative } from "../abstract/number";
import { PyObject_IsTrue, PyObject_RichCompare, PyObject_Str } from "../abstract/object-protocol";
import { _Py_EnterRecursiveCall, leave_levels } from "../abstract/recursion";
import {
  PyObject_DelItem,
  PyObject_GetItem,
  PyObject_LongSize,
  PyObject_SetItem,
  PySequence_Contains,
  PySequence_Tuple,
} from "../abstract/sequence";
import { _PyType_NewManagedObject } from "../builtin-types/base-object-alloc";
import { PyCFunctionObject } from "../builtin-types/builtin-function";
import { PyCell_New, PyCellObject } from "../builtin-types/cell";
import { _PyCode_CODE, CO_OPTIMIZED, PyCodeObject } from "../builtin-types/code";
import { get_exception_handler, handler_found } from "../builtin-types/code-exception-table";
import {
  BEFORE_ASYNC_WITH,
  BEFORE_WITH,
  BINARY_OP,
  BINARY_OP_ADD_FLOAT,
  BINARY_OP_ADD_INT,
  BINARY_OP_ADD_UNICODE,
  BINARY_OP_INPLACE_ADD_UNICODE,
  BINARY_OP_MULTIPLY_FLOAT,
  BINARY_OP_MULTIPLY_INT,
  BINARY_OP_SUBTRACT_FLOAT,
  BINARY_OP_SUBTRACT_INT,
  BINARY_SLICE,
  BINARY_SUBSCR,
  BINARY_SUBSCR_DICT,
  BINARY_SUBSCR_GETITEM,
  BINARY_SUBSCR_LIST_INT,
  BINARY_SUBSCR_STR_INT,
  BINARY_SUBSCR_TUPLE_INT,
  BUILD_CONST_KEY_MAP,
  BUILD_LIST,
  BUILD_MAP,
  BUILD_SET,
  BUILD_SLICE,
  BUILD_STRING,
  BUILD_TUPLE,
  CALL,
  CALL_ALLOC_AND_ENTER_INIT,
  CALL_BOUND_METHOD_EXACT_ARGS,
  CALL_BOUND_METHOD_GENERAL,
  CALL_BUILTIN_CLASS,
  CALL_BUILTIN_FAST,
  CALL_BUILTIN_FAST_WITH_KEYWORDS,
  CALL_BUILTIN_O,
  CALL_FUNCTION_EX,
  CALL_INTRINSIC_1,
  CALL_INTRINSIC_2,
  CALL_ISINSTANCE,
  CALL_KW,
  CALL_LEN,
  CALL_LIST_APPEND,
  CALL_METHOD_DESCRIPTOR_FAST,
  CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS,
  CALL_METHOD_DESCRIPTOR_NOARGS,
  CALL_METHOD_DESCRIPTOR_O,
  CALL_NON_PY_GENERAL,
  CALL_PY_EXACT_ARGS,
  CALL_PY_GENERAL,
  CALL_STR_1,
  CALL_TUPLE_1,
  CALL_TYPE_1,
  CHECK_EG_MATCH,
  CHECK_EXC_MATCH,
  CLEANUP_THROW,
  COMPARE_OP,
  COMPARE_OP_FLOAT,
  COMPARE_OP_INT,
  COMPARE_OP_STR,
  CONTAINS_OP,
  CONTAINS_OP_DICT,
  CONTAINS_OP_SET,
  CONVERT_VALUE,
  COPY,
  COPY_FREE_VARS,
  DELETE_ATTR,
  DELETE_DEREF,
  DELETE_FAST,
  DELETE_GLOBAL,
  DELETE_NAME,
  DELETE_SUBSCR,
  DICT_MERGE,
  DICT_UPDATE,
  END_ASYNC_FOR,
  END_FOR,
  END_SEND,
  EXIT_INIT_CHECK,
  EXTENDED_ARG,
  FOR_ITER,
  FOR_ITER_GEN,
  FOR_ITER_LIST,
  FOR_ITER_RANGE,
  FOR_ITER_TUPLE,
  FORMAT_SIMPLE,
  FORMAT_WITH_SPEC,
  GET_AITER,
  GET_ANEXT,
  GET_AWAITABLE,
  GET_ITER,
  GET_LEN,
  GET_YIELD_FROM_ITER,
  IMPORT_FROM,
  IMPORT_NAME,
  INSTRUMENTED_CALL,
  INSTRUMENTED_CALL_FUNCTION_EX,
  INSTRUMENTED_CALL_KW,
  INSTRUMENTED_END_FOR,
  INSTRUMENTED_END_SEND,
  INSTRUMENTED_FOR_ITER,
  INSTRUMENTED_INSTRUCTION,
  INSTRUMENTED_JUMP_BACKWARD,
  INSTRUMENTED_JUMP_FORWARD,
  INSTRUMENTED_LINE,
  INSTRUMENTED_LOAD_SUPER_ATTR,
  INSTRUMENTED_POP_JUMP_IF_FALSE,
  INSTRUMENTED_POP_JUMP_IF_NONE,
  INSTRUMENTED_POP_JUMP_IF_NOT_NONE,
  INSTRUMENTED_POP_JUMP_IF_TRUE,
  INSTRUMENTED_RESUME,
  INSTRUMENTED_RETURN_CONST,
  INSTRUMENTED_RETURN_VALUE,
  INSTRUMENTED_YIELD_VALUE,
  INTERPRETER_EXIT,
  IS_OP,
  JUMP_BACKWARD,
  JUMP_BACKWARD_NO_INTERRUPT,
  JUMP_FORWARD,
  LIST_APPEND,
  LIST_EXTEND,
  LOAD_ASSERTION_ERROR,
  LOAD_ATTR,
  LOAD_ATTR_CLASS,
  LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN,
  LOAD_ATTR_INSTANCE_VALUE,
  LOAD_ATTR_METHOD_LAZY_DICT,
  LOAD_ATTR_METHOD_NO_DICT,
  LOAD_ATTR_METHOD_WITH_VALUES,
  LOAD_ATTR_MODULE,
  LOAD_ATTR_NONDESCRIPTOR_NO_DICT,
  LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES,
  LOAD_ATTR_PROPERTY,
  LOAD_ATTR_SLOT,
  LOAD_ATTR_WITH_HINT,
  LOAD_BUILD_CLASS,
  LOAD_CONST,
  LOAD_DEREF,
  LOAD_FAST,
  LOAD_FAST_AND_CLEAR,
  LOAD_FAST_CHECK,
  LOAD_FAST_LOAD_FAST,
  LOAD_FROM_DICT_OR_DEREF,
  LOAD_FROM_DICT_OR_GLOBALS,
  LOAD_GLOBAL,
  LOAD_GLOBAL_BUILTIN,
  LOAD_GLOBAL_MODULE,
  LOAD_LOCALS,
  LOAD_NAME,
  LOAD_SUPER_ATTR,
  LOAD_SUPER_ATTR_ATTR,
  LOAD_SUPER_ATTR_METHOD,
  MAKE_CELL,
  MAKE_FUNCTION,
  MAP_ADD,
  MATCH_CLASS,
  MATCH_KEYS,
  MATCH_MAPPING,
  MATCH_SEQUENCE,
  NOP,
  POP_EXCEPT,
  POP_JUMP_IF_FALSE,
  POP_JUMP_IF_NONE,
  POP_JUMP_IF_NOT_NONE,
  POP_JUMP_IF_TRUE,
  POP_TOP,
  PUSH_EXC_INFO,
  PUSH_NULL,
  RAISE_VARARGS,
  RERAISE,
  RESUME,
  RESUME_CHECK,
  RESUME_WATCHED,
  RETURN_CONST,
  RETURN_GENERATOR,
  RETURN_VALUE,
  SEND,
  SEND_GEN,
  SET_ADD,
  SET_FUNCTION_ATTRIBUTE,
  SET_UPDATE,
  SETUP_ANNOTATIONS,
  STORE_ATTR,
  STORE_ATTR_INSTANCE_VALUE,
  STORE_ATTR_SLOT,
  STORE_ATTR_WITH_HINT,
  STORE_DEREF,
  STORE_FAST,
  STORE_FAST_LOAD_FAST,
  STORE_FAST_STORE_FAST,
  STORE_GLOBAL,
  STORE_NAME,
  STORE_SLICE,
  STORE_SUBSCR,
  STORE_SUBSCR_DICT,
  STORE_SUBSCR_LIST_INT,
  SWAP,
  TO_BOOL,
  TO_BOOL_ALWAYS_TRUE,
  TO_BOOL_BOOL,
  TO_BOOL_INT,
  TO_BOOL_LIST,
  TO_BOOL_NONE,
  TO_BOOL_STR,
  UNARY_INVERT,
  UNARY_NEGATIVE,
  UNARY_NOT,
  UNPACK_EX,
  UNPACK_SEQUENCE,
  UNPACK_SEQUENCE_LIST,
  UNPACK_SEQUENCE_TUPLE,
  UNPACK_SEQUENCE_TWO_TUPLE,
  WITH_EXCEPT_START,
  YIELD_VALUE,
} from "../builtin-types/code-opcodes";
import { PyMethodDescrObject } from "../builtin-types/descriptor-object";
import { _PyDict_SetItem_Take2, PyDict_Contains, PyDict_GetItemRef, PyDict_SetItem } from "../builtin-types/dict";
import { PyDictKeysObject } from "../builtin-types/dict-keys";
import { _PyDict_MergeEx } from "../builtin-types/dict-merge";
import { PyDictObject } from "../builtin-types/dict-object";
import { _PyDictValues_AddToInsertionOrder } from "../builtin-types/dict-values";
import { _PyFloat_FromDouble_ConsumeInputs } from "../builtin-types/float";
import { function_vectorcall, PyFunctionObject } from "../builtin-types/function";
import { _PyGen_FetchStopIterationValue, GEN_HEAD, PyGenObject } from "../builtin-types/generator";
import { _Py_MakeCoro } from "../builtin-types/generator-frame";
import { _PyObject_GetManagedDict, _PyObject_InlineValues } from "../builtin-types/instance-values";
import {
  _PyLong_CompactValue,
  _PyLong_FromMedium,
  _PyLong_FromSTwoDigits,
  _PyLong_IsZero,
  get_small_int,
  is_small_i32,
  PyLong_FromLong,
  PyLong_FromSsize_t,
  PyLongObject,
  TAG_COMPACT_END,
} from "../builtin-types/int";
import { _PyLong_Add, _PyLong_Multiply, _PyLong_Subtract } from "../builtin-types/int-arith";
import {
  _PyFrame_Copy,
  _PyFrame_Initialize,
  _PyInterpreterFrame,
  _PyThreadState_HasStackSpace,
  _PyThreadState_PopFrame,
  FRAME_CREATED,
  FRAME_EXECUTING,
  FRAME_HEAD,
  FRAME_OWNED_BY_CSTACK,
  FRAME_OWNED_BY_GENERATOR,
  FRAME_OWNED_BY_THREAD,
  FRAME_SUSPENDED,
} from "../builtin-types/interpreter-frame";
import { _PyList_AppendTakeRef, _PyList_FromArraySteal, PyListObject } from "../builtin-types/list";
import { _PyListIterObject } from "../builtin-types/list-iterator";
import { PyMethodObject } from "../builtin-types/method";
import { PyModuleObject } from "../builtin-types/module";
import { _PySet_Contains, PySet_Add } from "../builtin-types/set";
import { PySetObject } from "../builtin-types/set-object";
import { _PyBuildSlice_Consume2, PySlice_New } from "../builtin-types/slice";
import {
  _PyUnicode_Equal,
  _PyUnicode_JoinArray,
  get_latin1_char,
  PyUnicode_Append,
  PyUnicode_Concat,
  PyUnicode_GET_LENGTH,
  PyUnicode_READ_CHAR,
  unicode_get_empty,
} from "../builtin-types/str";
import { _PySuper_Lookup } from "../builtin-types/super";
import { _PyTuple_FromArraySteal, may_be_tracked, PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { PyTupleIterObject } from "../builtin-types/tuple-iterator";
import { _PyObject_GC_IS_TRACKED, _PyObject_GC_TRACK } from "../gc/gc-alloc";
import { PyObject_Free } from "../memory/domains";
import { METH_FASTCALL, METH_KEYWORDS, METH_NOARGS, METH_O, PyMethodDef } from "../object/def-tables";
import { _Py_ID, cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import {
  _Py_DECREF_NO_DEALLOC,
  obj,
  objOrNull,
  Py_DECREF,
  Py_INCREF,
  Py_NewRef,
  PyObject,
  ptr,
  Slots,
} from "../object/object";
import { getattrofunc, PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { interp, tstate } from "../object/state";
import {
  Py_False,
  Py_None,
  Py_True,
  PyBool_Type,
  PyCFunction_Type,
  PyCoro_Type,
  PyDict_Type,
  PyExc_AssertionError,
  PyExc_StopIteration,
  PyExc_SystemError,
  PyFloat_Type,
  PyFrozenSet_Type,
  PyFunction_Type,
  PyGen_Type,
  PyList_Type,
  PyListIter_Type,
  PyLong_Type,
  PyMethod_Type,
  PyMethodDescr_Type,
  PyModule_Type,
  PyRangeIter_Type,
  PySet_Type,
  PySuper_Type,
  PyTuple_Type,
  PyTupleIter_Type,
  PyType_Type,
  PyUnicode_Type,
} from "../object/static-types";
import { Py_TPFLAGS_MAPPING, Py_TPFLAGS_SEQUENCE, PyHeapType, PyTypeObject } from "../object/type-object";
import { _PyEval_FrameClearAndPop, _PyEvalFramePushAndInit, _PyEvalFramePushAndInit_Ex } from "./call-python";
import { _Py_HandlePending, check_recursive_call_py } from "./eval-breaker";
import { _PyEval_FormatExcUnbound, _PyEval_FormatKwargsError, init_returned, unknown_opcode } from "./eval-errors";
import {
  _PyEval_CheckExceptTypeValid,
  check_eg_match,
  cleanup_throw_value,
  do_raise,
  given_exception_matches,
  saved_lasti,
  stop_async_iteration_matches,
  with_except_start,
} from "./eval-exceptions";
import { _PyEval_MatchClass, _PyEval_MatchKeys } from "./eval-match";
import {
  exception_raised,
  OP_ERROR,
  OP_UNWIND,
  resume,
  run_instrumented,
  stop_iteration_raised,
  thrown_into,
} from "./eval-monitoring";
import {
  before_with,
  build_const_key_map,
  build_map,
  build_set,
  call_args_tuple,
  convert_value,
  delete_global,
  delete_name,
  dict_update,
  format_value,
  get_aiter,
  get_anext,
  get_awaitable,
  get_yield_from_iter,
  list_extend,
  load_build_class,
  load_from_dict_or_deref,
  load_from_dict_or_globals,
  load_global,
  load_name,
  load_super,
  make_function,
  set_update,
  setup_annotations,
  store_name,
} from "./eval-names";
import { _PyEval_UnpackIterable } from "./eval-unpack";
import { import_from, import_name } from "./import-name";
import { call_intrinsic_1, call_intrinsic_2 } from "./intrinsics";
import { _Py_call_instrumentation_arg, monitor_exception, monitor_handled } from "./monitoring-calls";
import {
  PY_MONITORING_EVENT_PY_UNWIND,
  PY_MONITORING_EVENT_PY_YIELD,
  PY_MONITORING_EVENT_RERAISE,
} from "./monitoring-events";
import {
  _Py_Specialize_BinaryOp,
  _Py_Specialize_BinarySubscr,
  _Py_Specialize_CompareOp,
  _Py_Specialize_ContainsOp,
  _Py_Specialize_ForIter,
  _Py_Specialize_Send,
  _Py_Specialize_StoreSubscr,
  _Py_Specialize_ToBool,
  _Py_Specialize_UnpackSequence,
} from "./specialize";
import { _Py_Specialize_LoadAttr, _Py_Specialize_LoadSuperAttr, _Py_Specialize_StoreAttr } from "./specialize-attr";
import { _Py_Specialize_Call } from "./specialize-call";
import { _Py_Specialize_LoadGlobal } from "./specialize-global";
import { init_cleanup_code } from "./trampolines";

/** Offsets from `sp`. */
const TOP: usize = 56;
const SECOND: usize = 48;
const THIRD: usize = 40;
const FOURTH: usize = 32;
const PUSH: usize = 64;
/** sp of an empty stack that begins at frame + FRAME_HEAD. */
const SP_BASE: usize = FRAME_HEAD - PUSH;

// The loop's own states, in the gap that CPython's opcode numbers leave.
// OP_ERROR (223, of eval-monitoring.ts): an exception is set at pc. Note it in the traceback, then unwind.
// OP_UNWIND (224): the same without a traceback entry. frame.instr_ptr may differ from pc: it is in `lasti`.
/** The frame ends with an exception. */
const OP_EXIT_UNWIND: u32 = 225;
/** Begin `frame`, which is linked and has its arguments. */
const OP_START_FRAME: u32 = 226;
/** Go on in `frame` where OP_LEAVE left it. */
const OP_RESUME_FRAME: u32 = 227;
/** Leave the loop to be entered again at `pc`. */
const OP_LEAVE: u32 = 228;
/** Look at the eval breaker after a call, then go on `lasti` bytes further. */
const OP_EVENTS: u32 = 229;
/** Go on in `frame` by raising the exception that is set. */
const OP_THROW: u32 = 230;
/** The instruction at pc raises an exception again: unwind from `lasti`. */
const OP_RERAISE: u32 = 231;

/** What eval_loop returns when it only leaves. */
const LEFT: usize = 1;
/** Backward jumps and calls between two leaves. */
const SLICE: i32 = 4000;

/** Specialise when the counter (12 bits above 4 of backoff) is 0. */
const COUNTER_ONE: u32 = 16;

/** Fields of a range iterator. */
const RANGE_START: usize = 16;
const RANGE_STEP: usize = 24;
const RANGE_LEN: usize = 32;

/** Native levels that an entry into the loop counts for. */
const PY_EVAL_C_STACK_UNITS: i32 = 2;

/** Code of the entry frame: NOP, INTERPRETER_EXIT (return), NOP, INTERPRETER_EXIT (yield), RESUME. */
const ENTRY_CODE: usize = memory.data<u16>([30, 22, 30, 22, 149]);

/** @inline */
function type_of(o: PyObject): usize {
  return ptr(o.ob_type);
}

/** @inline */
function local(frame: _PyInterpreterFrame, i: u32): usize {
  return load<usize>(changetype<usize>(frame) + ((<usize>i) << 3), FRAME_HEAD);
}

/** @inline */
function set_local(frame: _PyInterpreterFrame, i: u32, value: usize): void {
  store<u64>(changetype<usize>(frame) + ((<usize>i) << 3), <u64>value, FRAME_HEAD);
}

/** Name `i` of the frame's code: borrowed. @inline */
function name_at(frame: _PyInterpreterFrame, i: u32): PyObject {
  return load<PyObject>(ptr(frame.code.co_names) + ((<usize>i) << 3), 24);
}

/** @inline */
function bool_address(value: bool): usize {
  return value ? ptr(Py_True) : ptr(Py_False);
}

/** sp of a frame that has been stopped. @inline */
function saved_sp(frame: _PyInterpreterFrame): usize {
  return changetype<usize>(frame) + ((<usize>frame.stacktop) << 3) + SP_BASE;
}

/** @inline */
function save_sp(frame: _PyInterpreterFrame, sp: usize): void {
  frame.stacktop = <i32>(sp - changetype<usize>(frame) - SP_BASE) >> 3;
}

/** A new int; NULL with MemoryError. @inline */
function new_int(value: i32): usize {
  if (is_small_i32(value)) return ptr(get_small_int(value));
  return ptr(_PyLong_FromMedium(value));
}

/** Releases an exact int. @inline */
function decref_int(o: PyObject): void {
  const n = o.ob_refcnt;
  if (<i32>n < 0) return;
  o.ob_refcnt = n - 1;
  if (n === 1) PyObject_Free(ptr(o));
}

/** COMPARISON_BIT: 2 less, 4 greater, 8 equal. @inline */
function compare_i32(a: i32, b: i32): u32 {
  return a < b ? 2 : a > b ? 4 : 8;
}

/** Address of entry `index` of a unicode or split table. @inline */
function unicode_entry(keys: PyDictKeysObject, index: u32): usize {
  return changetype<usize>(keys) + ((<usize>1) << keys.dk_log2_index_bytes) + ((<usize>index) << 4);
}

/** Offsets in a unicode entry from unicode_entry: the table's head is 32 bytes. */
const ENTRY_KEY: usize = 32;
const ENTRY_VALUE: usize = 40;

/** Room on the data stack, and one more Python level before the limit. @inline */
function may_push(words: i32): bool {
  return _PyThreadState_HasStackSpace(words) && tstate.py_recursion_remaining > 1;
}

/** A frame for `func` (stolen) at the top of the data stack, where there is room; its first `filled` locals are not cleared. @inline */
function push_unchecked(func: PyFunctionObject, code: PyCodeObject, filled: i32): _PyInterpreterFrame {
  const frame = changetype<_PyInterpreterFrame>(tstate.datastack_top);
  tstate.datastack_top = changetype<usize>(frame) + ((<usize>code.co_framesize) << 3);
  _PyFrame_Initialize(frame, func, null, code, filled);
  return frame;
}

/** Links `callee` behind `frame`, whose stack ends at `sp`; it returns `units` code units further on. @inline */
function link_frame(frame: _PyInterpreterFrame, callee: _PyInterpreterFrame, sp: usize, units: u32): void {
  save_sp(frame, sp);
  frame.return_offset = <u16>units;
  callee.previous = frame;
  tstate.current_frame = changetype<usize>(callee);
}

/** Calls a builtin with fast arguments. */
function call_fast(def: PyMethodDef, self: PyObject | null, args: Slots, n: i32, keywords: bool): PyObject | null {
  if (keywords) {
    return changetype<PyCFunctionFastWithKeywords>(def.ml_meth).call(changetype<PyObject>(self), args, n, null);
  }
  return changetype<PyCFunctionFast>(def.ml_meth).call(changetype<PyObject>(self), args, n);
}

/** Releases `n` stack slots from `at` on (none is NULL). */
function release_slots(at: usize, n: i32): void {
  for (let i = 0; i < n; i++) Py_DECREF(load<PyObject>(at + ((<usize>i) << 3)));
}

/** Runs `frame`, which holds its arguments, to its end: a new reference, NULL with an exception. With `throwflag` the exception that is set is raised in it. */
export function _PyEval_EvalFrame(frame: _PyInterpreterFrame, throwflag: bool): PyObject | null {
  const mark = stack_mark();
  const entry = changetype<_PyInterpreterFrame>(stack_alloc(FRAME_HEAD + 16));
  memory.fill(changetype<usize>(entry), 0, FRAME_HEAD + 16);
  entry.f_executable = Py_None;
  entry.instr_ptr = ENTRY_CODE + 2;
  entry.owner = FRAME_OWNED_BY_CSTACK;
  entry.previous = changetype<_PyInterpreterFrame | null>(tstate.current_frame);
  frame.previous = entry;
  tstate.current_frame = changetype<usize>(frame);
  let state: u32 = throwflag ? OP_THROW : OP_START_FRAME;
  tstate.c_recursion_remaining -= PY_EVAL_C_STACK_UNITS - 1;
  if (_Py_EnterRecursiveCall(cstr("")) < 0) {
    tstate.c_recursion_remaining--;
    tstate.py_recursion_remaining--;
    state = OP_EXIT_UNWIND;
  }
  let result = eval_loop(frame, state);
  while (result === LEFT) {
    result = eval_loop(changetype<_PyInterpreterFrame>(tstate.current_frame), OP_RESUME_FRAME);
  }
  tstate.current_frame = changetype<usize>(entry.previous);
  leave_levels(PY_EVAL_C_STACK_UNITS);
  stack_release(mark);
  return objOrNull(result);
}

/** The loop. `state`: how it begins (OP_START_FRAME, OP_RESUME_FRAME, OP_THROW, OP_EXIT_UNWIND). Returns an object's address, 0 or LEFT. */
function eval_loop(start: _PyInterpreterFrame, state: u32): usize {
  let frame = start;
  let pc: usize = frame.instr_ptr;
  let sp: usize = saved_sp(frame);
  let consts: usize = ptr(frame.code.co_consts);
  let word: u32 = state;
  let lasti: usize = 0;
  let budget: i32 = SLICE;
  while (true) {
    switch (word & 0xff) {
      // ---- Moving values ------------------------------------------------------------------------------------------
      case NOP:
        frame.instr_ptr = pc;
        pc += 2;
        word = load<u16>(pc);
        continue;
      case RESUME:
      case RESUME_WATCHED: {
        frame.instr_ptr = pc;
        const status = resume(frame, pc, word >> 8);
        if (status < 0) {
          word = OP_ERROR;
          continue;
        }
        if (status > 0) {
          word = (word & 0xffffff00) | load<u8>(pc);
          continue;
        }
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case RESUME_CHECK:
        frame.instr_ptr = pc;
        if (tstate.eval_breaker !== 0) {
          word = (word & 0xffffff00) | RESUME;
          continue;
        }
        pc += 2;
        word = load<u16>(pc);
        if (--budget < 0) word = OP_LEAVE;
        continue;
      case LOAD_FAST_CHECK: {
        frame.instr_ptr = pc;
        const value = local(frame, word >> 8);
        if (value === 0) {
          _PyEval_FormatExcUnbound(frame.code, word >> 8);
          word = OP_ERROR;
          continue;
        }
        Py_INCREF(obj(value));
        store<u64>(sp, <u64>value, PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_FAST: {
        frame.instr_ptr = pc;
        const value = local(frame, word >> 8);
        Py_INCREF(obj(value));
        store<u64>(sp, <u64>value, PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_FAST_AND_CLEAR:
        frame.instr_ptr = pc;
        store<u64>(sp, <u64>local(frame, word >> 8), PUSH);
        set_local(frame, word >> 8, 0);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      case LOAD_FAST_LOAD_FAST: {
        frame.instr_ptr = pc;
        const first = local(frame, word >> 12);
        const second = local(frame, (word >> 8) & 15);
        Py_INCREF(obj(first));
        Py_INCREF(obj(second));
        store<u64>(sp, <u64>first, PUSH);
        store<u64>(sp, <u64>second, PUSH + 8);
        sp += 16;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_CONST: {
        frame.instr_ptr = pc;
        const value = load<usize>(consts + ((<usize>(word >> 8)) << 3), 24);
        Py_INCREF(obj(value));
        store<u64>(sp, <u64>value, PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case STORE_FAST: {
        frame.instr_ptr = pc;
        const value = load<usize>(sp, TOP);
        const old = local(frame, word >> 8);
        sp -= 8;
        set_local(frame, word >> 8, value);
        pc += 2;
        if (old !== 0) Py_DECREF(obj(old));
        word = load<u16>(pc);
        continue;
      }
      case STORE_FAST_LOAD_FAST: {
        frame.instr_ptr = pc;
        const value = load<usize>(sp, TOP);
        const old = local(frame, word >> 12);
        set_local(frame, word >> 12, value);
        const next = local(frame, (word >> 8) & 15);
        Py_INCREF(obj(next));
        store<u64>(sp, <u64>next, TOP);
        pc += 2;
        if (old !== 0) Py_DECREF(obj(old));
        word = load<u16>(pc);
        continue;
      }
      case STORE_FAST_STORE_FAST: {
        frame.instr_ptr = pc;
        const first = local(frame, word >> 12);
        set_local(frame, word >> 12, load<usize>(sp, TOP));
        if (first !== 0) Py_DECREF(obj(first));
        const second = local(frame, (word >> 8) & 15);
        set_local(frame, (word >> 8) & 15, load<usize>(sp, SECOND));
        sp -= 16;
        if (second !== 0) Py_DECREF(obj(second));
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case POP_TOP:
      case END_FOR: {
        frame.instr_ptr = pc;
        const value = load<PyObject>(sp, TOP);
        sp -= 8;
        Py_DECREF(value);
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case PUSH_NULL:
        frame.instr_ptr = pc;
        store<u64>(sp, 0, PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      case END_SEND: {
        frame.instr_ptr = pc;
        const receiver = load<PyObject>(sp, SECOND);
        store<u64>(sp, load<u64>(sp, TOP), SECOND);
        sp -= 8;
        Py_DECREF(receiver);
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case COPY: {
        frame.instr_ptr = pc;
        const value = load<usize>(sp - ((<usize>(word >> 8)) << 3), PUSH);
        Py_INCREF(obj(value));
        store<u64>(sp, <u64>value, PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case SWAP: {
        frame.instr_ptr = pc;
        const other = sp - ((<usize>(word >> 8)) << 3);
        const top = load<u64>(sp, TOP);
        store<u64>(sp, load<u64>(other, PUSH), TOP);
        store<u64>(other, top, PUSH);
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case EXTENDED_ARG: {
        frame.instr_ptr = pc;
        pc += 2;
        const next = <u32>load<u16>(pc);
        word = (next & 0xff) | ((((word >> 8) << 8) | (next >> 8)) << 8);
        continue;
      }

      // ---- Jumps ----------------------------------------------------------------------------------------------------
      case JUMP_FORWARD:
        frame.instr_ptr = pc;
        pc += 2 + ((<usize>(word >> 8)) << 1);
        word = load<u16>(pc);
        continue;
      case JUMP_BACKWARD:
        frame.instr_ptr = pc;
        if (tstate.eval_breaker !== 0 && _Py_HandlePending() < 0) {
          word = OP_ERROR;
          continue;
        }
        pc += 4 - ((<usize>(word >> 8)) << 1);
        word = load<u16>(pc);
        if (--budget < 0) word = OP_LEAVE;
        continue;
      case JUMP_BACKWARD_NO_INTERRUPT:
        frame.instr_ptr = pc;
        pc += 2 - ((<usize>(word >> 8)) << 1);
        word = load<u16>(pc);
        continue;
      case POP_JUMP_IF_FALSE:
        frame.instr_ptr = pc;
        sp -= 8;
        pc += load<usize>(sp, PUSH) === ptr(Py_False) ? 4 + ((<usize>(word >> 8)) << 1) : 4;
        word = load<u16>(pc);
        continue;
      case POP_JUMP_IF_TRUE:
        frame.instr_ptr = pc;
        sp -= 8;
        pc += load<usize>(sp, PUSH) === ptr(Py_True) ? 4 + ((<usize>(word >> 8)) << 1) : 4;
        word = load<u16>(pc);
        continue;
      case POP_JUMP_IF_NONE: {
        frame.instr_ptr = pc;
        const value = load<PyObject>(sp, TOP);
        sp -= 8;
        if (ptr(value) === ptr(Py_None)) pc += 4 + ((<usize>(word >> 8)) << 1);
        else {
          Py_DECREF(value);
          pc += 4;
        }
        word = load<u16>(pc);
        continue;
      }
      case POP_JUMP_IF_NOT_NONE: {
        frame.instr_ptr = pc;
        const value = load<PyObject>(sp, TOP);
        sp -= 8;
        if (ptr(value) === ptr(Py_None)) pc += 4;
        else {
          Py_DECREF(value);
          pc += 4 + ((<usize>(word >> 8)) << 1);
        }
        word = load<u16>(pc);
        continue;
      }

      // ---- Truth and comparison -----------------------------------------------------------------------------------
      case UNARY_NOT:
        frame.instr_ptr = pc;
        store<u64>(sp, <u64>bool_address(load<usize>(sp, TOP) === ptr(Py_False)), TOP);
        pc += 2;
        word = load<u16>(pc);
        continue;
      case TO_BOOL: {
        frame.instr_ptr = pc;
        const value = load<PyObject>(sp, TOP);
        const counter = <u32>load<u16>(pc, 2);
        if (counter < COUNTER_ONE) {
          _Py_Specialize_ToBool(value, pc);
          word = (word & 0xffffff00) | load<u8>(pc);
          continue;
        }
        store<u16>(pc, <u16>(counter - COUNTER_ONE), 2);
        const truth = PyObject_IsTrue(value);
        sp -= 8;
        Py_DECREF(value);
        if (truth < 0) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>bool_address(truth !== 0), PUSH);
        sp += 8;
        pc += 8;
        word = load<u16>(pc);
        continue;
      }
      case TO_BOOL_BOOL:
        frame.instr_ptr = pc;
        if (type_of(load<PyObject>(sp, TOP)) !== ptr(PyBool_Type)) {
          word = (word & 0xffffff00) | TO_BOOL;
          continue;
        }
        pc += 8;
        word = load<u16>(pc);
        continue;
      case TO_BOOL_INT: {
        frame.instr_ptr = pc;
        const value = load<PyObject>(sp, TOP);
        if (type_of(value) !== ptr(PyLong_Type)) {
          word = (word & 0xffffff00) | TO_BOOL;
          continue;
        }
        const truth = !_PyLong_IsZero(changetype<PyLongObject>(value));
        decref_int(value);
        store<u64>(sp, <u64>bool_address(truth), TOP);
        pc += 8;
        word = load<u16>(pc);
        continue;
      }
      case TO_BOOL_LIST: {
        frame.instr_ptr = pc;
        const value = load<PyObject>(sp, TOP);
        if (type_of(value) !== ptr(PyList_Type)) {
          word = (word & 0xffffff00) | TO_BOOL;
          continue;
        }
        store<u64>(sp, <u64>bool_address(changetype<PyListObject>(value).ob_size !== 0), TOP);
        Py_DECREF(value);
        pc += 8;
        word = load<u16>(pc);
        continue;
      }
      case TO_BOOL_NONE:
        frame.instr_ptr = pc;
        if (load<usize>(sp, TOP) !== ptr(Py_None)) {
          word = (word & 0xffffff00) | TO_BOOL;
          continue;
        }
        store<u64>(sp, <u64>ptr(Py_False), TOP);
        pc += 8;
        word = load<u16>(pc);
        continue;
      case TO_BOOL_STR: {
        frame.instr_ptr = pc;
        const value = load<PyObject>(sp, TOP);
        if (type_of(value) !== ptr(PyUnicode_Type)) {
          word = (word & 0xffffff00) | TO_BOOL;
          continue;
        }
        store<u64>(sp, <u64>bool_address(PyUnicode_GET_LENGTH(value) !== 0), TOP);
        Py_DECREF(value);
        pc += 8;
        word = load<u16>(pc);
        continue;
      }
      case TO_BOOL_ALWAYS_TRUE: {
        frame.instr_ptr = pc;
        const value = load<PyObject>(sp, TOP);
        if (value.ob_type.tp_version_tag !== load<u32>(pc, 4)) {
          word = (word & 0xffffff00) | TO_BOOL;
          continue;
        }
        store<u64>(sp, <u64>ptr(Py_True), TOP);
        Py_DECREF(value);
        pc += 8;
        word = load<u16>(pc);
        continue;
      }
      case COMPARE_OP: {
        frame.instr_ptr = pc;
        const left = load<PyObject>(sp, SECOND);
        const right = load<PyObject>(sp, TOP);
        const counter = <u32>load<u16>(pc, 2);
        if (counter < COUNTER_ONE) {
          _Py_Specialize_CompareOp(left, right, pc, <i32>(word >> 8));
          word = (word & 0xffffff00) | load<u8>(pc);
          continue;
        }
        store<u16>(pc, <u16>(counter - COUNTER_ONE), 2);
        let result = PyObject_RichCompare(left, right, <i32>(word >> 13));
        sp -= 16;
        Py_DECREF(left);
        Py_DECREF(right);
        if (result && ((word >> 8) & 16) !== 0) {
          const truth = PyObject_IsTrue(result);
          Py_DECREF(result);
          result = truth < 0 ? null : obj(bool_address(truth !== 0));
        }
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case COMPARE_OP_INT: {
        frame.instr_ptr = pc;
        const left = load<PyLongObject>(sp, SECOND);
        const right = load<PyLongObject>(sp, TOP);
        if (
          type_of(left) !== ptr(PyLong_Type) ||
          type_of(right) !== ptr(PyLong_Type) ||
          (left.lv_tag | right.lv_tag) >= TAG_COMPACT_END
        ) {
          word = (word & 0xffffff00) | COMPARE_OP;
          continue;
        }
        const truth = (compare_i32(_PyLong_CompactValue(left), _PyLong_CompactValue(right)) & (word >> 8)) !== 0;
        decref_int(left);
        decref_int(right);
        // A conditional jump nearly always follows: run it here, without the bool on the stack.
        const next = <u32>load<u16>(pc, 4);
        if ((next & 0xff) === POP_JUMP_IF_FALSE) {
          sp -= 16;
          pc += truth ? 8 : 8 + ((<usize>(next >> 8)) << 1);
          word = load<u16>(pc);
          continue;
        }
        store<u64>(sp, <u64>bool_address(truth), SECOND);
        sp -= 8;
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case COMPARE_OP_FLOAT: {
        frame.instr_ptr = pc;
        const left = load<PyObject>(sp, SECOND);
        const right = load<PyObject>(sp, TOP);
        if (type_of(left) !== ptr(PyFloat_Type) || type_of(right) !== ptr(PyFloat_Type)) {
          word = (word & 0xffffff00) | COMPARE_OP;
          continue;
        }
        const a = load<f64>(ptr(left), 16);
        const b = load<f64>(ptr(right), 16);
        const bit: u32 = a < b ? 2 : a > b ? 4 : a === b ? 8 : 1;
        sp -= 8;
        store<u64>(sp, <u64>bool_address((bit & (word >> 8)) !== 0), TOP);
        Py_DECREF(left);
        Py_DECREF(right);
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case COMPARE_OP_STR: {
        frame.instr_ptr = pc;
        const left = load<PyObject>(sp, SECOND);
        const right = load<PyObject>(sp, TOP);
        if (type_of(left) !== ptr(PyUnicode_Type) || type_of(right) !== ptr(PyUnicode_Type)) {
          word = (word & 0xffffff00) | COMPARE_OP;
          continue;
        }
        const bit: u32 = _PyUnicode_Equal(left, right) ? 8 : 7;
        sp -= 8;
        store<u64>(sp, <u64>bool_address((bit & (word >> 8)) !== 0), TOP);
        Py_DECREF(left);
        Py_DECREF(right);
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case IS_OP: {
        frame.instr_ptr = pc;
        const left = load<PyObject>(sp, SECOND);
        const right = load<PyObject>(sp, TOP);
        sp -= 8;
        store<u64>(sp, <u64>bool_address((ptr(left) === ptr(right)) !== (word >> 8 !== 0)), TOP);
        Py_DECREF(left);
        Py_DECREF(right);
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case CONTAINS_OP: {
        frame.instr_ptr = pc;
        const left = load<PyObject>(sp, SECOND);
        const right = load<PyObject>(sp, TOP);
        const counter = <u32>load<u16>(pc, 2);
        if (counter < COUNTER_ONE) {
          _Py_Specialize_ContainsOp(right, pc);
          word = (word & 0xffffff00) | load<u8>(pc);
          continue;
        }
        store<u16>(pc, <u16>(counter - COUNTER_ONE), 2);
        const found = PySequence_Contains(right, left);
        sp -= 16;
        Py_DECREF(left);
        Py_DECREF(right);
        if (found < 0) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>bool_address(<u32>found !== word >> 8), PUSH);
        sp += 8;
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case CONTAINS_OP_SET: {
        frame.instr_ptr = pc;
        const left = load<PyObject>(sp, SECOND);
        const right = load<PyObject>(sp, TOP);
        if (type_of(right) !== ptr(PySet_Type) && type_of(right) !== ptr(PyFrozenSet_Type)) {
          word = (word & 0xffffff00) | CONTAINS_OP;
          continue;
        }
        const found = _PySet_Contains(changetype<PySetObject>(right), left);
        sp -= 16;
        Py_DECREF(left);
        Py_DECREF(right);
        if (found < 0) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>bool_address(<u32>found !== word >> 8), PUSH);
        sp += 8;
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case CONTAINS_OP_DICT: {
        frame.instr_ptr = pc;
        const left = load<PyObject>(sp, SECOND);
        const right = load<PyObject>(sp, TOP);
        if (type_of(right) !== ptr(PyDict_Type)) {
          word = (word & 0xffffff00) | CONTAINS_OP;
          continue;
        }
        const found = PyDict_Contains(right, left);
        sp -= 16;
        Py_DECREF(left);
        Py_DECREF(right);
        if (found < 0) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>bool_address(<u32>found !== word >> 8), PUSH);
        sp += 8;
        pc += 4;
        word = load<u16>(pc);
        continue;
      }

      // ---- Arithmetic ---------------------------------------------------------------------------------------------
      case UNARY_NEGATIVE:
      case UNARY_INVERT: {
        frame.instr_ptr = pc;
        const value = load<PyObject>(sp, TOP);
        const result = (word & 0xff) === UNARY_NEGATIVE ? PyNumber_Negative(value) : PyNumber_Invert(value);
        sp -= 8;
        Py_DECREF(value);
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case BINARY_OP: {
        frame.instr_ptr = pc;
        const left = load<PyObject>(sp, SECOND);
        const right = load<PyObject>(sp, TOP);
        const counter = <u32>load<u16>(pc, 2);
        if (counter < COUNTER_ONE) {
          _Py_Specialize_BinaryOp(left, right, pc, <i32>(word >> 8), changetype<usize>(frame) + FRAME_HEAD);
          word = (word & 0xffffff00) | load<u8>(pc);
          continue;
        }
        store<u16>(pc, <u16>(counter - COUNTER_ONE), 2);
        const result = PyNumber_BinaryOp(left, right, <i32>(word >> 8));
        sp -= 16;
        Py_DECREF(left);
        Py_DECREF(right);
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case BINARY_OP_ADD_INT: {
        frame.instr_ptr = pc;
        const left = load<PyLongObject>(sp, SECOND);
        const right = load<PyLongObject>(sp, TOP);
        if (type_of(left) !== ptr(PyLong_Type) || type_of(right) !== ptr(PyLong_Type)) {
          word = (word & 0xffffff00) | BINARY_OP;
          continue;
        }
        let result: usize;
        if ((left.lv_tag | right.lv_tag) < TAG_COMPACT_END) {
          const sum = _PyLong_CompactValue(left) + _PyLong_CompactValue(right);
          result = <u32>(sum + 0x3fffffff) < 0x7fffffff ? new_int(sum) : ptr(_PyLong_FromSTwoDigits(<i64>sum));
        } else result = ptr(_PyLong_Add(left, right));
        sp -= 16;
        decref_int(right);
        decref_int(left);
        if (result === 0) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>result, PUSH);
        sp += 8;
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case BINARY_OP_SUBTRACT_INT: {
        frame.instr_ptr = pc;
        const left = load<PyLongObject>(sp, SECOND);
        const right = load<PyLongObject>(sp, TOP);
        if (type_of(left) !== ptr(PyLong_Type) || type_of(right) !== ptr(PyLong_Type)) {
          word = (word & 0xffffff00) | BINARY_OP;
          continue;
        }
        let result: usize;
        if ((left.lv_tag | right.lv_tag) < TAG_COMPACT_END) {
          const difference = _PyLong_CompactValue(left) - _PyLong_CompactValue(right);
          result =
            <u32>(difference + 0x3fffffff) < 0x7fffffff
              ? new_int(difference)
              : ptr(_PyLong_FromSTwoDigits(<i64>difference));
        } else result = ptr(_PyLong_Subtract(left, right));
        sp -= 16;
        decref_int(right);
        decref_int(left);
        if (result === 0) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>result, PUSH);
        sp += 8;
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case BINARY_OP_MULTIPLY_INT: {
        frame.instr_ptr = pc;
        const left = load<PyLongObject>(sp, SECOND);
        const right = load<PyLongObject>(sp, TOP);
        if (type_of(left) !== ptr(PyLong_Type) || type_of(right) !== ptr(PyLong_Type)) {
          word = (word & 0xffffff00) | BINARY_OP;
          continue;
        }
        let result: usize;
        if ((left.lv_tag | right.lv_tag) < TAG_COMPACT_END) {
          const product = <i64>_PyLong_CompactValue(left) * <i64>_PyLong_CompactValue(right);
          result =
            <u64>(product + 0x3fffffff) < 0x7fffffff ? new_int(<i32>product) : ptr(_PyLong_FromSTwoDigits(product));
        } else result = ptr(_PyLong_Multiply(left, right));
        sp -= 16;
        decref_int(right);
        decref_int(left);
        if (result === 0) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>result, PUSH);
        sp += 8;
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case BINARY_OP_ADD_FLOAT:
      case BINARY_OP_SUBTRACT_FLOAT:
      case BINARY_OP_MULTIPLY_FLOAT: {
        frame.instr_ptr = pc;
        const left = load<PyObject>(sp, SECOND);
        const right = load<PyObject>(sp, TOP);
        if (type_of(left) !== ptr(PyFloat_Type) || type_of(right) !== ptr(PyFloat_Type)) {
          word = (word & 0xffffff00) | BINARY_OP;
          continue;
        }
        const a = load<f64>(ptr(left), 16);
        const b = load<f64>(ptr(right), 16);
        const op = word & 0xff;
        const value = op === BINARY_OP_ADD_FLOAT ? a + b : op === BINARY_OP_SUBTRACT_FLOAT ? a - b : a * b;
        const result = _PyFloat_FromDouble_ConsumeInputs(left, right, value);
        sp -= 16;
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case BINARY_OP_ADD_UNICODE: {
        frame.instr_ptr = pc;
        const left = load<PyObject>(sp, SECOND);
        const right = load<PyObject>(sp, TOP);
        if (type_of(left) !== ptr(PyUnicode_Type) || type_of(right) !== ptr(PyUnicode_Type)) {
          word = (word & 0xffffff00) | BINARY_OP;
          continue;
        }
        const result = PyUnicode_Concat(left, right);
        sp -= 16;
        Py_DECREF(left);
        Py_DECREF(right);
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case BINARY_OP_INPLACE_ADD_UNICODE: {
        frame.instr_ptr = pc;
        // `s += t` for a local s: the STORE_FAST behind names it. Without the stack's reference, s may grow in place.
        const left = load<PyObject>(sp, SECOND);
        const right = load<PyObject>(sp, TOP);
        const target = <u32>load<u8>(pc, 5);
        if (
          type_of(left) !== ptr(PyUnicode_Type) ||
          type_of(right) !== ptr(PyUnicode_Type) ||
          local(frame, target) !== ptr(left)
        ) {
          word = (word & 0xffffff00) | BINARY_OP;
          continue;
        }
        _Py_DECREF_NO_DEALLOC(left);
        const result = PyUnicode_Append(left, right);
        set_local(frame, target, ptr(result));
        sp -= 16;
        Py_DECREF(right);
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        pc += 6;
        word = load<u16>(pc);
        continue;
      }

      // ---- Subscripts ---------------------------------------------------------------------------------------------
      case BINARY_SUBSCR: {
        frame.instr_ptr = pc;
        const container = load<PyObject>(sp, SECOND);
        const sub = load<PyObject>(sp, TOP);
        const counter = <u32>load<u16>(pc, 2);
        if (counter < COUNTER_ONE) {
          _Py_Specialize_BinarySubscr(container, sub, pc);
          word = (word & 0xffffff00) | load<u8>(pc);
          continue;
        }
        store<u16>(pc, <u16>(counter - COUNTER_ONE), 2);
        const result = PyObject_GetItem(container, sub);
        sp -= 16;
        Py_DECREF(container);
        Py_DECREF(sub);
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case BINARY_SUBSCR_LIST_INT: {
        frame.instr_ptr = pc;
        const list = load<PyListObject>(sp, SECOND);
        const sub = load<PyLongObject>(sp, TOP);
        if (
          type_of(sub) !== ptr(PyLong_Type) ||
          type_of(list) !== ptr(PyList_Type) ||
          sub.lv_tag > 8 ||
          sub.digit0 >= <u32>list.ob_size
        ) {
          word = (word & 0xffffff00) | BINARY_SUBSCR;
          continue;
        }
        const result = list.ob_item.get(<i32>sub.digit0);
        Py_INCREF(result);
        sp -= 8;
        store<u64>(sp, <u64>ptr(result), TOP);
        decref_int(sub);
        Py_DECREF(list);
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case BINARY_SUBSCR_TUPLE_INT: {
        frame.instr_ptr = pc;
        const tuple = load<PyObject>(sp, SECOND);
        const sub = load<PyLongObject>(sp, TOP);
        if (
          type_of(sub) !== ptr(PyLong_Type) ||
          type_of(tuple) !== ptr(PyTuple_Type) ||
          sub.lv_tag > 8 ||
          sub.digit0 >= <u32>PyTuple_GET_SIZE(tuple)
        ) {
          word = (word & 0xffffff00) | BINARY_SUBSCR;
          continue;
        }
        const result = load<PyObject>(ptr(tuple) + ((<usize>sub.digit0) << 3), 24);
        Py_INCREF(result);
        sp -= 8;
        store<u64>(sp, <u64>ptr(result), TOP);
        decref_int(sub);
        Py_DECREF(tuple);
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case BINARY_SUBSCR_STR_INT: {
        frame.instr_ptr = pc;
        const str = load<PyObject>(sp, SECOND);
        const sub = load<PyLongObject>(sp, TOP);
        if (
          type_of(sub) !== ptr(PyLong_Type) ||
          type_of(str) !== ptr(PyUnicode_Type) ||
          sub.lv_tag > 8 ||
          sub.digit0 >= <u32>PyUnicode_GET_LENGTH(str)
        ) {
          word = (word & 0xffffff00) | BINARY_SUBSCR;
          continue;
        }
        const c = PyUnicode_READ_CHAR(str, <i32>sub.digit0);
        if (c >= 128) {
          word = (word & 0xffffff00) | BINARY_SUBSCR;
          continue;
        }
        sp -= 8;
        store<u64>(sp, <u64>ptr(get_latin1_char(c)), TOP);
        decref_int(sub);
        Py_DECREF(str);
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case BINARY_SUBSCR_DICT: {
        frame.instr_ptr = pc;
        const dict = load<PyObject>(sp, SECOND);
        const sub = load<PyObject>(sp, TOP);
        if (type_of(dict) !== ptr(PyDict_Type)) {
          word = (word & 0xffffff00) | BINARY_SUBSCR;
          continue;
        }
        const found = PyDict_GetItemRef(dict, sub);
        const result = tstate.out_object;
        if (found === 0) key_error(sub);
        sp -= 16;
        Py_DECREF(dict);
        Py_DECREF(sub);
        if (found <= 0) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case BINARY_SUBSCR_GETITEM: {
        frame.instr_ptr = pc;
        const container = load<PyObject>(sp, SECOND);
        const heap = container.ob_type.tp_flags & (1 << 9);
        const getitem = heap !== 0 ? PyHeapType(container.ob_type).getitem : null;
        if (!getitem) {
          word = (word & 0xffffff00) | BINARY_SUBSCR;
          continue;
        }
        const func = changetype<PyFunctionObject>(getitem);
        const code = changetype<PyCodeObject>(func.func_code);
        if (
          func.func_version !== PyHeapType(container.ob_type).getitem_version ||
          !_PyThreadState_HasStackSpace(code.co_framesize)
        ) {
          word = (word & 0xffffff00) | BINARY_SUBSCR;
          continue;
        }
        Py_INCREF(func);
        const callee = push_unchecked(func, code, 2);
        set_local(callee, 0, ptr(container));
        set_local(callee, 1, load<usize>(sp, TOP));
        link_frame(frame, callee, sp - 16, 2);
        frame = callee;
        word = OP_START_FRAME;
        pc = frame.instr_ptr;
        continue;
      }
      case BINARY_SLICE: {
        frame.instr_ptr = pc;
        const container = load<PyObject>(sp, THIRD);
        const slice = _PyBuildSlice_Consume2(load<PyObject>(sp, SECOND), load<PyObject>(sp, TOP), Py_None);
        sp -= 24;
        let result: PyObject | null = null;
        if (slice) {
          result = PyObject_GetItem(container, slice);
          Py_DECREF(slice);
        }
        Py_DECREF(container);
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case STORE_SLICE: {
        frame.instr_ptr = pc;
        const value = load<PyObject>(sp, FOURTH);
        const container = load<PyObject>(sp, THIRD);
        const slice = _PyBuildSlice_Consume2(load<PyObject>(sp, SECOND), load<PyObject>(sp, TOP), Py_None);
        sp -= 32;
        let status = -1;
        if (slice) {
          status = PyObject_SetItem(container, slice, value);
          Py_DECREF(slice);
        }
        Py_DECREF(value);
        Py_DECREF(container);
        if (status !== 0) {
          word = OP_ERROR;
          continue;
        }
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case STORE_SUBSCR: {
        frame.instr_ptr = pc;
        const value = load<PyObject>(sp, THIRD);
        const container = load<PyObject>(sp, SECOND);
        const sub = load<PyObject>(sp, TOP);
        const counter = <u32>load<u16>(pc, 2);
        if (counter < COUNTER_ONE) {
          _Py_Specialize_StoreSubscr(container, sub, pc);
          word = (word & 0xffffff00) | load<u8>(pc);
          continue;
        }
        store<u16>(pc, <u16>(counter - COUNTER_ONE), 2);
        const status = PyObject_SetItem(container, sub, value);
        sp -= 24;
        Py_DECREF(value);
        Py_DECREF(container);
        Py_DECREF(sub);
        if (status !== 0) {
          word = OP_ERROR;
          continue;
        }
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case STORE_SUBSCR_LIST_INT: {
        frame.instr_ptr = pc;
        const list = load<PyListObject>(sp, SECOND);
        const sub = load<PyLongObject>(sp, TOP);
        if (
          type_of(sub) !== ptr(PyLong_Type) ||
          type_of(list) !== ptr(PyList_Type) ||
          sub.lv_tag > 8 ||
          sub.digit0 >= <u32>list.ob_size
        ) {
          word = (word & 0xffffff00) | STORE_SUBSCR;
          continue;
        }
        const index = <i32>sub.digit0;
        const old = list.ob_item.get(index);
        list.ob_item.set(index, load<PyObject>(sp, THIRD));
        sp -= 24;
        Py_DECREF(old);
        decref_int(sub);
        Py_DECREF(list);
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case STORE_SUBSCR_DICT: {
        frame.instr_ptr = pc;
        const dict = load<PyObject>(sp, SECOND);
        if (type_of(dict) !== ptr(PyDict_Type)) {
          word = (word & 0xffffff00) | STORE_SUBSCR;
          continue;
        }
        const status = _PyDict_SetItem_Take2(
          changetype<PyDictObject>(dict),
          load<PyObject>(sp, TOP),
          load<PyObject>(sp, THIRD),
        );
        sp -= 24;
        Py_DECREF(dict);
        if (status !== 0) {
          word = OP_ERROR;
          continue;
        }
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case DELETE_SUBSCR: {
        frame.instr_ptr = pc;
        const container = load<PyObject>(sp, SECOND);
        const sub = load<PyObject>(sp, TOP);
        const status = PyObject_DelItem(container, sub);
        sp -= 16;
        Py_DECREF(container);
        Py_DECREF(sub);
        if (status !== 0) {
          word = OP_ERROR;
          continue;
        }
        pc += 2;
        word = load<u16>(pc);
        continue;
      }

      // ---- Names --------------------------------------------------------------------------------------------------
      case LOAD_GLOBAL: {
        frame.instr_ptr = pc;
        const counter = <u32>load<u16>(pc, 2);
        const name = name_at(frame, word >> 9);
        if (counter < COUNTER_ONE) {
          _Py_Specialize_LoadGlobal(frame.f_globals, frame.f_builtins, pc, name);
          word = (word & 0xffffff00) | load<u8>(pc);
          continue;
        }
        store<u16>(pc, <u16>(counter - COUNTER_ONE), 2);
        const value = load_global(frame, name);
        if (!value) {
          word = OP_ERROR;
          continue;
        }
        const extra = (<usize>((word >> 8) & 1)) << 3;
        store<u64>(sp + extra, 0, PUSH);
        store<u64>(sp, <u64>ptr(value), PUSH);
        sp += 8 + extra;
        pc += 10;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_GLOBAL_MODULE: {
        frame.instr_ptr = pc;
        const dict = changetype<PyDictObject>(frame.f_globals);
        const keys = dict.ma_keys;
        if (type_of(dict) !== ptr(PyDict_Type) || keys.dk_version !== <u32>load<u16>(pc, 4)) {
          word = (word & 0xffffff00) | LOAD_GLOBAL;
          continue;
        }
        const value = load<usize>(unicode_entry(keys, <u32>load<u16>(pc, 8)), ENTRY_VALUE);
        if (value === 0) {
          word = (word & 0xffffff00) | LOAD_GLOBAL;
          continue;
        }
        Py_INCREF(obj(value));
        const extra = (<usize>((word >> 8) & 1)) << 3;
        store<u64>(sp + extra, 0, PUSH);
        store<u64>(sp, <u64>value, PUSH);
        sp += 8 + extra;
        pc += 10;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_GLOBAL_BUILTIN: {
        frame.instr_ptr = pc;
        const globals = changetype<PyDictObject>(frame.f_globals);
        const builtins = changetype<PyDictObject>(frame.f_builtins);
        const keys = builtins.ma_keys;
        if (
          type_of(globals) !== ptr(PyDict_Type) ||
          type_of(builtins) !== ptr(PyDict_Type) ||
          globals.ma_keys.dk_version !== <u32>load<u16>(pc, 4) ||
          keys.dk_version !== <u32>load<u16>(pc, 6)
        ) {
          word = (word & 0xffffff00) | LOAD_GLOBAL;
          continue;
        }
        const value = load<usize>(unicode_entry(keys, <u32>load<u16>(pc, 8)), ENTRY_VALUE);
        if (value === 0) {
          word = (word & 0xffffff00) | LOAD_GLOBAL;
          continue;
        }
        Py_INCREF(obj(value));
        const extra = (<usize>((word >> 8) & 1)) << 3;
        store<u64>(sp + extra, 0, PUSH);
        store<u64>(sp, <u64>value, PUSH);
        sp += 8 + extra;
        pc += 10;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_NAME: {
        frame.instr_ptr = pc;
        const value = load_name(frame, name_at(frame, word >> 8));
        if (!value) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(value), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case STORE_NAME: {
        frame.instr_ptr = pc;
        const value = load<PyObject>(sp, TOP);
        const status = store_name(frame, name_at(frame, word >> 8), value);
        sp -= 8;
        Py_DECREF(value);
        if (status !== 0) {
          word = OP_ERROR;
          continue;
        }
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case STORE_GLOBAL: {
        frame.instr_ptr = pc;
        const value = load<PyObject>(sp, TOP);
        const status = PyDict_SetItem(frame.f_globals, name_at(frame, word >> 8), value);
        sp -= 8;
        Py_DECREF(value);
        if (status !== 0) {
          word = OP_ERROR;
          continue;
        }
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case DELETE_NAME:
        frame.instr_ptr = pc;
        if (delete_name(frame, name_at(frame, word >> 8)) !== 0) {
          word = OP_ERROR;
          continue;
        }
        pc += 2;
        word = load<u16>(pc);
        continue;
      case DELETE_GLOBAL:
        frame.instr_ptr = pc;
        if (delete_global(frame, name_at(frame, word >> 8)) !== 0) {
          word = OP_ERROR;
          continue;
        }
        pc += 2;
        word = load<u16>(pc);
        continue;
      case DELETE_FAST: {
        frame.instr_ptr = pc;
        const old = local(frame, word >> 8);
        if (old === 0) {
          _PyEval_FormatExcUnbound(frame.code, word >> 8);
          word = OP_ERROR;
          continue;
        }
        set_local(frame, word >> 8, 0);
        Py_DECREF(obj(old));
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case MAKE_CELL: {
        frame.instr_ptr = pc;
        const initial = local(frame, word >> 8);
        const cell = PyCell_New(objOrNull(initial));
        if (!cell) {
          word = OP_ERROR;
          continue;
        }
        set_local(frame, word >> 8, ptr(cell));
        if (initial !== 0) Py_DECREF(obj(initial));
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case COPY_FREE_VARS: {
        frame.instr_ptr = pc;
        const n = <usize>(word >> 8);
        const closure = ptr(changetype<PyFunctionObject>(frame.f_funcobj).func_closure);
        const to = changetype<usize>(frame) + ((<usize>frame.code.co_nlocalsplus - n) << 3);
        for (let i: usize = 0; i < n << 3; i += 8) {
          const cell = load<PyObject>(closure + i, 24);
          Py_INCREF(cell);
          store<u64>(to + i, <u64>ptr(cell), FRAME_HEAD);
        }
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_DEREF: {
        frame.instr_ptr = pc;
        const value = changetype<PyCellObject>(local(frame, word >> 8)).ob_ref;
        if (!value) {
          _PyEval_FormatExcUnbound(frame.code, word >> 8);
          word = OP_ERROR;
          continue;
        }
        Py_INCREF(value);
        store<u64>(sp, <u64>ptr(value), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case STORE_DEREF: {
        frame.instr_ptr = pc;
        const cell = changetype<PyCellObject>(local(frame, word >> 8));
        const old = cell.ob_ref;
        cell.ob_ref = load<PyObject>(sp, TOP);
        sp -= 8;
        if (old) Py_DECREF(old);
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case DELETE_DEREF: {
        frame.instr_ptr = pc;
        const cell = changetype<PyCellObject>(local(frame, word >> 8));
        const old = cell.ob_ref;
        if (!old) {
          _PyEval_FormatExcUnbound(frame.code, word >> 8);
          word = OP_ERROR;
          continue;
        }
        cell.ob_ref = null;
        Py_DECREF(old);
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_FROM_DICT_OR_DEREF:
      case LOAD_FROM_DICT_OR_GLOBALS: {
        frame.instr_ptr = pc;
        const dict = load<PyObject>(sp, TOP);
        const value =
          (word & 0xff) === LOAD_FROM_DICT_OR_DEREF
            ? load_from_dict_or_deref(frame, dict, <i32>(word >> 8))
            : load_from_dict_or_globals(frame, dict, name_at(frame, word >> 8));
        if (!value) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(value), TOP);
        Py_DECREF(dict);
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_LOCALS: {
        frame.instr_ptr = pc;
        const locals = frame.f_locals;
        if (!locals) {
          PyErr_SetString(PyExc_SystemError, cstr("no locals"));
          word = OP_ERROR;
          continue;
        }
        Py_INCREF(locals);
        store<u64>(sp, <u64>ptr(locals), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_BUILD_CLASS: {
        frame.instr_ptr = pc;
        const value = load_build_class(frame);
        if (!value) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(value), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_ASSERTION_ERROR:
        frame.instr_ptr = pc;
        store<u64>(sp, <u64>ptr(PyExc_AssertionError), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      case SETUP_ANNOTATIONS:
        frame.instr_ptr = pc;
        if (setup_annotations(frame) !== 0) {
          word = OP_ERROR;
          continue;
        }
        pc += 2;
        word = load<u16>(pc);
        continue;
      case IMPORT_NAME: {
        frame.instr_ptr = pc;
        const fromlist = load<PyObject>(sp, TOP);
        const level = load<PyObject>(sp, SECOND);
        const module = import_name(frame, name_at(frame, word >> 8), fromlist, level);
        sp -= 16;
        Py_DECREF(level);
        Py_DECREF(fromlist);
        if (!module) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(module), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case IMPORT_FROM: {
        frame.instr_ptr = pc;
        const value = import_from(load<PyObject>(sp, TOP), name_at(frame, word >> 8));
        if (!value) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(value), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }

      // ---- Attributes -----------------------------------------------------------------------------------------------
      case LOAD_ATTR: {
        frame.instr_ptr = pc;
        const owner = load<PyObject>(sp, TOP);
        const name = name_at(frame, word >> 9);
        const counter = <u32>load<u16>(pc, 2);
        if (counter < COUNTER_ONE) {
          _Py_Specialize_LoadAttr(owner, pc, name);
          word = (word & 0xffffff00) | load<u8>(pc);
          continue;
        }
        store<u16>(pc, <u16>(counter - COUNTER_ONE), 2);
        if ((word & 0x100) !== 0) {
          // For a call: an unbound method and its self, or any attribute and NULL.
          const unbound = _PyObject_GetMethod(owner, name);
          const method = tstate.out_object;
          if (unbound && method) {
            store<u64>(sp, <u64>ptr(method), TOP);
            store<u64>(sp, <u64>ptr(owner), PUSH);
          } else {
            Py_DECREF(owner);
            if (!method) {
              sp -= 8;
              word = OP_ERROR;
              continue;
            }
            store<u64>(sp, <u64>ptr(method), TOP);
            store<u64>(sp, 0, PUSH);
          }
          sp += 8;
          pc += 20;
          word = load<u16>(pc);
          continue;
        }
        const value = PyObject_GetAttr(owner, name);
        sp -= 8;
        Py_DECREF(owner);
        if (!value) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(value), PUSH);
        sp += 8;
        pc += 20;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_ATTR_INSTANCE_VALUE: {
        frame.instr_ptr = pc;
        const owner = load<PyObject>(sp, TOP);
        if (owner.ob_type.tp_version_tag !== load<u32>(pc, 4) || _PyObject_InlineValues(owner).valid === 0) {
          word = (word & 0xffffff00) | LOAD_ATTR;
          continue;
        }
        const value = load<usize>(ptr(owner) + <usize>load<u16>(pc, 8));
        if (value === 0) {
          word = (word & 0xffffff00) | LOAD_ATTR;
          continue;
        }
        Py_INCREF(obj(value));
        const extra = (<usize>((word >> 8) & 1)) << 3;
        store<u64>(sp + extra, 0, TOP);
        store<u64>(sp, <u64>value, TOP);
        sp += extra;
        Py_DECREF(owner);
        pc += 20;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_ATTR_MODULE: {
        frame.instr_ptr = pc;
        const owner = load<PyObject>(sp, TOP);
        if (type_of(owner) !== ptr(PyModule_Type)) {
          word = (word & 0xffffff00) | LOAD_ATTR;
          continue;
        }
        const keys = changetype<PyDictObject>(changetype<PyModuleObject>(owner).md_dict).ma_keys;
        if (keys.dk_version !== load<u32>(pc, 4)) {
          word = (word & 0xffffff00) | LOAD_ATTR;
          continue;
        }
        const value = load<usize>(unicode_entry(keys, <u32>load<u16>(pc, 8)), ENTRY_VALUE);
        if (value === 0) {
          word = (word & 0xffffff00) | LOAD_ATTR;
          continue;
        }
        Py_INCREF(obj(value));
        const extra = (<usize>((word >> 8) & 1)) << 3;
        store<u64>(sp + extra, 0, TOP);
        store<u64>(sp, <u64>value, TOP);
        sp += extra;
        Py_DECREF(owner);
        pc += 20;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_ATTR_WITH_HINT: {
        frame.instr_ptr = pc;
        const owner = load<PyObject>(sp, TOP);
        const dict = owner.ob_type.tp_version_tag === load<u32>(pc, 4) ? _PyObject_GetManagedDict(owner) : null;
        const hint = <u32>load<u16>(pc, 8);
        if (!dict || dict.ma_keys.dk_kind === 0 || hint >= <u32>dict.ma_keys.dk_nentries) {
          word = (word & 0xffffff00) | LOAD_ATTR;
          continue;
        }
        const entry = unicode_entry(dict.ma_keys, hint);
        const value = load<usize>(entry, ENTRY_VALUE);
        if (load<usize>(entry, ENTRY_KEY) !== ptr(name_at(frame, word >> 9)) || value === 0) {
          word = (word & 0xffffff00) | LOAD_ATTR;
          continue;
        }
        Py_INCREF(obj(value));
        const extra = (<usize>((word >> 8) & 1)) << 3;
        store<u64>(sp + extra, 0, TOP);
        store<u64>(sp, <u64>value, TOP);
        sp += extra;
        Py_DECREF(owner);
        pc += 20;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_ATTR_SLOT: {
        frame.instr_ptr = pc;
        const owner = load<PyObject>(sp, TOP);
        const value =
          owner.ob_type.tp_version_tag === load<u32>(pc, 4) ? load<usize>(ptr(owner) + <usize>load<u16>(pc, 8)) : 0;
        if (value === 0) {
          word = (word & 0xffffff00) | LOAD_ATTR;
          continue;
        }
        Py_INCREF(obj(value));
        const extra = (<usize>((word >> 8) & 1)) << 3;
        store<u64>(sp + extra, 0, TOP);
        store<u64>(sp, <u64>value, TOP);
        sp += extra;
        Py_DECREF(owner);
        pc += 20;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_ATTR_CLASS: {
        frame.instr_ptr = pc;
        const owner = load<PyObject>(sp, TOP);
        if (
          (owner.ob_type.tp_flags & 0x80000000) === 0 ||
          changetype<PyTypeObject>(owner).tp_version_tag !== load<u32>(pc, 4) ||
          owner.ob_type.tp_version_tag !== load<u32>(pc, 8)
        ) {
          word = (word & 0xffffff00) | LOAD_ATTR;
          continue;
        }
        const value = load<PyObject>(pc, 12);
        Py_INCREF(value);
        const extra = (<usize>((word >> 8) & 1)) << 3;
        store<u64>(sp + extra, 0, TOP);
        store<u64>(sp, <u64>ptr(value), TOP);
        sp += extra;
        Py_DECREF(owner);
        pc += 20;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_ATTR_METHOD_WITH_VALUES: {
        frame.instr_ptr = pc;
        const owner = load<PyObject>(sp, TOP);
        const type = owner.ob_type;
        if (
          type.tp_version_tag !== load<u32>(pc, 4) ||
          _PyObject_InlineValues(owner).valid === 0 ||
          changetype<PyDictKeysObject>(PyHeapType(type).ht_cached_keys).dk_version !== load<u32>(pc, 8)
        ) {
          word = (word & 0xffffff00) | LOAD_ATTR;
          continue;
        }
        const method = load<PyObject>(pc, 12);
        Py_INCREF(method);
        store<u64>(sp, <u64>ptr(method), TOP);
        store<u64>(sp, <u64>ptr(owner), PUSH);
        sp += 8;
        pc += 20;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_ATTR_METHOD_NO_DICT: {
        frame.instr_ptr = pc;
        const owner = load<PyObject>(sp, TOP);
        if (owner.ob_type.tp_version_tag !== load<u32>(pc, 4)) {
          word = (word & 0xffffff00) | LOAD_ATTR;
          continue;
        }
        const method = load<PyObject>(pc, 12);
        Py_INCREF(method);
        store<u64>(sp, <u64>ptr(method), TOP);
        store<u64>(sp, <u64>ptr(owner), PUSH);
        sp += 8;
        pc += 20;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_ATTR_METHOD_LAZY_DICT: {
        frame.instr_ptr = pc;
        const owner = load<PyObject>(sp, TOP);
        if (
          owner.ob_type.tp_version_tag !== load<u32>(pc, 4) ||
          load<usize>(ptr(owner) + <usize>load<u16>(pc, 8) - 24) !== 0
        ) {
          word = (word & 0xffffff00) | LOAD_ATTR;
          continue;
        }
        const method = load<PyObject>(pc, 12);
        Py_INCREF(method);
        store<u64>(sp, <u64>ptr(method), TOP);
        store<u64>(sp, <u64>ptr(owner), PUSH);
        sp += 8;
        pc += 20;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_ATTR_NONDESCRIPTOR_WITH_VALUES: {
        frame.instr_ptr = pc;
        const owner = load<PyObject>(sp, TOP);
        const type = owner.ob_type;
        if (
          type.tp_version_tag !== load<u32>(pc, 4) ||
          _PyObject_InlineValues(owner).valid === 0 ||
          changetype<PyDictKeysObject>(PyHeapType(type).ht_cached_keys).dk_version !== load<u32>(pc, 8)
        ) {
          word = (word & 0xffffff00) | LOAD_ATTR;
          continue;
        }
        const value = load<PyObject>(pc, 12);
        Py_INCREF(value);
        store<u64>(sp, <u64>ptr(value), TOP);
        Py_DECREF(owner);
        pc += 20;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_ATTR_NONDESCRIPTOR_NO_DICT: {
        frame.instr_ptr = pc;
        const owner = load<PyObject>(sp, TOP);
        if (owner.ob_type.tp_version_tag !== load<u32>(pc, 4)) {
          word = (word & 0xffffff00) | LOAD_ATTR;
          continue;
        }
        const value = load<PyObject>(pc, 12);
        Py_INCREF(value);
        store<u64>(sp, <u64>ptr(value), TOP);
        Py_DECREF(owner);
        pc += 20;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_ATTR_PROPERTY: {
        frame.instr_ptr = pc;
        const owner = load<PyObject>(sp, TOP);
        const func = load<PyFunctionObject>(pc, 12);
        if (
          owner.ob_type.tp_version_tag !== load<u32>(pc, 4) ||
          func.func_version !== load<u32>(pc, 8) ||
          !_PyThreadState_HasStackSpace(changetype<PyCodeObject>(func.func_code).co_framesize)
        ) {
          word = (word & 0xffffff00) | LOAD_ATTR;
          continue;
        }
        Py_INCREF(func);
        const callee = push_unchecked(func, changetype<PyCodeObject>(func.func_code), 1);
        set_local(callee, 0, ptr(owner));
        link_frame(frame, callee, sp - 8, 10);
        frame = callee;
        pc = frame.instr_ptr;
        word = OP_START_FRAME;
        continue;
      }
      case LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN: {
        frame.instr_ptr = pc;
        const owner = load<PyObject>(sp, TOP);
        const func = load<PyFunctionObject>(pc, 12);
        if (
          (word & 0x100) !== 0 ||
          owner.ob_type.tp_version_tag !== load<u32>(pc, 4) ||
          func.func_version !== load<u32>(pc, 8) ||
          !_PyThreadState_HasStackSpace(changetype<PyCodeObject>(func.func_code).co_framesize)
        ) {
          word = (word & 0xffffff00) | LOAD_ATTR;
          continue;
        }
        Py_INCREF(func);
        const name = name_at(frame, word >> 9);
        Py_INCREF(name);
        const callee = push_unchecked(func, changetype<PyCodeObject>(func.func_code), 2);
        set_local(callee, 0, ptr(owner));
        set_local(callee, 1, ptr(name));
        link_frame(frame, callee, sp - 8, 10);
        frame = callee;
        pc = frame.instr_ptr;
        word = OP_START_FRAME;
        continue;
      }
      case STORE_ATTR: {
        frame.instr_ptr = pc;
        const value = load<PyObject>(sp, SECOND);
        const owner = load<PyObject>(sp, TOP);
        const name = name_at(frame, word >> 8);
        const counter = <u32>load<u16>(pc, 2);
        if (counter < COUNTER_ONE) {
          _Py_Specialize_StoreAttr(owner, pc, name);
          word = (word & 0xffffff00) | load<u8>(pc);
          continue;
        }
        store<u16>(pc, <u16>(counter - COUNTER_ONE), 2);
        const status = PyObject_SetAttr(owner, name, value);
        sp -= 16;
        Py_DECREF(value);
        Py_DECREF(owner);
        if (status !== 0) {
          word = OP_ERROR;
          continue;
        }
        pc += 10;
        word = load<u16>(pc);
        continue;
      }
      case STORE_ATTR_INSTANCE_VALUE: {
        frame.instr_ptr = pc;
        const owner = load<PyObject>(sp, TOP);
        if (
          owner.ob_type.tp_version_tag !== load<u32>(pc, 4) ||
          _PyObject_GetManagedDict(owner) !== null ||
          _PyObject_InlineValues(owner).valid === 0
        ) {
          word = (word & 0xffffff00) | STORE_ATTR;
          continue;
        }
        const offset = <usize>load<u16>(pc, 8);
        const old = load<usize>(ptr(owner) + offset);
        store<u64>(ptr(owner) + offset, load<u64>(sp, SECOND));
        sp -= 16;
        if (old !== 0) Py_DECREF(obj(old));
        else {
          // values[] begins 8 bytes behind the values' head, which is at owner + 16.
          _PyDictValues_AddToInsertionOrder(_PyObject_InlineValues(owner), <i32>((offset - 24) >> 3));
        }
        Py_DECREF(owner);
        pc += 10;
        word = load<u16>(pc);
        continue;
      }
      case STORE_ATTR_WITH_HINT: {
        frame.instr_ptr = pc;
        const owner = load<PyObject>(sp, TOP);
        const dict = owner.ob_type.tp_version_tag === load<u32>(pc, 4) ? _PyObject_GetManagedDict(owner) : null;
        const hint = <u32>load<u16>(pc, 8);
        if (
          !dict ||
          dict.ma_keys.dk_kind === 0 ||
          hint >= <u32>dict.ma_keys.dk_nentries ||
          load<usize>(unicode_entry(dict.ma_keys, hint), ENTRY_KEY) !== ptr(name_at(frame, word >> 8)) ||
          !store_hint(dict, hint, load<PyObject>(sp, SECOND))
        ) {
          word = (word & 0xffffff00) | STORE_ATTR;
          continue;
        }
        sp -= 16;
        Py_DECREF(owner);
        pc += 10;
        word = load<u16>(pc);
        continue;
      }
      case STORE_ATTR_SLOT: {
        frame.instr_ptr = pc;
        const owner = load<PyObject>(sp, TOP);
        if (owner.ob_type.tp_version_tag !== load<u32>(pc, 4)) {
          word = (word & 0xffffff00) | STORE_ATTR;
          continue;
        }
        const at = ptr(owner) + <usize>load<u16>(pc, 8);
        const old = load<usize>(at);
        store<u64>(at, load<u64>(sp, SECOND));
        sp -= 16;
        if (old !== 0) Py_DECREF(obj(old));
        Py_DECREF(owner);
        pc += 10;
        word = load<u16>(pc);
        continue;
      }
      case DELETE_ATTR: {
        frame.instr_ptr = pc;
        const owner = load<PyObject>(sp, TOP);
        const status = PyObject_SetAttr(owner, name_at(frame, word >> 8), null);
        sp -= 8;
        Py_DECREF(owner);
        if (status !== 0) {
          word = OP_ERROR;
          continue;
        }
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_SUPER_ATTR: {
        frame.instr_ptr = pc;
        const global_super = load<PyObject>(sp, THIRD);
        const cls = load<PyObject>(sp, SECOND);
        const counter = <u32>load<u16>(pc, 2);
        if (counter < COUNTER_ONE) {
          _Py_Specialize_LoadSuperAttr(global_super, cls, pc, (word & 0x100) !== 0);
          word = (word & 0xffffff00) | load<u8>(pc);
          continue;
        }
        store<u16>(pc, <u16>(counter - COUNTER_ONE), 2);
        const self = load<PyObject>(sp, TOP);
        const value = load_super(global_super, Slots.at(sp + SECOND), (word >> 8) & 2, name_at(frame, word >> 10));
        sp -= 24;
        Py_DECREF(global_super);
        Py_DECREF(cls);
        Py_DECREF(self);
        if (!value) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(value), PUSH);
        store<u64>(sp, 0, PUSH + 8);
        sp += 8 + ((<usize>((word >> 8) & 1)) << 3);
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case LOAD_SUPER_ATTR_ATTR:
      case LOAD_SUPER_ATTR_METHOD: {
        frame.instr_ptr = pc;
        const global_super = load<PyObject>(sp, THIRD);
        const cls = load<PyObject>(sp, SECOND);
        if (ptr(global_super) !== ptr(PySuper_Type) || (cls.ob_type.tp_flags & 0x80000000) === 0) {
          word = (word & 0xffffff00) | LOAD_SUPER_ATTR;
          continue;
        }
        const self = load<PyObject>(sp, TOP);
        const want_method = (word & 0xff) === LOAD_SUPER_ATTR_METHOD && is_generic_getattr(self.ob_type);
        tstate.out_i32 = 0;
        const value = _PySuper_Lookup(changetype<PyTypeObject>(cls), self, name_at(frame, word >> 10), want_method);
        const unbound = want_method && tstate.out_i32 !== 0;
        sp -= 24;
        Py_DECREF(cls);
        if (!value) {
          Py_DECREF(self);
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(value), PUSH);
        if (unbound) store<u64>(sp, <u64>ptr(self), PUSH + 8);
        else {
          store<u64>(sp, 0, PUSH + 8);
          Py_DECREF(self);
        }
        sp += 8 + ((<usize>((word >> 8) & 1)) << 3);
        pc += 4;
        word = load<u16>(pc);
        continue;
      }

      // ---- Building -------------------------------------------------------------------------------------------------
      case BUILD_TUPLE:
      case BUILD_LIST:
      case BUILD_STRING:
      case BUILD_SET:
      case BUILD_MAP:
      case BUILD_CONST_KEY_MAP: {
        frame.instr_ptr = pc;
        const result = build(word & 0xff, <i32>(word >> 8), sp);
        // BUILD_MAP has two slots an item, BUILD_CONST_KEY_MAP the tuple of keys on top.
        const op = word & 0xff;
        const n = op === BUILD_MAP ? (word >> 8) << 1 : op === BUILD_CONST_KEY_MAP ? (word >> 8) + 1 : word >> 8;
        sp -= (<usize>n) << 3;
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case BUILD_SLICE: {
        frame.instr_ptr = pc;
        const step = word >> 8 === 3 ? load<PyObject>(sp, TOP) : null;
        if (step) sp -= 8;
        const start = load<PyObject>(sp, SECOND);
        const stop = load<PyObject>(sp, TOP);
        const slice = PySlice_New(start, stop, step);
        sp -= 16;
        Py_DECREF(start);
        Py_DECREF(stop);
        if (step) Py_DECREF(step);
        if (!slice) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(slice), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case LIST_APPEND: {
        frame.instr_ptr = pc;
        const list = load<PyListObject>(sp - ((<usize>(word >> 8)) << 3), TOP);
        const value = load<PyObject>(sp, TOP);
        sp -= 8;
        if (_PyList_AppendTakeRef(list, value) < 0) {
          word = OP_ERROR;
          continue;
        }
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case LIST_EXTEND:
      case SET_UPDATE:
      case DICT_UPDATE:
      case DICT_MERGE:
      case SET_ADD: {
        frame.instr_ptr = pc;
        const target = load<PyObject>(sp - ((<usize>(word >> 8)) << 3), TOP);
        const value = load<PyObject>(sp, TOP);
        let status: i32;
        switch (word & 0xff) {
          case LIST_EXTEND:
            status = list_extend(target, value);
            break;
          case SET_UPDATE:
            status = set_update(target, value);
            break;
          case DICT_UPDATE:
            status = dict_update(target, value);
            break;
          case SET_ADD:
            status = PySet_Add(target, value);
            break;
          default:
            status = dict_merge(target, value, load<PyObject>(sp - ((<usize>(word >> 8)) << 3), FOURTH));
            break;
        }
        sp -= 8;
        Py_DECREF(value);
        if (status < 0) {
          word = OP_ERROR;
          continue;
        }
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case MAP_ADD: {
        frame.instr_ptr = pc;
        const dict = load<PyObject>(sp - ((<usize>(word >> 8)) << 3), SECOND);
        const status = _PyDict_SetItem_Take2(
          changetype<PyDictObject>(dict),
          load<PyObject>(sp, SECOND),
          load<PyObject>(sp, TOP),
        );
        sp -= 16;
        if (status !== 0) {
          word = OP_ERROR;
          continue;
        }
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case UNPACK_SEQUENCE: {
        frame.instr_ptr = pc;
        const seq = load<PyObject>(sp, TOP);
        const counter = <u32>load<u16>(pc, 2);
        if (counter < COUNTER_ONE) {
          _Py_Specialize_UnpackSequence(seq, pc, <i32>(word >> 8));
          word = (word & 0xffffff00) | load<u8>(pc);
          continue;
        }
        store<u16>(pc, <u16>(counter - COUNTER_ONE), 2);
        const n = <i32>(word >> 8);
        const done = _PyEval_UnpackIterable(seq, n, -1, sp + TOP + ((<usize>n) << 3));
        sp -= 8;
        Py_DECREF(seq);
        if (!done) {
          word = OP_ERROR;
          continue;
        }
        sp += (<usize>n) << 3;
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case UNPACK_SEQUENCE_TWO_TUPLE: {
        frame.instr_ptr = pc;
        const seq = load<PyObject>(sp, TOP);
        if (type_of(seq) !== ptr(PyTuple_Type) || PyTuple_GET_SIZE(seq) !== 2) {
          word = (word & 0xffffff00) | UNPACK_SEQUENCE;
          continue;
        }
        const first = load<PyObject>(ptr(seq), 24);
        const second = load<PyObject>(ptr(seq), 32);
        Py_INCREF(second);
        Py_INCREF(first);
        store<u64>(sp, <u64>ptr(second), TOP);
        store<u64>(sp, <u64>ptr(first), PUSH);
        sp += 8;
        Py_DECREF(seq);
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case UNPACK_SEQUENCE_TUPLE:
      case UNPACK_SEQUENCE_LIST: {
        frame.instr_ptr = pc;
        const seq = load<PyObject>(sp, TOP);
        const isTuple = (word & 0xff) === UNPACK_SEQUENCE_TUPLE;
        if (
          type_of(seq) !== (isTuple ? ptr(PyTuple_Type) : ptr(PyList_Type)) ||
          <u32>PyTuple_GET_SIZE(seq) !== word >> 8
        ) {
          word = (word & 0xffffff00) | UNPACK_SEQUENCE;
          continue;
        }
        let item = isTuple ? ptr(seq) + 24 : changetype<usize>(changetype<PyListObject>(seq).ob_item);
        sp -= 8;
        let to = sp + PUSH + ((<usize>(word >> 8)) << 3);
        sp += (<usize>(word >> 8)) << 3;
        for (let n = word >> 8; n > 0; n--) {
          to -= 8;
          const value = load<PyObject>(item);
          Py_INCREF(value);
          store<u64>(to, <u64>ptr(value));
          item += 8;
        }
        Py_DECREF(seq);
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case UNPACK_EX: {
        frame.instr_ptr = pc;
        const seq = load<PyObject>(sp, TOP);
        const before = <i32>((word >> 8) & 0xff);
        const after = <i32>(word >> 16);
        const done = _PyEval_UnpackIterable(seq, before, after, sp + PUSH + ((<usize>(before + after)) << 3));
        sp -= 8;
        Py_DECREF(seq);
        if (!done) {
          word = OP_ERROR;
          continue;
        }
        sp += (<usize>(before + after + 1)) << 3;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case MAKE_FUNCTION: {
        frame.instr_ptr = pc;
        const code = load<PyObject>(sp, TOP);
        const func = make_function(frame, code);
        sp -= 8;
        Py_DECREF(code);
        if (!func) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(func), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case SET_FUNCTION_ATTRIBUTE: {
        frame.instr_ptr = pc;
        const func = load<PyFunctionObject>(sp, TOP);
        const attribute = load<PyObject>(sp, SECOND);
        const which = word >> 8;
        if (which === 1) func.func_defaults = attribute;
        else if (which === 2) func.func_kwdefaults = attribute;
        else if (which === 4) func.func_annotations = attribute;
        else func.func_closure = attribute;
        store<u64>(sp, <u64>ptr(func), SECOND);
        sp -= 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case CONVERT_VALUE:
      case FORMAT_SIMPLE: {
        frame.instr_ptr = pc;
        const value = load<PyObject>(sp, TOP);
        if ((word & 0xff) === FORMAT_SIMPLE && type_of(value) === ptr(PyUnicode_Type)) {
          pc += 2;
          word = load<u16>(pc);
          continue;
        }
        const result =
          (word & 0xff) === FORMAT_SIMPLE ? format_value(value, null) : convert_value(value, <i32>(word >> 8));
        sp -= 8;
        Py_DECREF(value);
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case FORMAT_WITH_SPEC: {
        frame.instr_ptr = pc;
        const value = load<PyObject>(sp, SECOND);
        const spec = load<PyObject>(sp, TOP);
        const result = format_value(value, spec);
        sp -= 16;
        Py_DECREF(value);
        Py_DECREF(spec);
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }

      // ---- Calls ----------------------------------------------------------------------------------------------------
      case CALL: {
        frame.instr_ptr = pc;
        const oparg = <i32>(word >> 8);
        let args = sp + PUSH - ((<usize>oparg) << 3);
        let n = oparg;
        const counter = <u32>load<u16>(pc, 2);
        if (counter < COUNTER_ONE) {
          _Py_Specialize_Call(load<PyObject>(args - 16), pc, oparg + (load<usize>(args - 8) !== 0 ? 1 : 0));
          word = (word & 0xffffff00) | load<u8>(pc);
          continue;
        }
        store<u16>(pc, <u16>(counter - COUNTER_ONE), 2);
        if (load<usize>(args - 8) !== 0) {
          args -= 8;
          n++;
        } else if (type_of(load<PyObject>(args - 16)) === ptr(PyMethod_Type)) {
          unpack_method(args);
          args -= 8;
          n++;
        }
        // The callable is below `args` unless self_or_null was NULL.
        const callable = load<PyObject>(sp - ((<usize>oparg) << 3), SECOND);
        const base = sp - ((<usize>(oparg + 2)) << 3);
        if (
          type_of(callable) === ptr(PyFunction_Type) &&
          changetype<usize>(changetype<PyFunctionObject>(callable).vectorcall) ===
            changetype<usize>(function_vectorcall())
        ) {
          const func = changetype<PyFunctionObject>(callable);
          const callee = _PyEvalFramePushAndInit(func, function_locals(func), Slots.at(args), n, null);
          sp = base;
          if (!callee) {
            word = OP_ERROR;
            continue;
          }
          link_frame(frame, callee, sp, 4);
          frame = callee;
          pc = frame.instr_ptr;
          word = OP_START_FRAME;
          continue;
        }
        const result = PyObject_Vectorcall(callable, Slots.at(args), <u32>n | PY_VECTORCALL_ARGUMENTS_OFFSET, null);
        release_call(base + PUSH, oparg + 2);
        sp = base;
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        if (tstate.eval_breaker !== 0) {
          word = OP_EVENTS;
          lasti = 8;
          continue;
        }
        pc += 8;
        word = load<u16>(pc);
        continue;
      }
      case CALL_BOUND_METHOD_EXACT_ARGS: {
        frame.instr_ptr = pc;
        const args = sp + PUSH - ((<usize>(word >> 8)) << 3);
        const method = load<PyMethodObject>(args - 16);
        if (
          load<usize>(args - 8) !== 0 ||
          type_of(method) !== ptr(PyMethod_Type) ||
          !bound_exact_fits(method, load<u32>(pc, 4), <i32>(word >> 8) + 1)
        ) {
          word = (word & 0xffffff00) | CALL;
          continue;
        }
        unpack_method(args);
        word = (word & 0xffffff00) | CALL_PY_EXACT_ARGS;
        continue;
      }
      case CALL_PY_EXACT_ARGS: {
        frame.instr_ptr = pc;
        const args = sp + PUSH - ((<usize>(word >> 8)) << 3);
        const func = load<PyFunctionObject>(args - 16);
        const hasSelf = load<usize>(args - 8) !== 0;
        if (type_of(func) !== ptr(PyFunction_Type) || func.func_version !== load<u32>(pc, 4)) {
          word = (word & 0xffffff00) | CALL;
          continue;
        }
        const code = changetype<PyCodeObject>(func.func_code);
        const n = <i32>(word >> 8) + (hasSelf ? 1 : 0);
        const top = tstate.datastack_top;
        const size = (<usize>code.co_framesize) << 3;
        const remaining = tstate.py_recursion_remaining;
        if (code.co_argcount !== n || size >= tstate.datastack_limit - top || top === 0 || remaining <= 1) {
          word = (word & 0xffffff00) | CALL;
          continue;
        }
        tstate.py_recursion_remaining = remaining - 1;
        tstate.datastack_top = top + size;
        const callee = changetype<_PyInterpreterFrame>(top);
        _PyFrame_Initialize(callee, func, null, code, n);
        let from = hasSelf ? args - 8 : args;
        let to = top;
        for (let i = n; i > 0; i--) {
          store<u64>(to, load<u64>(from), FRAME_HEAD);
          from += 8;
          to += 8;
        }
        link_frame(frame, callee, args - 16 - PUSH, 4);
        frame = callee;
        callee.stacktop = -1;
        pc = _PyCode_CODE(code);
        sp = top + ((<usize>code.co_nlocalsplus) << 3) + SP_BASE;
        consts = ptr(code.co_consts);
        word = load<u16>(pc);
        continue;
      }
      case CALL_PY_GENERAL:
      case CALL_BOUND_METHOD_GENERAL: {
        frame.instr_ptr = pc;
        const oparg = word >> 8;
        let args = sp + PUSH - ((<usize>oparg) << 3);
        let n = <i32>oparg;
        if ((word & 0xff) === CALL_BOUND_METHOD_GENERAL) {
          const method = load<PyMethodObject>(args - 16);
          if (
            load<usize>(args - 8) !== 0 ||
            type_of(method) !== ptr(PyMethod_Type) ||
            type_of(method.im_func) !== ptr(PyFunction_Type) ||
            changetype<PyFunctionObject>(method.im_func).func_version !== load<u32>(pc, 4)
          ) {
            word = (word & 0xffffff00) | CALL;
            continue;
          }
          unpack_method(args);
        }
        const func = load<PyFunctionObject>(args - 16);
        if (type_of(func) !== ptr(PyFunction_Type) || func.func_version !== load<u32>(pc, 4)) {
          word = (word & 0xffffff00) | CALL;
          continue;
        }
        const base = args - 16 - PUSH;
        if (load<usize>(args - 8) !== 0) {
          args -= 8;
          n++;
        }
        const callee = _PyEvalFramePushAndInit(func, function_locals(func), Slots.at(args), n, null);
        sp = base;
        if (!callee) {
          word = OP_ERROR;
          continue;
        }
        link_frame(frame, callee, sp, 4);
        frame = callee;
        pc = frame.instr_ptr;
        word = OP_START_FRAME;
        continue;
      }
      case CALL_NON_PY_GENERAL: {
        frame.instr_ptr = pc;
        const oparg = <i32>(word >> 8);
        let args = sp + PUSH - ((<usize>oparg) << 3);
        const callable = load<PyObject>(args - 16);
        const type = type_of(callable);
        if (type === ptr(PyFunction_Type) || type === ptr(PyMethod_Type)) {
          word = (word & 0xffffff00) | CALL;
          continue;
        }
        const base = args - 16;
        let n = oparg;
        if (load<usize>(args - 8) !== 0) {
          args -= 8;
          n++;
        }
        const result = PyObject_Vectorcall(callable, Slots.at(args), <u32>n | PY_VECTORCALL_ARGUMENTS_OFFSET, null);
        release_call(base, oparg + 2);
        sp = base - PUSH;
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        if (tstate.eval_breaker !== 0) {
          word = OP_EVENTS;
          lasti = 8;
          continue;
        }
        pc += 8;
        word = load<u16>(pc);
        continue;
      }
      case CALL_TYPE_1: {
        frame.instr_ptr = pc;
        const arg = load<PyObject>(sp, TOP);
        if (load<usize>(sp, SECOND) !== 0 || load<usize>(sp, THIRD) !== ptr(PyType_Type)) {
          word = (word & 0xffffff00) | CALL;
          continue;
        }
        const type = arg.ob_type;
        Py_INCREF(type);
        sp -= 16;
        store<u64>(sp, <u64>ptr(type), TOP);
        Py_DECREF(arg);
        pc += 8;
        word = load<u16>(pc);
        continue;
      }
      case CALL_STR_1:
      case CALL_TUPLE_1: {
        frame.instr_ptr = pc;
        const arg = load<PyObject>(sp, TOP);
        const isStr = (word & 0xff) === CALL_STR_1;
        if (
          load<usize>(sp, SECOND) !== 0 ||
          load<usize>(sp, THIRD) !== (isStr ? ptr(PyUnicode_Type) : ptr(PyTuple_Type))
        ) {
          word = (word & 0xffffff00) | CALL;
          continue;
        }
        const result = isStr ? PyObject_Str(arg) : PySequence_Tuple(arg);
        sp -= 24;
        Py_DECREF(arg);
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        if (tstate.eval_breaker !== 0) {
          word = OP_EVENTS;
          lasti = 8;
          continue;
        }
        pc += 8;
        word = load<u16>(pc);
        continue;
      }
      case CALL_BUILTIN_CLASS: {
        frame.instr_ptr = pc;
        const oparg = <i32>(word >> 8);
        let args = sp + PUSH - ((<usize>oparg) << 3);
        const callable = load<PyTypeObject>(args - 16);
        const isType = (callable.ob_type.tp_flags & 0x80000000) !== 0;
        const vectorcall = isType ? callable.tp_vectorcall : null;
        if (!vectorcall) {
          word = (word & 0xffffff00) | CALL;
          continue;
        }
        const base = args - 16;
        let n = oparg;
        if (load<usize>(args - 8) !== 0) {
          args -= 8;
          n++;
        }
        const result = vectorcall.call(callable, Slots.at(args), <u32>n, null);
        release_args_first(base, oparg);
        sp = base - PUSH;
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        if (tstate.eval_breaker !== 0) {
          word = OP_EVENTS;
          lasti = 8;
          continue;
        }
        pc += 8;
        word = load<u16>(pc);
        continue;
      }
      case CALL_BUILTIN_O: {
        frame.instr_ptr = pc;
        const oparg = <i32>(word >> 8);
        const args = sp + PUSH - ((<usize>oparg) << 3);
        const callable = load<PyCFunctionObject>(args - 16);
        const n = oparg + (load<usize>(args - 8) !== 0 ? 1 : 0);
        if (
          n !== 1 ||
          type_of(callable) !== ptr(PyCFunction_Type) ||
          callable.m_ml.ml_flags !== METH_O ||
          tstate.c_recursion_remaining <= tstate.c_stack_seen
        ) {
          word = (word & 0xffffff00) | CALL;
          continue;
        }
        const base = args - 16;
        const arg = load<PyObject>(sp, TOP);
        tstate.c_recursion_remaining--;
        const result = changetype<PyCFunction>(callable.m_ml.ml_meth).call(changetype<PyObject>(callable.m_self), arg);
        tstate.c_recursion_remaining++;
        sp = base - PUSH;
        Py_DECREF(arg);
        Py_DECREF(callable);
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        if (tstate.eval_breaker !== 0) {
          word = OP_EVENTS;
          lasti = 8;
          continue;
        }
        pc += 8;
        word = load<u16>(pc);
        continue;
      }
      case CALL_BUILTIN_FAST:
      case CALL_BUILTIN_FAST_WITH_KEYWORDS: {
        frame.instr_ptr = pc;
        const oparg = <i32>(word >> 8);
        let args = sp + PUSH - ((<usize>oparg) << 3);
        const callable = load<PyCFunctionObject>(args - 16);
        const keywords = (word & 0xff) === CALL_BUILTIN_FAST_WITH_KEYWORDS;
        if (
          type_of(callable) !== ptr(PyCFunction_Type) ||
          callable.m_ml.ml_flags !== (keywords ? METH_FASTCALL | METH_KEYWORDS : METH_FASTCALL)
        ) {
          word = (word & 0xffffff00) | CALL;
          continue;
        }
        const base = args - 16;
        let n = oparg;
        if (load<usize>(args - 8) !== 0) {
          args -= 8;
          n++;
        }
        const result = call_fast(callable.m_ml, callable.m_self, Slots.at(args), n, keywords);
        release_args_first(base, oparg);
        sp = base - PUSH;
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        if (tstate.eval_breaker !== 0) {
          word = OP_EVENTS;
          lasti = 8;
          continue;
        }
        pc += 8;
        word = load<u16>(pc);
        continue;
      }
      case CALL_LEN: {
        frame.instr_ptr = pc;
        const oparg = <i32>(word >> 8);
        const args = sp + PUSH - ((<usize>oparg) << 3);
        const callable = load<PyObject>(args - 16);
        const n = oparg + (load<usize>(args - 8) !== 0 ? 1 : 0);
        if (n !== 1 || ptr(callable) !== ptr(interp.callable_cache_len)) {
          word = (word & 0xffffff00) | CALL;
          continue;
        }
        const arg = load<PyObject>(sp, TOP);
        const length = PyObject_LongSize(arg);
        if (length < 0) {
          word = OP_ERROR;
          continue;
        }
        const result = PyLong_FromSsize_t(length);
        sp = args - 16 - PUSH;
        Py_DECREF(callable);
        Py_DECREF(arg);
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        pc += 8;
        word = load<u16>(pc);
        continue;
      }
      case CALL_ISINSTANCE: {
        frame.instr_ptr = pc;
        const oparg = <i32>(word >> 8);
        const args = sp + PUSH - ((<usize>oparg) << 3);
        const callable = load<PyObject>(args - 16);
        const n = oparg + (load<usize>(args - 8) !== 0 ? 1 : 0);
        if (n !== 2 || ptr(callable) !== ptr(interp.callable_cache_isinstance)) {
          word = (word & 0xffffff00) | CALL;
          continue;
        }
        const instance = load<PyObject>(sp, SECOND);
        const cls = load<PyObject>(sp, TOP);
        const answer = PyObject_IsInstance(instance, cls);
        if (answer < 0) {
          word = OP_ERROR;
          continue;
        }
        sp = args - 16 - PUSH;
        store<u64>(sp, <u64>bool_address(answer !== 0), PUSH);
        sp += 8;
        Py_DECREF(instance);
        Py_DECREF(cls);
        Py_DECREF(callable);
        pc += 8;
        word = load<u16>(pc);
        continue;
      }
      case CALL_LIST_APPEND: {
        frame.instr_ptr = pc;
        const callable = load<PyObject>(sp, THIRD);
        const list = load<PyListObject>(sp, SECOND);
        if (
          ptr(callable) !== ptr(interp.callable_cache_list_append) ||
          ptr(list) === 0 ||
          type_of(list) !== ptr(PyList_Type)
        ) {
          word = (word & 0xffffff00) | CALL;
          continue;
        }
        const status = _PyList_AppendTakeRef(list, load<PyObject>(sp, TOP));
        sp -= 24;
        Py_DECREF(list);
        Py_DECREF(callable);
        if (status < 0) {
          word = OP_ERROR;
          continue;
        }
        pc += 10; // the POP_TOP of the None that nobody made
        word = load<u16>(pc);
        continue;
      }
      case CALL_METHOD_DESCRIPTOR_O:
      case CALL_METHOD_DESCRIPTOR_NOARGS: {
        frame.instr_ptr = pc;
        const oparg = <i32>(word >> 8);
        const args = sp + PUSH - ((<usize>oparg) << 3);
        const hasSelf = load<usize>(args - 8) !== 0;
        const n = oparg + (hasSelf ? 1 : 0);
        const callable = load<PyMethodDescrObject>(args - 16);
        const one = (word & 0xff) === CALL_METHOD_DESCRIPTOR_O;
        if (
          n !== (one ? 2 : 1) ||
          type_of(callable) !== ptr(PyMethodDescr_Type) ||
          callable.d_method.ml_flags !== (one ? METH_O : METH_NOARGS) ||
          tstate.c_recursion_remaining <= tstate.c_stack_seen
        ) {
          word = (word & 0xffffff00) | CALL;
          continue;
        }
        const self = one ? load<PyObject>(sp, SECOND) : load<PyObject>(sp, TOP);
        if (ptr(self.ob_type) !== ptr(callable.d_type)) {
          word = (word & 0xffffff00) | CALL;
          continue;
        }
        const arg = one ? load<PyObject>(sp, TOP) : null;
        tstate.c_recursion_remaining--;
        const result = changetype<PyCFunction>(callable.d_method.ml_meth).call(self, arg);
        tstate.c_recursion_remaining++;
        sp = args - 16 - PUSH;
        Py_DECREF(self);
        if (arg) Py_DECREF(arg);
        Py_DECREF(callable);
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        if (tstate.eval_breaker !== 0) {
          word = OP_EVENTS;
          lasti = 8;
          continue;
        }
        pc += 8;
        word = load<u16>(pc);
        continue;
      }
      case CALL_METHOD_DESCRIPTOR_FAST:
      case CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS: {
        frame.instr_ptr = pc;
        const oparg = <i32>(word >> 8);
        let args = sp + PUSH - ((<usize>oparg) << 3);
        const base = args - 16;
        const callable = load<PyMethodDescrObject>(base);
        const keywords = (word & 0xff) === CALL_METHOD_DESCRIPTOR_FAST_WITH_KEYWORDS;
        let n = oparg;
        if (load<usize>(args - 8) !== 0) {
          args -= 8;
          n++;
        }
        if (
          type_of(callable) !== ptr(PyMethodDescr_Type) ||
          callable.d_method.ml_flags !== (keywords ? METH_FASTCALL | METH_KEYWORDS : METH_FASTCALL) ||
          n === 0 ||
          ptr(load<PyObject>(args).ob_type) !== ptr(callable.d_type)
        ) {
          word = (word & 0xffffff00) | CALL;
          continue;
        }
        const result = call_fast(callable.d_method, load<PyObject>(args), Slots.at(args + 8), n - 1, keywords);
        release_args_first(base, oparg);
        sp = base - PUSH;
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        if (tstate.eval_breaker !== 0) {
          word = OP_EVENTS;
          lasti = 8;
          continue;
        }
        pc += 8;
        word = load<u16>(pc);
        continue;
      }
      case CALL_ALLOC_AND_ENTER_INIT: {
        frame.instr_ptr = pc;
        const oparg = <i32>(word >> 8);
        const args = sp + PUSH - ((<usize>oparg) << 3);
        const type = load<PyTypeObject>(args - 16);
        if (
          load<usize>(args - 8) !== 0 ||
          (type.ob_type.tp_flags & 0x80000000) === 0 ||
          type.tp_version_tag !== load<u32>(pc, 4)
        ) {
          word = (word & 0xffffff00) | CALL;
          continue;
        }
        const init = changetype<PyFunctionObject>(PyHeapType(type).init);
        const code = changetype<PyCodeObject>(init.func_code);
        const shim_code = init_cleanup_code();
        if (
          code.co_argcount !== oparg + 1 ||
          !_PyThreadState_HasStackSpace(code.co_framesize + shim_code.co_framesize)
        ) {
          word = (word & 0xffffff00) | CALL;
          continue;
        }
        const self = _PyType_NewManagedObject(type);
        if (!self) {
          word = OP_ERROR;
          continue;
        }
        // The shim keeps `self` on its stack, checks what __init__ returns, and returns self.
        const shim = push_trampoline(shim_code);
        set_local(shim, 0, ptr(self));
        Py_INCREF(init);
        const callee = push_unchecked(init, code, oparg + 1);
        Py_INCREF(self);
        set_local(callee, 0, ptr(self));
        for (let i = 0; i < oparg; i++) set_local(callee, <u32>i + 1, load<usize>(args + ((<usize>i) << 3)));
        link_frame(frame, shim, args - 16 - PUSH, 4);
        Py_DECREF(type);
        callee.previous = shim;
        tstate.current_frame = changetype<usize>(callee);
        tstate.py_recursion_remaining--; // for the shim; START_FRAME checks and counts the callee
        frame = callee;
        pc = frame.instr_ptr;
        word = OP_START_FRAME;
        continue;
      }
      case EXIT_INIT_CHECK: {
        frame.instr_ptr = pc;
        const value = load<PyObject>(sp, TOP);
        if (ptr(value) !== ptr(Py_None)) {
          init_returned(value);
          word = OP_ERROR;
          continue;
        }
        sp -= 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case CALL_KW: {
        frame.instr_ptr = pc;
        const oparg = <i32>(word >> 8);
        const kwnames = load<PyObject>(sp, TOP);
        let args = sp + PUSH - ((<usize>(oparg + 1)) << 3);
        const base = args - 16;
        let n = oparg;
        if (load<usize>(args - 8) !== 0) {
          args -= 8;
          n++;
        } else if (type_of(load<PyObject>(base)) === ptr(PyMethod_Type)) {
          unpack_method(args);
          args -= 8;
          n++;
        }
        const callable = load<PyObject>(base);
        n -= PyTuple_GET_SIZE(kwnames);
        if (
          type_of(callable) === ptr(PyFunction_Type) &&
          changetype<usize>(changetype<PyFunctionObject>(callable).vectorcall) ===
            changetype<usize>(function_vectorcall())
        ) {
          const func = changetype<PyFunctionObject>(callable);
          const callee = _PyEvalFramePushAndInit(func, function_locals(func), Slots.at(args), n, kwnames);
          sp = base - PUSH;
          Py_DECREF(kwnames);
          if (!callee) {
            word = OP_ERROR;
            continue;
          }
          link_frame(frame, callee, sp, 1);
          frame = callee;
          pc = frame.instr_ptr;
          word = OP_START_FRAME;
          continue;
        }
        const result = PyObject_Vectorcall(callable, Slots.at(args), <u32>n | PY_VECTORCALL_ARGUMENTS_OFFSET, kwnames);
        Py_DECREF(kwnames);
        release_call(base, oparg + 2);
        sp = base - PUSH;
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        if (tstate.eval_breaker !== 0) {
          word = OP_EVENTS;
          lasti = 2;
          continue;
        }
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case CALL_FUNCTION_EX: {
        frame.instr_ptr = pc;
        // [func, NULL, callargs, kwargs if oparg & 1]
        const kwargs = (word & 0x100) !== 0 ? load<PyObject>(sp, TOP) : null;
        const at = kwargs ? sp - 8 : sp;
        const func = load<PyObject>(at, THIRD);
        const callargs = call_args_tuple(func, load<PyObject>(at, TOP));
        if (!callargs) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(at, <u64>ptr(callargs), TOP);
        if (
          type_of(func) === ptr(PyFunction_Type) &&
          changetype<usize>(changetype<PyFunctionObject>(func).vectorcall) === changetype<usize>(function_vectorcall())
        ) {
          const f = changetype<PyFunctionObject>(func);
          const callee = _PyEvalFramePushAndInit_Ex(f, function_locals(f), callargs, kwargs);
          sp = at - 24;
          if (!callee) {
            word = OP_ERROR;
            continue;
          }
          link_frame(frame, callee, sp, 1);
          frame = callee;
          pc = frame.instr_ptr;
          word = OP_START_FRAME;
          continue;
        }
        const result = PyObject_Call(func, callargs, kwargs);
        sp = at - 24;
        Py_DECREF(func);
        Py_DECREF(callargs);
        if (kwargs) Py_DECREF(kwargs);
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        if (tstate.eval_breaker !== 0) {
          word = OP_EVENTS;
          lasti = 2;
          continue;
        }
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case CALL_INTRINSIC_1: {
        frame.instr_ptr = pc;
        const value = load<PyObject>(sp, TOP);
        const result = call_intrinsic_1(<i32>(word >> 8), value, frame);
        sp -= 8;
        Py_DECREF(value);
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case CALL_INTRINSIC_2: {
        frame.instr_ptr = pc;
        const first = load<PyObject>(sp, SECOND);
        const second = load<PyObject>(sp, TOP);
        const result = call_intrinsic_2(<i32>(word >> 8), first, second);
        sp -= 16;
        Py_DECREF(first);
        Py_DECREF(second);
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }

      // ---- Returning ------------------------------------------------------------------------------------------------
      case RETURN_CONST:
      case RETURN_VALUE: {
        frame.instr_ptr = pc;
        let value: usize;
        if ((word & 0xff) === RETURN_VALUE) value = load<usize>(sp, TOP);
        else {
          value = load<usize>(consts + ((<usize>(word >> 8)) << 3), 24);
          Py_INCREF(obj(value));
        }
        const dying = frame;
        tstate.py_recursion_remaining++;
        frame = dying.previous!;
        tstate.current_frame = changetype<usize>(frame);
        dying.stacktop = dying.code.co_nlocalsplus;
        if (dying.owner === FRAME_OWNED_BY_THREAD && !dying.frame_obj && !dying.f_locals) {
          const end = changetype<usize>(dying) + ((<usize>dying.stacktop) << 3);
          for (let at = changetype<usize>(dying); at < end; at += 8) {
            const o = load<usize>(at, FRAME_HEAD);
            if (o !== 0) Py_DECREF(obj(o));
          }
          Py_DECREF(dying.f_funcobj);
          Py_DECREF(dying.f_executable);
          _PyThreadState_PopFrame(dying);
        } else _PyEval_FrameClearAndPop(dying);
        sp = saved_sp(frame);
        frame.stacktop = -1;
        store<u64>(sp, <u64>value, PUSH);
        sp += 8;
        pc = frame.instr_ptr + ((<usize>frame.return_offset) << 1);
        consts = ptr(frame.code.co_consts);
        word = load<u16>(pc);
        continue;
      }
      case INTERPRETER_EXIT:
        return load<usize>(sp, TOP);
      case RETURN_GENERATOR: {
        frame.instr_ptr = pc;
        const gen = _Py_MakeCoro(changetype<PyFunctionObject>(frame.f_funcobj));
        if (!gen) {
          word = OP_ERROR;
          continue;
        }
        save_sp(frame, sp);
        frame.instr_ptr = pc + 2;
        const own = changetype<PyGenObject>(gen).gi_iframe;
        _PyFrame_Copy(frame, own);
        changetype<PyGenObject>(gen).gi_frame_state = FRAME_CREATED;
        own.owner = FRAME_OWNED_BY_GENERATOR;
        tstate.py_recursion_remaining++;
        const caller = frame.previous!;
        _PyThreadState_PopFrame(frame);
        frame = caller;
        tstate.current_frame = changetype<usize>(frame);
        sp = saved_sp(frame);
        frame.stacktop = -1;
        store<u64>(sp, <u64>ptr(gen), PUSH);
        sp += 8;
        pc = frame.instr_ptr + ((<usize>frame.return_offset) << 1);
        consts = ptr(frame.code.co_consts);
        word = load<u16>(pc);
        continue;
      }
      case YIELD_VALUE: {
        frame.instr_ptr = pc;
        // Nothing in here can fail.
        const value = load<u64>(sp, TOP);
        const gen = changetype<PyGenObject>(changetype<usize>(frame) - GEN_HEAD);
        frame.instr_ptr = pc + 2;
        gen.gi_frame_state = FRAME_SUSPENDED + <i8>(word >> 8);
        save_sp(frame, sp - 8);
        tstate.exc_info = gen.exc_previous!;
        gen.exc_previous = null;
        tstate.py_recursion_remaining++;
        const own = frame;
        frame = own.previous!;
        own.previous = null;
        tstate.current_frame = changetype<usize>(frame);
        sp = saved_sp(frame);
        frame.stacktop = -1;
        store<u64>(sp, value, PUSH);
        sp += 8;
        // FOR_ITER and SEND both have one cache unit: a yield goes on right behind them.
        pc = frame.instr_ptr + 4;
        consts = ptr(frame.code.co_consts);
        word = load<u16>(pc);
        continue;
      }

      // ---- Iteration ------------------------------------------------------------------------------------------------
      case GET_ITER: {
        frame.instr_ptr = pc;
        const iterable = load<PyObject>(sp, TOP);
        const iter = PyObject_GetIter(iterable);
        sp -= 8;
        Py_DECREF(iterable);
        if (!iter) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(iter), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case FOR_ITER: {
        frame.instr_ptr = pc;
        const iter = load<PyObject>(sp, TOP);
        const counter = <u32>load<u16>(pc, 2);
        if (counter < COUNTER_ONE) {
          _Py_Specialize_ForIter(iter, pc, <i32>(word >> 8));
          word = (word & 0xffffff00) | load<u8>(pc);
          continue;
        }
        store<u16>(pc, <u16>(counter - COUNTER_ONE), 2);
        const value = iter.ob_type.tp_iternext!.call(iter);
        if (!value) {
          if (tstate.current_exception) {
            if (!PyErr_ExceptionMatches(PyExc_StopIteration)) {
              word = OP_ERROR;
              continue;
            }
            stop_iteration_raised(frame, pc);
            PyErr_Clear();
          }
          sp -= 8;
          Py_DECREF(iter);
          pc += 8 + ((<usize>(word >> 8)) << 1);
          word = load<u16>(pc);
          continue;
        }
        store<u64>(sp, <u64>ptr(value), PUSH);
        sp += 8;
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case FOR_ITER_RANGE: {
        frame.instr_ptr = pc;
        const iter = load<PyObject>(sp, TOP);
        if (type_of(iter) !== ptr(PyRangeIter_Type)) {
          word = (word & 0xffffff00) | FOR_ITER;
          continue;
        }
        const length = load<i64>(ptr(iter), RANGE_LEN);
        if (length <= 0) {
          sp -= 8;
          Py_DECREF(iter);
          pc += 8 + ((<usize>(word >> 8)) << 1);
          word = load<u16>(pc);
          continue;
        }
        const value = load<i64>(ptr(iter), RANGE_START);
        store<i64>(ptr(iter), value + load<i64>(ptr(iter), RANGE_STEP), RANGE_START);
        store<i64>(ptr(iter), length - 1, RANGE_LEN);
        const result = <u64>(value + 0x3fffffff) < 0x7fffffff ? new_int(<i32>value) : ptr(PyLong_FromLong(value));
        if (result === 0) {
          word = OP_ERROR;
          continue;
        }
        const next = <u32>load<u16>(pc, 4);
        if ((next & 0xff) === STORE_FAST) {
          const old = local(frame, next >> 8);
          set_local(frame, next >> 8, result);
          pc += 6;
          if (old !== 0) Py_DECREF(obj(old));
          word = load<u16>(pc);
          continue;
        }
        store<u64>(sp, <u64>result, PUSH);
        sp += 8;
        pc += 4;
        word = load<u16>(pc);
        continue;
      }
      case FOR_ITER_LIST: {
        frame.instr_ptr = pc;
        const iter = load<_PyListIterObject>(sp, TOP);
        if (type_of(iter) !== ptr(PyListIter_Type)) {
          word = (word & 0xffffff00) | FOR_ITER;
          continue;
        }
        const seq = iter.it_seq;
        if (seq) {
          const index = iter.it_index;
          if (<u32>index < <u32>changetype<PyListObject>(seq).ob_size) {
            iter.it_index = index + 1;
            const value = changetype<PyListObject>(seq).ob_item.get(index);
            Py_INCREF(value);
            store<u64>(sp, <u64>ptr(value), PUSH);
            sp += 8;
            pc += 4;
            word = load<u16>(pc);
            continue;
          }
          iter.it_seq = null;
          Py_DECREF(seq);
        }
        sp -= 8;
        Py_DECREF(iter);
        pc += 8 + ((<usize>(word >> 8)) << 1);
        word = load<u16>(pc);
        continue;
      }
      case FOR_ITER_TUPLE: {
        frame.instr_ptr = pc;
        const iter = load<PyTupleIterObject>(sp, TOP);
        if (type_of(iter) !== ptr(PyTupleIter_Type)) {
          word = (word & 0xffffff00) | FOR_ITER;
          continue;
        }
        const seq = iter.it_seq;
        if (seq) {
          const index = iter.it_index;
          if (index < PyTuple_GET_SIZE(seq)) {
            iter.it_index = index + 1;
            const value = load<PyObject>(ptr(seq) + ((<usize>index) << 3), 24);
            Py_INCREF(value);
            store<u64>(sp, <u64>ptr(value), PUSH);
            sp += 8;
            pc += 4;
            word = load<u16>(pc);
            continue;
          }
          iter.it_seq = null;
          Py_DECREF(seq);
        }
        sp -= 8;
        Py_DECREF(iter);
        pc += 8 + ((<usize>(word >> 8)) << 1);
        word = load<u16>(pc);
        continue;
      }
      case FOR_ITER_GEN: {
        frame.instr_ptr = pc;
        const gen = load<PyGenObject>(sp, TOP);
        if (type_of(gen) !== ptr(PyGen_Type) || gen.gi_frame_state >= FRAME_EXECUTING) {
          word = (word & 0xffffff00) | FOR_ITER;
          continue;
        }
        const callee = gen.gi_iframe;
        push_on(callee, ptr(Py_None));
        gen.gi_frame_state = FRAME_EXECUTING;
        gen.exc_previous = tstate.exc_info;
        tstate.exc_info = gen.gi_exc_state;
        // When the generator returns: to the END_FOR, which takes the value off.
        link_frame(frame, callee, sp, 2 + (word >> 8));
        frame = callee;
        pc = frame.instr_ptr;
        word = OP_START_FRAME;
        continue;
      }
      case SEND: {
        frame.instr_ptr = pc;
        const receiver = load<PyObject>(sp, SECOND);
        const value = load<PyObject>(sp, TOP);
        const counter = <u32>load<u16>(pc, 2);
        if (counter < COUNTER_ONE) {
          _Py_Specialize_Send(receiver, pc);
          word = (word & 0xffffff00) | load<u8>(pc);
          continue;
        }
        store<u16>(pc, <u16>(counter - COUNTER_ONE), 2);
        if (
          (type_of(receiver) === ptr(PyGen_Type) || type_of(receiver) === ptr(PyCoro_Type)) &&
          changetype<PyGenObject>(receiver).gi_frame_state < FRAME_EXECUTING
        ) {
          const gen = changetype<PyGenObject>(receiver);
          const callee = gen.gi_iframe;
          push_on(callee, ptr(value));
          gen.gi_frame_state = FRAME_EXECUTING;
          gen.exc_previous = tstate.exc_info;
          tstate.exc_info = gen.gi_exc_state;
          link_frame(frame, callee, sp - 8, 2 + (word >> 8));
          frame = callee;
          pc = frame.instr_ptr;
          word = OP_START_FRAME;
          continue;
        }
        const how = send_value(frame, receiver, value);
        if (how < 0) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(tstate.send_result), TOP);
        Py_DECREF(value);
        pc += how === 0 ? 4 + ((<usize>(word >> 8)) << 1) : 4;
        word = load<u16>(pc);
        continue;
      }
      case SEND_GEN: {
        frame.instr_ptr = pc;
        const receiver = load<PyObject>(sp, SECOND);
        const gen = changetype<PyGenObject>(receiver);
        if (
          (type_of(receiver) !== ptr(PyGen_Type) && type_of(receiver) !== ptr(PyCoro_Type)) ||
          gen.gi_frame_state >= FRAME_EXECUTING
        ) {
          word = (word & 0xffffff00) | SEND;
          continue;
        }
        const callee = gen.gi_iframe;
        push_on(callee, load<usize>(sp, TOP));
        gen.gi_frame_state = FRAME_EXECUTING;
        gen.exc_previous = tstate.exc_info;
        tstate.exc_info = gen.gi_exc_state;
        link_frame(frame, callee, sp - 8, 2 + (word >> 8));
        frame = callee;
        pc = frame.instr_ptr;
        word = OP_START_FRAME;
        continue;
      }
      case GET_YIELD_FROM_ITER:
      case GET_AITER:
      case GET_AWAITABLE: {
        frame.instr_ptr = pc;
        const value = load<PyObject>(sp, TOP);
        let iter: PyObject | null;
        if ((word & 0xff) === GET_AWAITABLE) iter = get_awaitable(value, <i32>(word >> 8));
        else if ((word & 0xff) === GET_AITER) iter = get_aiter(value);
        else iter = get_yield_from_iter(frame, value);
        sp -= 8;
        Py_DECREF(value);
        if (!iter) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(iter), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case GET_ANEXT:
      case GET_LEN: {
        frame.instr_ptr = pc;
        const owner = load<PyObject>(sp, TOP);
        const result = (word & 0xff) === GET_LEN ? length_of(owner) : get_anext(owner);
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case CLEANUP_THROW: {
        frame.instr_ptr = pc;
        // [iterator, last sent value, exception]
        const value = cleanup_throw_value(load<PyObject>(sp, TOP));
        if (!value) {
          lasti = pc;
          word = OP_RERAISE;
          continue;
        }
        const sub_iter = load<PyObject>(sp, THIRD);
        const last_sent = load<PyObject>(sp, SECOND);
        const exc = load<PyObject>(sp, TOP);
        store<u64>(sp, <u64>ptr(Py_None), THIRD);
        store<u64>(sp, <u64>ptr(value), SECOND);
        sp -= 8;
        Py_DECREF(sub_iter);
        Py_DECREF(last_sent);
        Py_DECREF(exc);
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case END_ASYNC_FOR: {
        frame.instr_ptr = pc;
        const exc = load<PyObject>(sp, TOP);
        if (!stop_async_iteration_matches(exc)) {
          PyErr_SetRaisedException(Py_NewRef(exc));
          lasti = pc;
          word = OP_RERAISE;
          continue;
        }
        const awaitable = load<PyObject>(sp, SECOND);
        sp -= 16;
        Py_DECREF(awaitable);
        Py_DECREF(exc);
        pc += 2;
        word = load<u16>(pc);
        continue;
      }

      // ---- Exceptions, with -----------------------------------------------------------------------------------------
      case BEFORE_WITH:
      case BEFORE_ASYNC_WITH: {
        frame.instr_ptr = pc;
        const manager = load<PyObject>(sp, TOP);
        const result = before_with(manager, (word & 0xff) === BEFORE_ASYNC_WITH);
        const exit = tstate.out_object;
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(exit), TOP);
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        Py_DECREF(manager);
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case WITH_EXCEPT_START: {
        frame.instr_ptr = pc;
        // [exit function, lasti, previous exception, exception]
        const result = with_except_start(load<PyObject>(sp, FOURTH), load<PyObject>(sp, TOP));
        if (!result) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(result), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case PUSH_EXC_INFO: {
        frame.instr_ptr = pc;
        const exc = load<PyObject>(sp, TOP);
        const info = tstate.exc_info;
        const previous = info.exc_value;
        store<u64>(sp, <u64>(previous ? ptr(previous) : ptr(Py_None)), TOP);
        Py_INCREF(exc);
        info.exc_value = exc;
        store<u64>(sp, <u64>ptr(exc), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case POP_EXCEPT: {
        frame.instr_ptr = pc;
        const info = tstate.exc_info;
        const old = info.exc_value;
        info.exc_value = load<PyObject>(sp, TOP);
        sp -= 8;
        if (old) Py_DECREF(old);
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case CHECK_EXC_MATCH: {
        frame.instr_ptr = pc;
        const right = load<PyObject>(sp, TOP);
        if (_PyEval_CheckExceptTypeValid(right) < 0) {
          sp -= 8;
          Py_DECREF(right);
          word = OP_ERROR;
          continue;
        }
        const matches = given_exception_matches(load<PyObject>(sp, SECOND), right);
        store<u64>(sp, <u64>bool_address(matches), TOP);
        Py_DECREF(right);
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case CHECK_EG_MATCH: {
        frame.instr_ptr = pc;
        const exc = load<PyObject>(sp, SECOND);
        const type = load<PyObject>(sp, TOP);
        const status = check_eg_match(exc, type);
        const match = tstate.out_object;
        const rest = tstate.out_object2;
        sp -= 16;
        Py_DECREF(exc);
        Py_DECREF(type);
        if (status < 0) {
          word = OP_ERROR;
          continue;
        }
        if (ptr(match) !== ptr(Py_None)) PyErr_SetHandledException(match);
        store<u64>(sp, <u64>ptr(rest), PUSH);
        store<u64>(sp, <u64>ptr(match), PUSH + 8);
        sp += 16;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case RAISE_VARARGS: {
        frame.instr_ptr = pc;
        const oparg = word >> 8;
        const cause = oparg === 2 ? load<PyObject>(sp, TOP) : null;
        if (cause) sp -= 8;
        const exc = oparg > 0 ? load<PyObject>(sp, TOP) : null;
        if (exc) sp -= 8;
        if (do_raise(exc, cause)) {
          lasti = pc;
          word = OP_RERAISE;
        } else word = OP_ERROR;
        continue;
      }
      case RERAISE: {
        frame.instr_ptr = pc;
        const exc = load<PyObject>(sp, TOP);
        sp -= 8;
        lasti = pc;
        if (word >> 8 !== 0) {
          const saved = load<PyObject>(sp - ((<usize>(word >> 8)) << 3), PUSH);
          if (type_of(saved) !== ptr(PyLong_Type)) {
            PyErr_SetString(PyExc_SystemError, cstr("lasti is not an int"));
            Py_DECREF(exc);
            word = OP_ERROR;
            continue;
          }
          const at = _PyLong_CompactValue(changetype<PyLongObject>(saved));
          if (at >= 0) lasti = _PyCode_CODE(frame.code) + ((<usize>at) << 1);
        }
        PyErr_SetRaisedException(exc);
        word = OP_RERAISE;
        continue;
      }

      // ---- match ------------------------------------------------------------------------------------------------------
      case MATCH_MAPPING:
      case MATCH_SEQUENCE: {
        frame.instr_ptr = pc;
        const flag = (word & 0xff) === MATCH_MAPPING ? Py_TPFLAGS_MAPPING : Py_TPFLAGS_SEQUENCE;
        const matches = (load<PyObject>(sp, TOP).ob_type.tp_flags & flag) !== 0;
        store<u64>(sp, <u64>bool_address(matches), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case MATCH_KEYS: {
        frame.instr_ptr = pc;
        const values = _PyEval_MatchKeys(load<PyObject>(sp, SECOND), load<PyObject>(sp, TOP));
        if (!values) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>ptr(values), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }
      case MATCH_CLASS: {
        frame.instr_ptr = pc;
        const subject = load<PyObject>(sp, THIRD);
        const type = load<PyObject>(sp, SECOND);
        const names = load<PyObject>(sp, TOP);
        const attributes = _PyEval_MatchClass(subject, type, <i32>(word >> 8), names);
        sp -= 24;
        Py_DECREF(subject);
        Py_DECREF(type);
        Py_DECREF(names);
        if (!attributes && tstate.current_exception) {
          word = OP_ERROR;
          continue;
        }
        store<u64>(sp, <u64>(attributes ? ptr(attributes) : ptr(Py_None)), PUSH);
        sp += 8;
        pc += 2;
        word = load<u16>(pc);
        continue;
      }

      // ---- Instrumented ---------------------------------------------------------------------------------------------
      case INSTRUMENTED_RESUME:
      case INSTRUMENTED_END_FOR:
      case INSTRUMENTED_END_SEND:
      case INSTRUMENTED_RETURN_VALUE:
      case INSTRUMENTED_RETURN_CONST:
      case INSTRUMENTED_LOAD_SUPER_ATTR:
      case INSTRUMENTED_FOR_ITER:
      case INSTRUMENTED_CALL:
      case INSTRUMENTED_CALL_KW:
      case INSTRUMENTED_CALL_FUNCTION_EX:
      case INSTRUMENTED_INSTRUCTION:
      case INSTRUMENTED_JUMP_FORWARD:
      case INSTRUMENTED_JUMP_BACKWARD:
      case INSTRUMENTED_POP_JUMP_IF_TRUE:
      case INSTRUMENTED_POP_JUMP_IF_FALSE:
      case INSTRUMENTED_POP_JUMP_IF_NONE:
      case INSTRUMENTED_POP_JUMP_IF_NOT_NONE:
      case INSTRUMENTED_LINE: {
        const before = frame.instr_ptr;
        frame.instr_ptr = pc;
        save_sp(frame, sp);
        word = run_instrumented(frame, pc, word, before);
        sp = saved_sp(frame);
        frame.stacktop = -1;
        lasti = pc;
        pc = tstate.resume_at;
        continue;
      }
      case INSTRUMENTED_YIELD_VALUE: {
        // As YIELD_VALUE; the tools see the generator suspended, and may set f_lineno.
        const value = load<PyObject>(sp, TOP);
        const gen = changetype<PyGenObject>(changetype<usize>(frame) - GEN_HEAD);
        frame.instr_ptr = pc + 2;
        gen.gi_frame_state = FRAME_SUSPENDED + <i8>(word >> 8);
        save_sp(frame, sp - 8);
        if (_Py_call_instrumentation_arg(PY_MONITORING_EVENT_PY_YIELD, frame, pc, value) !== 0) {
          frame.stacktop = -1;
          word = OP_ERROR;
          continue;
        }
        tstate.exc_info = gen.exc_previous!;
        gen.exc_previous = null;
        tstate.py_recursion_remaining++;
        const own = frame;
        frame = own.previous!;
        own.previous = null;
        tstate.current_frame = changetype<usize>(frame);
        sp = saved_sp(frame);
        frame.stacktop = -1;
        store<u64>(sp, <u64>ptr(value), PUSH);
        sp += 8;
        pc = frame.instr_ptr + 4;
        consts = ptr(frame.code.co_consts);
        word = load<u16>(pc);
        continue;
      }

      // ---- The loop's own states --------------------------------------------------------------------------------------
      case OP_EVENTS:
        // After a call, `lasti` bytes long.
        if (_Py_HandlePending() < 0) {
          word = OP_ERROR;
          continue;
        }
        pc += lasti;
        word = load<u16>(pc);
        continue;
      case OP_LEAVE:
        save_sp(frame, sp);
        tstate.resume_at = pc;
        return LEFT;
      case OP_RESUME_FRAME:
        sp = saved_sp(frame);
        frame.stacktop = -1;
        pc = tstate.resume_at;
        consts = ptr(frame.code.co_consts);
        word = load<u16>(pc);
        continue;
      case OP_START_FRAME:
        if (enter_recursive_py() < 0) {
          word = OP_EXIT_UNWIND;
          continue;
        }
        sp = saved_sp(frame);
        frame.stacktop = -1;
        pc = frame.instr_ptr;
        consts = ptr(frame.code.co_consts);
        word = load<u16>(pc);
        continue;
      case OP_THROW:
        if (enter_recursive_py() < 0) {
          word = OP_EXIT_UNWIND;
          continue;
        }
        thrown_into(frame);
        frame.stacktop = -1;
        // The yield, not the RESUME behind it: that is what a try block surrounds.
        pc = frame.instr_ptr - 2;
        word = OP_ERROR;
        continue;
      case OP_ERROR:
        pc = exception_raised(frame, pc);
        lasti = frame.instr_ptr;
        word = OP_UNWIND;
        continue;
      case OP_RERAISE:
        frame.instr_ptr = lasti;
        monitor_exception(frame, pc, PY_MONITORING_EVENT_RERAISE);
        word = OP_UNWIND;
        continue;
      case OP_UNWIND: {
        frame.instr_ptr = lasti;
        const base = changetype<usize>(frame) + ((<usize>frame.code.co_nlocalsplus) << 3) + SP_BASE;
        const handler = get_exception_handler(frame.code, <i32>(pc - _PyCode_CODE(frame.code)) >> 1);
        const level = handler < 0 ? base : base + ((<usize>handler_found.depth) << 3);
        while (sp > level) {
          const o = load<usize>(sp, TOP);
          sp -= 8;
          if (o !== 0) Py_DECREF(obj(o));
        }
        if (handler < 0) {
          save_sp(frame, sp);
          monitor_exception(frame, pc, PY_MONITORING_EVENT_PY_UNWIND);
          word = OP_EXIT_UNWIND;
          continue;
        }
        const exc = PyErr_GetRaisedException()!;
        if (handler_found.lasti !== 0) {
          store<u64>(sp, <u64>ptr(saved_lasti(<i32>(lasti - _PyCode_CODE(frame.code)) >> 1)), PUSH);
          sp += 8;
        }
        store<u64>(sp, <u64>ptr(exc), PUSH);
        sp += 8;
        pc = _PyCode_CODE(frame.code) + ((<usize>handler) << 1);
        if (monitor_handled(frame, pc, exc) !== 0) {
          pc -= 2;
          continue;
        }
        word = load<u16>(pc);
        continue;
      }
      case OP_EXIT_UNWIND: {
        tstate.py_recursion_remaining++;
        const dying = frame;
        frame = dying.previous!;
        tstate.current_frame = changetype<usize>(frame);
        _PyEval_FrameClearAndPop(dying);
        frame.return_offset = 0;
        if (frame.owner === FRAME_OWNED_BY_CSTACK) return 0;
        sp = saved_sp(frame);
        frame.stacktop = -1;
        pc = frame.instr_ptr - 2; // as in CPython: the code unit before the call
        consts = ptr(frame.code.co_consts);
        word = OP_ERROR;
        continue;
      }
      default:
        frame.instr_ptr = pc;
        unknown_opcode(frame, word);
        word = OP_ERROR;
        continue;
    }
  }
  return 0;
}

// ---- What the cases share -------------------------------------------------------------------------------------------

/** _Py_EnterRecursivePy: -1 with RecursionError at the limit. @inline */
function enter_recursive_py(): i32 {
  const remaining = tstate.py_recursion_remaining;
  tstate.py_recursion_remaining = remaining - 1;
  return remaining <= 0 ? check_recursive_call_py() : 0;
}

/** [method, NULL, args...] becomes [function, self, args...]; `args` is the address of the first argument. */
function unpack_method(args: usize): void {
  const method = load<PyMethodObject>(args - 16);
  const self = method.im_self;
  const func = method.im_func;
  Py_INCREF(self);
  Py_INCREF(func);
  store<u64>(args - 8, <u64>ptr(self));
  store<u64>(args - 16, <u64>ptr(func));
  Py_DECREF(method);
}

/** The method's function has that version and takes exactly `n` arguments. */
function bound_exact_fits(method: PyMethodObject, version: u32, n: i32): bool {
  if (type_of(method.im_func) !== ptr(PyFunction_Type)) return false;
  const func = changetype<PyFunctionObject>(method.im_func);
  if (func.func_version !== version) return false;
  const code = changetype<PyCodeObject>(func.func_code);
  return code.co_argcount === n && may_push(code.co_framesize);
}

/** Releases a callable, self or NULL, and arguments: `n` slots from `at` on. */
function release_call(at: usize, n: i32): void {
  Py_DECREF(load<PyObject>(at));
  const self = load<usize>(at, 8);
  if (self !== 0) Py_DECREF(obj(self));
  for (let i = 2; i < n; i++) Py_DECREF(load<PyObject>(at + ((<usize>i) << 3)));
}

/** The same, the callable at `at` last; `n` arguments without self. */
function release_args_first(at: usize, n: i32): void {
  const self = load<usize>(at, 8);
  if (self !== 0) Py_DECREF(obj(self));
  for (let i = 0; i < n; i++) Py_DECREF(load<PyObject>(at + ((<usize>i) << 3), 16));
  Py_DECREF(load<PyObject>(at));
}

/** The f_locals that a call of `func` begins with: NULL for optimised code, else a new reference to its globals. @inline */
function function_locals(func: PyFunctionObject): PyObject | null {
  if ((changetype<PyCodeObject>(func.func_code).co_flags & CO_OPTIMIZED) !== 0) return null;
  return Py_NewRef(func.func_globals);
}

/** Pushes `value` (stolen) on the stack of a frame that does not run. @inline */
function push_on(frame: _PyInterpreterFrame, value: usize): void {
  const top = frame.stacktop;
  set_local(frame, <u32>top, value);
  frame.stacktop = top + 1;
}

/** A frame for the shim around __init__, with one stack slot in use (to be filled). There is room. */
function push_trampoline(code: PyCodeObject): _PyInterpreterFrame {
  const frame = changetype<_PyInterpreterFrame>(tstate.datastack_top);
  tstate.datastack_top = changetype<usize>(frame) + ((<usize>code.co_framesize) << 3);
  memory.fill(changetype<usize>(frame), 0, FRAME_HEAD);
  Py_INCREF(code);
  frame.f_executable = code;
  frame.f_funcobj = Py_None;
  frame.instr_ptr = _PyCode_CODE(code);
  frame.stacktop = code.co_nlocalsplus + 1;
  return frame;
}

/** SEND to what is no generator: 1 yielded, 0 returned (the value, a new reference, in tstate.send_result), -1 error. */
function send_value(frame: _PyInterpreterFrame, receiver: PyObject, value: PyObject): i32 {
  let result: PyObject | null;
  if (ptr(value) === ptr(Py_None) && PyIter_Check(receiver)) result = receiver.ob_type.tp_iternext!.call(receiver);
  else result = PyObject_CallMethodOneArg(receiver, _Py_ID("send"), value);
  tstate.send_result = result;
  if (result) return 1;
  if (tstate.current_exception && PyErr_ExceptionMatches(PyExc_StopIteration)) {
    stop_iteration_raised(frame, frame.instr_ptr);
  }
  if (_PyGen_FetchStopIterationValue() < 0) return -1;
  tstate.send_result = tstate.out_object;
  return 0;
}

/** len(o) as an int: a new reference. */
function length_of(o: PyObject): PyObject | null {
  const length = PyObject_LongSize(o);
  return length < 0 ? null : PyLong_FromSsize_t(length);
}

/** KeyError for `key`, whatever it is. */
function key_error(key: PyObject): void {
  _PyErr_SetKeyError(key);
}

function dict_merge(dict: PyObject, update: PyObject, callable: PyObject): i32 {
  if (_PyDict_MergeEx(dict, update, 2) === 0) return 0;
  _PyEval_FormatKwargsError(callable, update);
  return -1;
}

/** BUILD_*: takes the items off the stack that ends at `sp`. A new reference, NULL with an exception. */
function build(opcode: u32, oparg: i32, sp: usize): PyObject | null {
  const items = Slots.at(sp + PUSH - ((<usize>oparg) << 3));
  switch (opcode) {
    case BUILD_TUPLE:
      return _PyTuple_FromArraySteal(items, oparg);
    case BUILD_LIST:
      return _PyList_FromArraySteal(items, oparg);
    case BUILD_SET:
      return build_set(items, oparg);
    case BUILD_MAP: {
      const pairs = sp + PUSH - ((<usize>oparg) << 4);
      const map = build_map(Slots.at(pairs), oparg);
      release_slots(pairs, oparg << 1);
      return map;
    }
    case BUILD_CONST_KEY_MAP: {
      const keys = load<PyObject>(sp, TOP);
      const map = build_const_key_map(keys, items.from(-1), oparg);
      release_slots(changetype<usize>(items) - 8, oparg);
      Py_DECREF(keys);
      return map;
    }
    default: {
      const text = _PyUnicode_JoinArray(unicode_get_empty(), items, oparg);
      release_slots(changetype<usize>(items), oparg);
      return text;
    }
  }
}

/** Replaces the value of entry `hint` of a combined dict of str keys; false (nothing done) when it has none. Steals `value`. */
function store_hint(dict: PyDictObject, hint: u32, value: PyObject): bool {
  const entry = unicode_entry(dict.ma_keys, hint);
  const old = load<usize>(entry, ENTRY_VALUE);
  if (old === 0) return false;
  if (!_PyObject_GC_IS_TRACKED(dict) && may_be_tracked(value)) _PyObject_GC_TRACK(dict);
  store<u64>(entry, <u64>ptr(value), ENTRY_VALUE);
  Py_DECREF(obj(old));
  return true;
}

function is_generic_getattr(type: PyTypeObject): bool {
  return changetype<usize>(type.tp_getattro) === changetype<usize>(getattrofunc.of(PyObject_GenericGetAttr));
}
