/** The module `_bisect`: places in sorted sequences. CPython: Modules/_bisectmodule.c. */
import { _PyArg_AsSsize_t, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyObject_CallMethodObjArgs, PyObject_CallOneArg } from "../abstract/call";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { Py_LT, PyObject_RichCompareBool } from "../abstract/object-protocol";
import { _Py_EnterRecursiveCall, _Py_LeaveRecursiveCall } from "../abstract/recursion";
import { PyObject_LongSize, PySequence_GetItem } from "../abstract/sequence";
import { PyLong_FromSsize_t } from "../builtin-types/int";
import { PyList_CheckExact, PyList_Insert } from "../builtin-types/list";
import { module_begin, module_fast_keywords } from "../builtin-types/module";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";

const spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

/** The arguments of a call: static memory, read at once. */
@unmanaged
class Arguments {
  a: PyObject;
  x: PyObject;
  lo: i64;
  /** -1: the length. */
  hi: i64;
  key: PyObject | null;
}
const given: Arguments = changetype<Arguments>(memory.data(40, 8));

/** Reads (a, x, lo=0, hi=None, *, key=None). False with an exception. */
function read_arguments(name: usize, args: Slots, nargs: i32, kwnames: PyObject | null): bool {
  const mark = stack_mark();
  const names = cstr("a x lo hi key");
  const r = _PyArg_UnpackKeywords(spec, name, names, 0, args, nargs, null, kwnames, 2, 4);
  stack_release(mark);
  if (r === 0) return false;
  const found = Slots.at(r);
  const a = found.get(0);
  const x = found.get(1);
  const low = found.getOrNull(2);
  const high = found.getOrNull(3);
  const key = found.getOrNull(4);
  const lo = low ? _PyArg_AsSsize_t(low) : 0;
  if (lo === -1 && tstate.current_exception) return false;
  const hi = high && ptr(high) !== ptr(Py_None) ? _PyArg_AsSsize_t(high) : -1;
  if (hi === -1 && tstate.current_exception) return false;
  given.a = a;
  given.x = x;
  given.lo = lo;
  given.hi = hi;
  given.key = key && ptr(key) !== ptr(Py_None) ? key : null;
  return true;
}

/** key(item), the item itself without a key: new reference. Takes the item over (NULL: fails). */
function keyed(item: PyObject | null, key: PyObject | null): PyObject | null {
  if (!item || !key) return item;
  const result = PyObject_CallOneArg(key, item);
  Py_DECREF(item);
  return result;
}

/** The type has items by index; false with TypeError. */
function is_indexed(a: PyObject): bool {
  const sequence = a.ob_type.tp_as_sequence;
  if (sequence && sequence.sq_item) return true;
  const mapping = a.ob_type.tp_as_mapping;
  const text =
    mapping && mapping.mp_subscript
      ? cstr("%.200s is not a sequence")
      : cstr("'%.200s' object does not support indexing");
  PyErr_Format(PyExc_TypeError, text, a.ob_type.tp_name);
  return false;
}

/** Where `x` belongs in a[lo:hi], behind equal ones or (`left`) in front of them; -1 with an exception. */
function search(a: PyObject, x: PyObject, lo: i64, hi: i64, key: PyObject | null, left: bool): i64 {
  if (lo < 0) {
    PyErr_SetString(PyExc_ValueError, cstr("lo must be non-negative"));
    return -1;
  }
  if (hi === -1) {
    hi = PyObject_LongSize(a);
    if (hi < 0) return -1;
  }
  if (!is_indexed(a)) return -1;
  if (_Py_EnterRecursiveCall(left ? cstr("in _bisect.bisect_left") : cstr("in _bisect.bisect_right"))) return -1;
  let failed: bool = false;
  while (lo < hi && !failed) {
    const mid = <i64>((<u64>lo + <u64>hi) >> 1);
    const item = keyed(PySequence_GetItem(a, mid), key);
    let less = -1;
    if (item) less = left ? PyObject_RichCompareBool(item, x, Py_LT) : PyObject_RichCompareBool(x, item, Py_LT);
    Py_XDECREF(item);
    failed = less < 0;
    if ((less !== 0) === left) lo = mid + 1;
    else hi = mid;
  }
  _Py_LeaveRecursiveCall();
  return failed ? -1 : lo;
}

function bisect(name: usize, args: Slots, nargs: i32, kwnames: PyObject | null, left: bool): PyObject | null {
  if (!read_arguments(name, args, nargs, kwnames)) return null;
  const index = search(given.a, given.x, given.lo, given.hi, given.key, left);
  return index < 0 ? null : PyLong_FromSsize_t(index);
}

function _bisect_bisect_right(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return bisect(cstr("bisect_right"), args, nargs, kwnames, false);
}

function _bisect_bisect_left(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return bisect(cstr("bisect_left"), args, nargs, kwnames, true);
}

/** a.insert(index, x): None. */
function insert(a: PyObject, index: i64, x: PyObject): PyObject | null {
  if (PyList_CheckExact(a)) return PyList_Insert(a, index, x) < 0 ? null : Py_None;
  const number = PyLong_FromSsize_t(index);
  if (!number) return null;
  const result = PyObject_CallMethodObjArgs(a, _Py_ID("insert"), number, x);
  Py_DECREF(number);
  if (!result) return null;
  Py_DECREF(result);
  return Py_None;
}

function insort(name: usize, args: Slots, nargs: i32, kwnames: PyObject | null, left: bool): PyObject | null {
  if (!read_arguments(name, args, nargs, kwnames)) return null;
  const a = given.a;
  const x = given.x;
  const lo = given.lo;
  const hi = given.hi;
  const key = given.key;
  const sought = keyed(Py_NewRef(x), key);
  if (!sought) return null;
  const index = search(a, sought, lo, hi, key, left);
  Py_DECREF(sought);
  return index < 0 ? null : insert(a, index, x);
}

function _bisect_insort_right(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return insort(cstr("insort_right"), args, nargs, kwnames, false);
}

function _bisect_insort_left(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return insort(cstr("insort_left"), args, nargs, kwnames, true);
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__bisect(): PyObject | null {
  const m = module_begin(cstr("_bisect"), cstr("Where items belong in sorted sequences."));
  if (!m) return null;
  const ok =
    module_fast_keywords(
      m,
      cstr("bisect_right"),
      PyCFunctionFastWithKeywords.of(_bisect_bisect_right),
      cstr("bisect_right($module, /, a, x, lo=0, hi=None, *, key=None)\n--\n\nWhere x belongs, behind its equals."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("insort_right"),
      PyCFunctionFastWithKeywords.of(_bisect_insort_right),
      cstr("insort_right($module, /, a, x, lo=0, hi=None, *, key=None)\n--\n\nPuts x behind its equals."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("bisect_left"),
      PyCFunctionFastWithKeywords.of(_bisect_bisect_left),
      cstr("bisect_left($module, /, a, x, lo=0, hi=None, *, key=None)\n--\n\nWhere x belongs, in front of its equals."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("insort_left"),
      PyCFunctionFastWithKeywords.of(_bisect_insort_left),
      cstr("insort_left($module, /, a, x, lo=0, hi=None, *, key=None)\n--\n\nPuts x in front of its equals."),
    ) === 0;
  if (ok) return m;
  Py_DECREF(m);
  return null;
}
