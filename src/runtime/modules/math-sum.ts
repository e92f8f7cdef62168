/** fsum: an exactly rounded sum. CPython: math_fsum of Modules/mathmodule.c, after Shewchuk's "Adaptive Precision ...". */
import { PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { PyIter_Next, PyObject_GetIter } from "../abstract/iterator";
import { is_error, PyFloat_AsDouble, PyFloat_FromDouble } from "../builtin-types/float";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { PyExc_OverflowError, PyExc_ValueError } from "../object/static-types";
import { is_finite, is_infinite, is_nan } from "./math-errors";

/** So many partial sums lie on the native stack. */
const NUM_PARTIALS: i32 = 32;

/**
 * The sum so far: partial sums that do not overlap, by growing magnitude, whose exact sum it is. 80 bytes.
 */
@unmanaged
class FSum {
  partials: usize;
  initial: usize;
  n: i32;
  capacity: i32;
  /** Sums of infinite items, and of all items that are not finite. */
  inf_sum: f64;
  special_sum: f64;
}

/** @inline */
function partial(s: FSum, i: i32): f64 {
  return load<f64>(s.partials + ((<usize>i) << 3));
}

/** Room for twice as many partials. -1 with MemoryError. */
function grow(s: FSum): i32 {
  const size = (<usize>s.capacity) << 3;
  const block = PyMem_Malloc(size << 1);
  if (block === 0) {
    PyErr_NoMemory();
    return -1;
  }
  memory.copy(block, s.partials, size);
  if (s.partials !== s.initial) PyMem_Free(s.partials);
  s.partials = block;
  s.capacity *= 2;
  return 0;
}

/** The sum is not finite though all partials are: `item` was not, or the sum has overflowed. Returns 0, -1 on overflow. */
function add_special(s: FSum, item: f64): i32 {
  if (is_finite(item)) {
    PyErr_SetString(PyExc_OverflowError, cstr("intermediate overflow in fsum"));
    return -1;
  }
  if (is_infinite(item)) s.inf_sum += item;
  s.special_sum += item;
  s.n = 0;
  return 0;
}

/** Adds an item. -1 with an exception. */
function fsum_add(s: FSum, item: f64): i32 {
  let x = item;
  let kept = 0;
  for (let j = 0; j < s.n; j++) {
    let y = partial(s, j);
    if (abs<f64>(x) < abs<f64>(y)) {
      const t = x;
      x = y;
      y = t;
    }
    const hi = x + y;
    const lo = y - (hi - x);
    if (lo !== 0) {
      store<f64>(s.partials + ((<usize>kept) << 3), lo);
      kept++;
    }
    x = hi;
  }
  s.n = kept;
  if (x === 0) return 0;
  if (!is_finite(x)) return add_special(s, item);
  if (kept >= s.capacity && grow(s) < 0) return -1;
  store<f64>(s.partials + ((<usize>kept) << 3), x);
  s.n = kept + 1;
  return 0;
}

/** The exact sum, rounded once, half to even. */
function fsum_total(s: FSum): f64 {
  let n = s.n;
  if (n === 0) return 0;
  let hi = partial(s, --n);
  let lo: f64 = 0;
  while (n > 0) {
    const x = hi;
    const y = partial(s, --n);
    hi = x + y;
    lo = y - (hi - x);
    if (lo !== 0) break;
  }
  // A tie was rounded to even; the partial below says in which direction it was none.
  if (n > 0 && ((lo < 0 && partial(s, n - 1) < 0) || (lo > 0 && partial(s, n - 1) > 0))) {
    const y = lo * 2.0;
    const x = hi + y;
    if (y === x - hi) hi = x;
  }
  return hi;
}

function fsum_result(s: FSum): PyObject | null {
  if (s.special_sum === 0) return PyFloat_FromDouble(fsum_total(s));
  if (!is_nan(s.inf_sum)) return PyFloat_FromDouble(s.special_sum);
  PyErr_SetString(PyExc_ValueError, cstr("-inf + inf in fsum"));
  return null;
}

/** Adds all items of the iterator. -1 with an exception. */
function fsum_add_all(s: FSum, iterator: PyObject): i32 {
  while (true) {
    const item = PyIter_Next(iterator);
    if (!item) return tstate.current_exception ? -1 : 0;
    const x = PyFloat_AsDouble(item);
    Py_DECREF(item);
    if (is_error(x) || fsum_add(s, x) < 0) return -1;
  }
}

export function math_fsum(_m: PyObject, arg: PyObject | null): PyObject | null {
  const iterator = PyObject_GetIter(arg!);
  if (!iterator) return null;
  const mark = stack_mark();
  const block = stack_alloc(offsetof<FSum>());
  memory.fill(block, 0, offsetof<FSum>());
  const s = changetype<FSum>(block);
  s.initial = stack_alloc((<usize>NUM_PARTIALS) << 3);
  s.partials = s.initial;
  s.capacity = NUM_PARTIALS;
  const result = fsum_add_all(s, iterator) === 0 ? fsum_result(s) : null;
  if (s.partials !== s.initial) PyMem_Free(s.partials);
  stack_release(mark);
  Py_DECREF(iterator);
  return result;
}
