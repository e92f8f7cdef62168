/**
 * What lies on the value stack before each instruction of a code object, as far as moving between instructions needs it.
 * CPython: mark_stacks of Objects/frameobject.c.
 *
 * A stack is an i64: 3 bits per value, the top in the lowest, 0 empty; at most 21 values. Along every way from the start
 * of the code to an instruction the stack is the same, so one visit of each instruction is enough; handlers are reached
 * through the exception table, backward jumps by another round.
 */
import { PyMem_Malloc } from "../memory/domains";
import { _PyCode_CODE, PyCodeObject } from "./code";
import { first_handler, handler_entry, next_handler } from "./code-exception-table";
import { _Py_GetBaseOpcode } from "./code-monitoring";
import {
  _PyOpcode_Caches,
  COPY,
  END_ASYNC_FOR,
  EXTENDED_ARG,
  FOR_ITER,
  GET_AITER,
  GET_ITER,
  JUMP_BACKWARD,
  JUMP_BACKWARD_NO_INTERRUPT,
  JUMP_FORWARD,
  LOAD_ATTR,
  LOAD_GLOBAL,
  POP_EXCEPT,
  POP_JUMP_IF_FALSE,
  POP_JUMP_IF_NONE,
  POP_JUMP_IF_NOT_NONE,
  POP_JUMP_IF_TRUE,
  PUSH_EXC_INFO,
  PUSH_NULL,
  RAISE_VARARGS,
  RERAISE,
  RETURN_CONST,
  RETURN_VALUE,
  SEND,
  SWAP,
} from "./code-opcodes";
import { opcode_stack_effect } from "./code-stack-effect";

/** Kinds of values. */
export const KIND_ITERATOR: i64 = 1;
export const KIND_EXCEPT: i64 = 2;
export const KIND_OBJECT: i64 = 3;
export const KIND_NULL: i64 = 4;
export const KIND_LASTI: i64 = 5;

/** Instead of a stack: too deep; no way leads there. */
export const STACK_OVERFLOWED: i64 = -1;
export const STACK_UNINITIALIZED: i64 = -2;

const BITS: i64 = 3;
/** A stack from this on is full. */
const FULL: u64 = 1 << 60;

function push_kind(stack: i64, kind: i64): i64 {
  return <u64>stack >= FULL ? STACK_OVERFLOWED : (stack << BITS) | kind;
}

/** Without the top; of an overflowed stack: overflowed. @inline */
export function pop_kind(stack: i64): i64 {
  return stack >> BITS;
}

/** @inline */
export function top_kind(stack: i64): i64 {
  return stack & 7;
}

/** Kind of the n-th value from the top (1: the top). */
function peek_kind(stack: i64, n: i32): i64 {
  return top_kind(stack >> (BITS * <i64>(n - 1)));
}

/** The top and the n-th value from it change places. */
function swap_kinds(stack: i64, n: i32): i64 {
  if (stack < 0) return stack;
  const shift = BITS * <i64>(n - 1);
  const difference = top_kind(stack) ^ peek_kind(stack, n);
  return stack ^ difference ^ (difference << shift);
}

function stack_of(stacks: usize, i: i32): i64 {
  return load<i64>(stacks + ((<usize>i) << 3));
}

function set_stack(stacks: usize, i: i32, stack: i64): void {
  store<i64>(stacks + ((<usize>i) << 3), stack);
}

/** The stack behind an instruction that goes on with the next one and is no jump. */
function stack_behind(before: i64, opcode: i32, oparg: i32): i64 {
  switch (opcode) {
    case GET_ITER:
    case GET_AITER:
      return push_kind(pop_kind(before), KIND_ITERATOR);
    case END_ASYNC_FOR:
      return pop_kind(pop_kind(before));
    case PUSH_EXC_INFO:
      return push_kind(before, KIND_EXCEPT);
    case POP_EXCEPT:
      return pop_kind(before);
    case PUSH_NULL:
      return push_kind(before, KIND_NULL);
    case LOAD_GLOBAL: {
      const value = push_kind(before, KIND_OBJECT);
      return (oparg & 1) !== 0 ? push_kind(value, KIND_NULL) : value;
    }
    case LOAD_ATTR:
      return (oparg & 1) !== 0 ? push_kind(push_kind(pop_kind(before), KIND_OBJECT), KIND_NULL) : before;
    case SWAP:
      return swap_kinds(before, oparg);
    case COPY:
      return push_kind(before, peek_kind(before, oparg));
  }
  let stack = before;
  let delta = opcode_stack_effect(opcode, oparg);
  for (; delta < 0; delta++) stack = pop_kind(stack);
  for (; delta > 0; delta--) stack = push_kind(stack, KIND_OBJECT);
  return stack;
}

/** Follows one instruction, the next being at unit `next`. True: an earlier unit became reachable. */
function follow(stacks: usize, i: i32, next: i32, opcode: i32, oparg: i32): bool {
  let stack = stack_of(stacks, i);
  switch (opcode) {
    case POP_JUMP_IF_FALSE:
    case POP_JUMP_IF_TRUE:
    case POP_JUMP_IF_NONE:
    case POP_JUMP_IF_NOT_NONE:
      stack = pop_kind(stack);
      set_stack(stacks, next + oparg, stack);
      break;
    case SEND:
      set_stack(stacks, next + oparg, stack);
      break;
    case FOR_ITER:
      stack = push_kind(stack, KIND_OBJECT);
      set_stack(stacks, next + oparg, stack);
      break;
    case JUMP_FORWARD:
      set_stack(stacks, next + oparg, stack);
      return false;
    case JUMP_BACKWARD:
    case JUMP_BACKWARD_NO_INTERRUPT: {
      const target = next - oparg;
      const isNew = stack_of(stacks, target) === STACK_UNINITIALIZED && target < i;
      set_stack(stacks, target, stack);
      return isNew;
    }
    case RETURN_VALUE:
    case RETURN_CONST:
    case RAISE_VARARGS:
    case RERAISE:
      return false;
    default:
      stack = stack_behind(stack, opcode, oparg);
  }
  set_stack(stacks, next, stack);
  return false;
}

/** One round over all instructions; true: another is needed. */
function scan_instructions(co: PyCodeObject, stacks: usize): bool {
  let more = false;
  let oparg = 0;
  for (let i = 0; i < co.ob_size; ) {
    const opcode = _Py_GetBaseOpcode(co, i);
    oparg = (oparg << 8) | <i32>load<u8>(_PyCode_CODE(co) + ((<usize>i) << 1), 1);
    const next = i + 1 + _PyOpcode_Caches(opcode);
    const stack = stack_of(stacks, i);
    if (opcode === EXTENDED_ARG) set_stack(stacks, next, stack);
    else {
      if (stack !== STACK_UNINITIALIZED && follow(stacks, i, next, opcode, oparg)) more = true;
      oparg = 0;
    }
    i = next;
  }
  return more;
}

/** Number of values on a stack. */
function depth_of(stack: i64): i32 {
  let depth = 0;
  for (let s = stack; s > 0; s = pop_kind(s)) depth++;
  return depth;
}

/** Marks handlers whose block is reachable; true: some are new. */
function scan_handlers(co: PyCodeObject, stacks: usize): bool {
  let more = false;
  first_handler(co);
  while (next_handler()) {
    let stack = stack_of(stacks, handler_entry.start);
    if (stack === STACK_UNINITIALIZED || stack_of(stacks, handler_entry.target) !== STACK_UNINITIALIZED) continue;
    more = true;
    for (let depth = depth_of(stack); depth > handler_entry.depth; depth--) stack = pop_kind(stack);
    if (handler_entry.lasti !== 0) stack = push_kind(stack, KIND_LASTI);
    set_stack(stacks, handler_entry.target, push_kind(stack, KIND_EXCEPT));
  }
  return more;
}

/** A PyMem block with the stack before each code unit; 0: no memory, without an exception. */
export function mark_stacks(co: PyCodeObject): usize {
  const stacks = PyMem_Malloc((<usize>(co.ob_size + 1)) << 3);
  if (stacks === 0) return 0;
  for (let i = 1; i <= co.ob_size; i++) set_stack(stacks, i, STACK_UNINITIALIZED);
  set_stack(stacks, 0, 0);
  let more: bool = true;
  while (more) {
    more = scan_instructions(co, stacks);
    if (scan_handlers(co, stacks)) more = true;
  }
  return stacks;
}
