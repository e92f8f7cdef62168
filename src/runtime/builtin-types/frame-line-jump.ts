/**
 * frame.f_lineno = n: makes the frame go on at another line. CPython: frame_setlineno of Objects/frameobject.c.
 *
 * Only a trace function that is told of a line (or of a yield) may ask for it. The target is an instruction that starts
 * the line and whose stack is that of the current one with some values taken off: never into a loop, a handler.
 */
import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyMem_Free } from "../memory/domains";
import { cstr } from "../object/literals";
import { Py_XDECREF, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_AttributeError, PyExc_RuntimeWarning, PyExc_ValueError } from "../object/static-types";
import { _PyCode_CODE, PyCodeObject } from "./code";
import { _PyCode_InitAddressRange, _PyLineTable_NextAddressRange, PyCodeAddressRange } from "./code-lines";
import {
  KIND_EXCEPT,
  KIND_ITERATOR,
  KIND_LASTI,
  KIND_NULL,
  KIND_OBJECT,
  mark_stacks,
  pop_kind,
  STACK_OVERFLOWED,
  STACK_UNINITIALIZED,
  top_kind,
} from "./code-stack-kinds";
import { PyFrameObject } from "./frame-object";
import { GEN_HEAD, PyGenObject } from "./generator";
import { PyLong_AsLongLong, PyLong_CheckExact } from "./int";
import {
  _PyInterpreterFrame,
  _PyInterpreterFrame_LASTI,
  FRAME_OWNED_BY_GENERATOR,
  FRAME_SUSPENDED,
  FRAME_SUSPENDED_YIELD_FROM,
} from "./interpreter-frame";
import { PyErr_WarnFormat } from "./warnings";

/** Numbers of the events (vm/monitoring-events.ts) that matter here. */
const EVENT_PY_START: i32 = 0;
const EVENT_PY_RESUME: i32 = 1;
const EVENT_PY_YIELD: i32 = 3;
const EVENT_CALL: i32 = 4;
const EVENT_LINE: i32 = 5;
const EVENT_JUMP: i32 = 7;
const EVENT_PY_THROW: i32 = 13;
const EVENT_C_RETURN: i32 = 15;
const EVENT_C_RAISE: i32 = 16;

/** Why the event being told of does not allow a jump: a C string, 0: it does. */
function refusal(): usize {
  switch (tstate.what_event) {
    case EVENT_LINE:
    case EVENT_JUMP:
    case EVENT_PY_YIELD:
      return 0;
    case EVENT_PY_START:
    case EVENT_PY_RESUME:
    case EVENT_PY_THROW:
      return cstr("can't jump from the 'call' trace event of a new frame");
    case EVENT_CALL:
    case EVENT_C_RETURN:
    case EVENT_C_RAISE:
      return cstr("can't jump during a call");
    default:
      return tstate.what_event < 0
        ? cstr("f_lineno can only be set in a trace function")
        : cstr("can only jump from a 'line' trace event");
  }
}

const range: PyCodeAddressRange = changetype<PyCodeAddressRange>(memory.data(48, 16));

/** The least line >= `line` that has code; -1: none. */
function first_line_not_before(co: PyCodeObject, line: i32): i32 {
  let found = i32.MAX_VALUE;
  let last = -1;
  _PyCode_InitAddressRange(co, range);
  while (_PyLineTable_NextAddressRange(range)) {
    if (range.ar_line === last || range.ar_line < 0) continue;
    last = range.ar_line;
    if (last >= line && last < found) found = last;
  }
  return found === i32.MAX_VALUE ? -1 : found;
}

/** A value of kind `from` can be where one of kind `to` is expected. */
function compatible_kind(from: i64, to: i64): bool {
  if (to === 0) return false;
  if (to === KIND_OBJECT) return from !== KIND_NULL;
  return to === KIND_NULL || from === to;
}

/** Taking values off `from` can make it `to`. */
function compatible_stack(from: i64, to: i64): bool {
  if (from < 0 || to < 0) return false;
  let a = from;
  let b = to;
  while (a > b) a = pop_kind(a);
  while (a !== 0) {
    if (!compatible_kind(top_kind(a), top_kind(b))) return false;
    a = pop_kind(a);
    b = pop_kind(b);
  }
  return b === 0;
}

/** Why nothing can jump to where the stack is `target`: a C string. */
function explain_incompatible_stack(target: i64): usize {
  if (target === STACK_OVERFLOWED) return cstr("stack is too deep to analyze");
  if (target === STACK_UNINITIALIZED) {
    return cstr("can't jump into an exception handler, or code may be unreachable");
  }
  const kind = top_kind(target);
  if (kind === KIND_EXCEPT) return cstr("can't jump into an 'except' block as there's no exception");
  if (kind === KIND_LASTI) return cstr("can't jump into a re-raising block as there's no location");
  if (kind === KIND_ITERATOR) return cstr("can't jump into the body of a for loop");
  return cstr("incompatible stacks");
}

/** Where to jump. */
@unmanaged
class Target {
  stack: i64;
  unit: i32;
  /** 1: the message says why a unit of the line does not do. */
  explained: i32;
}
const best: Target = changetype<Target>(memory.data(16, 8));

/** Looks at one unit that starts the wanted line; returns the message so far, 0: a target has been found. */
function consider(start: i64, stacks: usize, unit: i32, message: usize): usize {
  const stack = load<i64>(stacks + ((<usize>unit) << 3));
  if (compatible_stack(start, stack)) {
    if (stack > best.stack) {
      best.stack = stack;
      best.unit = unit;
    }
    return 0;
  }
  if (message === 0) return 0;
  if (start === STACK_OVERFLOWED) return cstr("stack to deep to analyze");
  if (start === STACK_UNINITIALIZED) return cstr("can't jump from unreachable code");
  return best.explained !== 0 ? message : first_reason(stack);
}

/** The first unit that does not fit says why. */
function first_reason(stack: i64): usize {
  best.explained = 1;
  return explain_incompatible_stack(stack);
}

/** Finds the best unit of `line` for a jump from where the stack is `start`: 0 and `best`, or a message. */
function find_target(co: PyCodeObject, line: i32, start: i64, stacks: usize): usize {
  best.stack = STACK_OVERFLOWED;
  best.unit = -1;
  best.explained = 0;
  let message = cstr("cannot find bytecode for specified line");
  let last = -1;
  _PyCode_InitAddressRange(co, range);
  while (_PyLineTable_NextAddressRange(range)) {
    if (range.ar_line === last || range.ar_line < 0) continue;
    last = range.ar_line;
    if (last === line) message = consider(start, stacks, range.ar_start >> 1, message);
  }
  return message;
}

/** Local variables without a value get None, with a RuntimeWarning: code may rely on them. -1: the warning is an error. */
function bind_unbound(frame: _PyInterpreterFrame, n: i32): i32 {
  const slots = frame.localsplus;
  let unbound = 0;
  for (let i = 0; i < n; i++) if (!slots.getOrNull(i)) unbound++;
  if (unbound === 0) return 0;
  const format = cstr("assigning None to %d unbound local%s");
  const s = unbound === 1 ? cstr("") : cstr("s");
  if (PyErr_WarnFormat(PyExc_RuntimeWarning, 0, format, unbound, s) < 0) return -1;
  for (let i = 0; i < n; i++) if (!slots.getOrNull(i)) slots.set(i, Py_None);
  return 0;
}

/** Takes values off the frame's stack until it is as `to` says; exceptions being handled are left too. */
function pop_stack(frame: _PyInterpreterFrame, from: i64, to: i64): void {
  for (let stack = from; stack > to; stack = pop_kind(stack)) {
    frame.stacktop--;
    const value = frame.localsplus.getOrNull(frame.stacktop);
    if (top_kind(stack) !== KIND_EXCEPT) {
      Py_XDECREF(value);
      continue;
    }
    const old = tstate.exc_info.exc_value;
    tstate.exc_info.exc_value = ptr(value) === ptr(Py_None) ? null : value;
    Py_XDECREF(old);
  }
}

function is_suspended(frame: _PyInterpreterFrame): bool {
  if (frame.owner !== FRAME_OWNED_BY_GENERATOR) return false;
  const state = changetype<PyGenObject>(changetype<usize>(frame) - GEN_HEAD).gi_frame_state;
  return state === FRAME_SUSPENDED || state === FRAME_SUSPENDED_YIELD_FROM;
}

/** Moves `f` to `line`, the first of its code that is not before what was asked for. 0, or -1. */
function jump_to(f: PyFrameObject, line: i32): i32 {
  const frame = f.f_frame;
  const co = frame.code;
  const stacks = mark_stacks(co);
  if (stacks === 0) {
    PyErr_NoMemory();
    return -1;
  }
  const start = load<i64>(stacks + ((<usize>_PyInterpreterFrame_LASTI(frame)) << 3));
  const message = find_target(co, line, start, stacks);
  PyMem_Free(stacks);
  if (message !== 0) {
    PyErr_SetString(PyExc_ValueError, message);
    return -1;
  }
  const stack = best.stack;
  const unit = best.unit;
  if (bind_unbound(frame, co.co_nlocalsplus) < 0) return -1;
  // The value that a yield has taken off.
  pop_stack(frame, is_suspended(frame) ? pop_kind(start) : start, stack);
  f.f_lineno = 0;
  frame.instr_ptr = _PyCode_CODE(co) + ((<usize>unit) << 1);
  return 0;
}

/** The setter of f_lineno. 0, or -1. */
export function frame_setlineno(o: PyObject, value: PyObject | null, _closure: usize): i32 {
  const f = changetype<PyFrameObject>(o);
  if (!value) {
    PyErr_SetString(PyExc_AttributeError, cstr("cannot delete attribute"));
    return -1;
  }
  if (!PyLong_CheckExact(value)) {
    PyErr_SetString(PyExc_ValueError, cstr("lineno must be an integer"));
    return -1;
  }
  const refused = refusal();
  if (refused !== 0) {
    PyErr_SetString(PyExc_ValueError, refused);
    return -1;
  }
  const wanted = PyLong_AsLongLong(value);
  if (tstate.current_exception || wanted > <i64>i32.MAX_VALUE || wanted < <i64>i32.MIN_VALUE) {
    PyErr_SetString(PyExc_ValueError, cstr("lineno out of range"));
    return -1;
  }
  const co = f.f_frame.code;
  if (<i32>wanted < co.co_firstlineno) {
    PyErr_Format(PyExc_ValueError, cstr("line %d comes before the current code block"), <usize>wanted);
    return -1;
  }
  const line = first_line_not_before(co, <i32>wanted);
  if (line < 0) {
    PyErr_Format(PyExc_ValueError, cstr("line %d comes after the current code block"), <usize>wanted);
    return -1;
  }
  return jump_to(f, line);
}
