/** The module `_opcode`: what the compiler and `dis` know of instructions. CPython: Modules/_opcode.c. */
import { _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyBool_FromLong } from "../builtin-types/bool";
import { PyCode_Check } from "../builtin-types/code";
import { opcode_stack_effect } from "../builtin-types/code-stack-effect";
import { PyLong_AsInt, PyLong_FromLong } from "../builtin-types/int";
import { PyList_New, PyList_SET_ITEM } from "../builtin-types/list";
import { module_add, module_begin, module_fast_keywords, module_noargs } from "../builtin-types/module";
import { PyUnicode_FromStringAndSize } from "../builtin-types/str";
import { PyTuple_Pack } from "../builtin-types/tuple";
import { cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_False,
  Py_None,
  Py_True,
  PyExc_RuntimeError,
  PyExc_TypeError,
  PyExc_ValueError,
} from "../object/static-types";

const IS_VALID: i32 = 1;
const HAS_ARG: i32 = 2;
const HAS_CONST: i32 = 4;
const HAS_NAME: i32 = 8;
const HAS_JUMP: i32 = 16;
const HAS_FREE: i32 = 32;
const HAS_LOCAL: i32 = 64;
const HAS_EXC: i32 = 128;
const OPCODES: i32 = 268;

/** The properties of each opcode, those without code behind them too (from 256 on). */
// biome-ignore format: a table of numbers
const PROPERTIES: usize = memory.data<u8>([
  1, 1, 1, 65, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
  1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3,
  3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 11, 35, 67, 11, 11, 3, 3, 3, 3,
  19, 3, 11, 11, 3, 19, 19, 19, 3, 3, 11, 7, 35, 67, 67, 67, 67, 35, 11, 11, 11, 11, 35, 3,
  3, 19, 19, 19, 19, 3, 3, 7, 19, 3, 3, 3, 11, 35, 67, 67, 67, 11, 11, 3, 3, 3, 3, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3, 3,
  3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 19, 19, 19, 3,
  11, 3, 3, 3, 3, 3, 3, 3, 3, 3, 11, 3, 3, 11, 11, 1, 3, 1, 1, 11, 1, 1, 1, 1,
  1, 1, 1, 1, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 1, 1, 1,
  7, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3, 3, 0, 0, 19, 19, 67, 11, 11, 11, 11, 1,
  131, 131, 131, 67,
]);

const spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const effect_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const executor_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function properties(opcode: i32): i32 {
  return <u32>opcode < <u32>OPCODES ? load<u8>(PROPERTIES + <usize>opcode) : 0;
}

/** The argument `opcode` has a property. */
function has(property: i32, name: usize, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywords(spec, name, cstr("opcode"), 0, args, nargs, null, kwnames, 1, 1);
  stack_release(mark);
  if (a === 0) return null;
  const opcode = PyLong_AsInt(Slots.at(a).get(0));
  if (opcode === -1 && tstate.current_exception) return null;
  return PyBool_FromLong((properties(opcode) & property) !== 0);
}

function _opcode_is_valid(_m: PyObject, args: Slots, n: i32, kw: PyObject | null): PyObject | null {
  return has(IS_VALID, cstr("is_valid"), args, n, kw);
}

function _opcode_has_arg(_m: PyObject, args: Slots, n: i32, kw: PyObject | null): PyObject | null {
  return has(HAS_ARG, cstr("has_arg"), args, n, kw);
}

function _opcode_has_const(_m: PyObject, args: Slots, n: i32, kw: PyObject | null): PyObject | null {
  return has(HAS_CONST, cstr("has_const"), args, n, kw);
}

function _opcode_has_name(_m: PyObject, args: Slots, n: i32, kw: PyObject | null): PyObject | null {
  return has(HAS_NAME, cstr("has_name"), args, n, kw);
}

function _opcode_has_jump(_m: PyObject, args: Slots, n: i32, kw: PyObject | null): PyObject | null {
  return has(HAS_JUMP, cstr("has_jump"), args, n, kw);
}

function _opcode_has_free(_m: PyObject, args: Slots, n: i32, kw: PyObject | null): PyObject | null {
  return has(HAS_FREE, cstr("has_free"), args, n, kw);
}

function _opcode_has_local(_m: PyObject, args: Slots, n: i32, kw: PyObject | null): PyObject | null {
  return has(HAS_LOCAL, cstr("has_local"), args, n, kw);
}

function _opcode_has_exc(_m: PyObject, args: Slots, n: i32, kw: PyObject | null): PyObject | null {
  return has(HAS_EXC, cstr("has_exc"), args, n, kw);
}

/** What an instruction without code behind it changes; those that set up a handler only when they jump. */
function pseudo_effect(opcode: i32, jumps: bool): i32 {
  switch (opcode) {
    case 258:
    case 259:
      return 1;
    case 260:
    case 261:
    case 262:
    case 267:
      return -1;
    case 264:
      return jumps ? 2 : 0;
    case 265:
    case 266:
      return jumps ? 1 : 0;
    default:
      return 0;
  }
}

/** Those that only the interpreter puts into code, and those that are not there, have none. */
function has_effect(opcode: i32): bool {
  if (properties(opcode) === 0 || opcode === 3) return false;
  return opcode <= 118 || opcode === 149 || opcode >= 236;
}

function stack_effect(opcode: i32, oparg: i32, jump: PyObject): PyObject | null {
  const is_none = ptr(jump) === ptr(Py_None);
  if (!is_none && ptr(jump) !== ptr(Py_True) && ptr(jump) !== ptr(Py_False)) {
    PyErr_SetString(PyExc_ValueError, cstr("stack_effect: jump must be False, True or None"));
    return null;
  }
  if (!has_effect(opcode)) {
    PyErr_SetString(PyExc_ValueError, cstr("invalid opcode or oparg"));
    return null;
  }
  if (opcode >= 256) return PyLong_FromLong(<i64>pseudo_effect(opcode, ptr(jump) !== ptr(Py_False)));
  return PyLong_FromLong(<i64>opcode_stack_effect(opcode, oparg));
}

function _opcode_stack_effect(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywords(effect_spec, cstr("stack_effect"), cstr("jump"), 2, args, nargs, null, kwnames, 1, 2);
  stack_release(mark);
  if (a === 0) return null;
  const arg = Slots.at(a).getOrNull(1);
  const jump = Slots.at(a).getOrNull(2);
  const opcode = PyLong_AsInt(Slots.at(a).get(0));
  if (opcode === -1 && tstate.current_exception) return null;
  const oparg = arg && ptr(arg) !== ptr(Py_None) ? PyLong_AsInt(arg) : 0;
  if (oparg === -1 && tstate.current_exception) return null;
  return stack_effect(opcode, oparg, jump ? jump : Py_None);
}

function _opcode_get_executor(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("code offset");
  const a = _PyArg_UnpackKeywords(executor_spec, cstr("get_executor"), names, 0, args, nargs, null, kwnames, 2, 2);
  stack_release(mark);
  if (a === 0) return null;
  const code = Slots.at(a).get(0);
  const offset = PyLong_AsInt(Slots.at(a).get(1));
  if (offset === -1 && tstate.current_exception) return null;
  if (!PyCode_Check(code)) {
    return PyErr_Format(PyExc_TypeError, cstr("expected a code object, not '%.100s'"), code.ob_type.tp_name);
  }
  PyErr_SetString(PyExc_RuntimeError, cstr("Executors are not available in this build"));
  return null;
}

function _opcode_get_specialization_stats(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return Py_None;
}

/** list[i] = value (stolen; NULL: fails). False with an exception. */
function set_item(list: PyObject, i: i32, value: PyObject | null): bool {
  if (!value) return false;
  PyList_SET_ITEM(list, i, value);
  return true;
}

/** The `i`-th word of a text: new reference. */
function word(text: usize, i: i32): PyObject | null {
  let at = text;
  for (; i > 0; i--) {
    while (load<u8>(at) !== 32) at++;
    at++;
  }
  let end = at;
  while (load<u8>(end) !== 32 && load<u8>(end) !== 0) end++;
  return PyUnicode_FromStringAndSize(at, <i32>(end - at));
}

function word_count(text: usize): i32 {
  let count = 1;
  for (let at = text; load<u8>(at) !== 0; at++) if (load<u8>(at) === 32) count++;
  return count;
}

/** The words of a text: new reference. */
function words(text: usize): PyObject | null {
  const n = word_count(text);
  const list = PyList_New(n);
  for (let i = 0; i < n && list; i++) {
    if (set_item(list, i, word(text, i))) continue;
    Py_DECREF(list);
    return null;
  }
  return list;
}

function _opcode_get_intrinsic1_descs(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return words(
    cstr(
      "INTRINSIC_1_INVALID INTRINSIC_PRINT INTRINSIC_IMPORT_STAR INTRINSIC_STOPITERATION_ERROR INTRINSIC_ASYNC_GEN_WRAP INTRINSIC_UNARY_POSITIVE INTRINSIC_LIST_TO_TUPLE INTRINSIC_TYPEVAR INTRINSIC_PARAMSPEC INTRINSIC_TYPEVARTUPLE INTRINSIC_SUBSCRIPT_GENERIC INTRINSIC_TYPEALIAS",
    ),
  );
}

function _opcode_get_intrinsic2_descs(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return words(
    cstr(
      "INTRINSIC_2_INVALID INTRINSIC_PREP_RERAISE_STAR INTRINSIC_TYPEVAR_WITH_BOUND INTRINSIC_TYPEVAR_WITH_CONSTRAINTS INTRINSIC_SET_FUNCTION_TYPE_PARAMS INTRINSIC_SET_TYPEPARAM_DEFAULT",
    ),
  );
}

/** (name, sign): new reference. */
function operator_pair(i: i32, names: usize, signs: usize): PyObject | null {
  const name = word(names, i);
  const sign = name ? word(signs, i) : null;
  const pair = sign ? PyTuple_Pack(name!, sign) : null;
  Py_XDECREF(name);
  Py_XDECREF(sign);
  return pair;
}

function _opcode_get_nb_ops(_m: PyObject, _unused: PyObject | null): PyObject | null {
  const names = cstr(
    "NB_ADD NB_AND NB_FLOOR_DIVIDE NB_LSHIFT NB_MATRIX_MULTIPLY NB_MULTIPLY NB_REMAINDER NB_OR NB_POWER NB_RSHIFT NB_SUBTRACT NB_TRUE_DIVIDE NB_XOR NB_INPLACE_ADD NB_INPLACE_AND NB_INPLACE_FLOOR_DIVIDE NB_INPLACE_LSHIFT NB_INPLACE_MATRIX_MULTIPLY NB_INPLACE_MULTIPLY NB_INPLACE_REMAINDER NB_INPLACE_OR NB_INPLACE_POWER NB_INPLACE_RSHIFT NB_INPLACE_SUBTRACT NB_INPLACE_TRUE_DIVIDE NB_INPLACE_XOR",
  );
  const signs = cstr("+ & // << @ * % | ** >> - / ^ += &= //= <<= @= *= %= |= **= >>= -= /= ^=");
  const n = word_count(signs);
  const list = PyList_New(n);
  for (let i = 0; i < n && list; i++) {
    if (set_item(list, i, operator_pair(i, names, signs))) continue;
    Py_DECREF(list);
    return null;
  }
  return list;
}

function add_properties(m: PyObject): bool {
  return (
    module_fast_keywords(
      m,
      cstr("is_valid"),
      PyCFunctionFastWithKeywords.of(_opcode_is_valid),
      cstr("is_valid($module, /, opcode)\n--\n\nIs there an instruction of this number?"),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("has_arg"),
      PyCFunctionFastWithKeywords.of(_opcode_has_arg),
      cstr("has_arg($module, /, opcode)\n--\n\nDoes it use its argument?"),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("has_const"),
      PyCFunctionFastWithKeywords.of(_opcode_has_const),
      cstr("has_const($module, /, opcode)\n--\n\nIs its argument a constant?"),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("has_name"),
      PyCFunctionFastWithKeywords.of(_opcode_has_name),
      cstr("has_name($module, /, opcode)\n--\n\nIs its argument a name?"),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("has_jump"),
      PyCFunctionFastWithKeywords.of(_opcode_has_jump),
      cstr("has_jump($module, /, opcode)\n--\n\nDoes it jump?"),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("has_free"),
      PyCFunctionFastWithKeywords.of(_opcode_has_free),
      cstr("has_free($module, /, opcode)\n--\n\nIs its argument a free variable?"),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("has_local"),
      PyCFunctionFastWithKeywords.of(_opcode_has_local),
      cstr("has_local($module, /, opcode)\n--\n\nIs its argument a local variable?"),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("has_exc"),
      PyCFunctionFastWithKeywords.of(_opcode_has_exc),
      cstr("has_exc($module, /, opcode)\n--\n\nDoes it set up a handler?"),
    ) === 0
  );
}

function add_others(m: PyObject): bool {
  return (
    module_noargs(
      m,
      cstr("get_specialization_stats"),
      PyCFunction.of(_opcode_get_specialization_stats),
      cstr("get_specialization_stats($module, /)\n--\n\nNone: nothing is counted."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("get_nb_ops"),
      PyCFunction.of(_opcode_get_nb_ops),
      cstr("get_nb_ops($module, /)\n--\n\nThe operators of BINARY_OP, by its argument."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("get_intrinsic1_descs"),
      PyCFunction.of(_opcode_get_intrinsic1_descs),
      cstr("get_intrinsic1_descs($module, /)\n--\n\nNames of the functions of CALL_INTRINSIC_1."),
    ) === 0 &&
    module_noargs(
      m,
      cstr("get_intrinsic2_descs"),
      PyCFunction.of(_opcode_get_intrinsic2_descs),
      cstr("get_intrinsic2_descs($module, /)\n--\n\nNames of the functions of CALL_INTRINSIC_2."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("get_executor"),
      PyCFunctionFastWithKeywords.of(_opcode_get_executor),
      cstr("get_executor($module, /, code, offset)\n--\n\nThere are none here."),
    ) === 0 &&
    module_add(m, cstr("ENABLE_SPECIALIZATION"), PyLong_FromLong(1)) === 0
  );
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__opcode(): PyObject | null {
  const m = module_begin(cstr("_opcode"), cstr("What is known of the instructions of code objects."));
  if (!m) return null;
  const effect = module_fast_keywords(
    m,
    cstr("stack_effect"),
    PyCFunctionFastWithKeywords.of(_opcode_stack_effect),
    cstr("stack_effect($module, opcode, oparg=None, /, *, jump=None)\n--\n\nBy how much the stack grows."),
  );
  if (effect === 0 && add_properties(m) && add_others(m)) return m;
  Py_DECREF(m);
  return null;
}
