/** Builtin functions over iterables. CPython: Python/bltinmodule.c. */

import { _PyArg_CheckPositional, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyObject_GetAttr } from "../abstract/attribute";
import { PyObject_CallOneArg, PyObject_Vectorcall } from "../abstract/call";
import { PyErr_ClearIf, PyErr_Format, PyErr_SetNone, PyErr_SetString } from "../abstract/errors";
import { PyIter_Check, PyIter_Next, PyObject_GetAIter, PyObject_GetIter } from "../abstract/iterator";
import { PyNumber_Add } from "../abstract/number";
import { Py_GT, Py_LT, PyCallable_Check, PyObject_IsTrue, PyObject_RichCompareBool } from "../abstract/object-protocol";
import { PySequence_List } from "../abstract/sequence";
import { PyAnextAwaitable_New } from "../builtin-types/anext-awaitable";
import { PyBool_Check } from "../builtin-types/bool";
import { PyByteArray_Check } from "../builtin-types/bytearray";
import { PyBytes_Check } from "../builtin-types/bytes";
import { PyFloat_AS_DOUBLE, PyFloat_CheckExact, PyFloat_FromDouble } from "../builtin-types/float";
import { PyLong_AsLongAndOverflow, PyLong_CheckExact, PyLong_FromLong, PyLong_FromSsize_t } from "../builtin-types/int";
import { PyCallIter_New } from "../builtin-types/iterator-objects";
import { module_fast, module_fast_keywords, module_o } from "../builtin-types/module";
import { PyUnicode_Check } from "../builtin-types/str";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, Py_XDECREF, PyObject, ptr, Slots } from "../object/object";
import { iternextfunc, PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import {
  Py_False,
  Py_None,
  Py_True,
  PyExc_StopIteration,
  PyExc_TypeError,
  PyExc_ValueError,
} from "../object/static-types";

/** all() and any(): walks until an item's truth is `wanted`. */
function find_truth(iterable: PyObject, wanted: i32): PyObject | null {
  const it = PyObject_GetIter(iterable);
  if (!it) return null;
  const next = changetype<iternextfunc>(it.ob_type.tp_iternext);
  let result: PyObject | null = wanted ? Py_False : Py_True;
  while (true) {
    const item = next.call(it);
    if (!item) break;
    const truth = PyObject_IsTrue(item);
    Py_DECREF(item);
    if (truth < 0) {
      Py_DECREF(it);
      return null;
    }
    if (truth === wanted) {
      Py_DECREF(it);
      return wanted ? Py_True : Py_False;
    }
  }
  Py_DECREF(it);
  if (tstate.current_exception && !PyErr_ClearIf(PyExc_StopIteration)) result = null;
  return result;
}

function builtin_all(_m: PyObject, iterable: PyObject | null): PyObject | null {
  return find_truth(iterable!, 0);
}

function builtin_any(_m: PyObject, iterable: PyObject | null): PyObject | null {
  return find_truth(iterable!, 1);
}

function builtin_iter(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("iter"), nargs, 1, 2)) return null;
  if (nargs === 1) return PyObject_GetIter(args.get(0));
  if (!PyCallable_Check(args.get(0))) {
    PyErr_SetString(PyExc_TypeError, cstr("iter(v, w): v must be callable"));
    return null;
  }
  return PyCallIter_New(args.get(0), args.get(1));
}

function builtin_next(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("next"), nargs, 1, 2)) return null;
  const it = args.get(0);
  if (!PyIter_Check(it)) {
    return PyErr_Format(PyExc_TypeError, cstr("'%.200s' object is not an iterator"), it.ob_type.tp_name);
  }
  const result = it.ob_type.tp_iternext!.call(it);
  if (result) return result;
  if (nargs > 1) {
    if (tstate.current_exception && !PyErr_ClearIf(PyExc_StopIteration)) return null;
    return Py_NewRef(args.get(1));
  }
  if (!tstate.current_exception) PyErr_SetNone(PyExc_StopIteration);
  return null;
}

function builtin_aiter(_m: PyObject, x: PyObject | null): PyObject | null {
  return PyObject_GetAIter(x!);
}

function builtin_anext(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("anext"), nargs, 1, 2)) return null;
  const methods = args.get(0).ob_type.tp_as_async;
  const anext = methods ? methods.am_anext : null;
  if (!anext) {
    return PyErr_Format(PyExc_TypeError, cstr("'%.200s' object is not an async iterator"), args.get(0).ob_type.tp_name);
  }
  const awaitable = anext.call(args.get(0));
  if (!awaitable || nargs === 1) return awaitable;
  const result = PyAnextAwaitable_New(awaitable, args.get(1));
  Py_DECREF(awaitable);
  return result;
}

const min_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const max_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function min_max(args: Slots, nargs: i32, kwnames: PyObject | null, op: i32): PyObject | null {
  const isMin = op === Py_LT;
  const name = isMin ? cstr("min") : cstr("max");
  if (nargs === 0) {
    PyErr_Format(PyExc_TypeError, cstr("%s expected at least 1 argument, got 0"), name);
    return null;
  }
  let keyfunc: PyObject | null = null;
  let defaultval: PyObject | null = null;
  if (kwnames) {
    const mark = stack_mark();
    const spec = isMin ? min_spec : max_spec;
    const a = Slots.at(
      _PyArg_UnpackKeywords(spec, name, cstr("key default"), 0, args.from(nargs), 0, null, kwnames, 0, 0),
    );
    stack_release(mark);
    if (!changetype<usize>(a)) return null;
    keyfunc = a.getOrNull(0);
    defaultval = a.getOrNull(1);
  }
  if (nargs > 1 && defaultval) {
    return PyErr_Format(
      PyExc_TypeError,
      cstr("Cannot specify a default for %s() with multiple positional arguments"),
      name,
    );
  }
  if (keyfunc && ptr(keyfunc) === ptr(Py_None)) keyfunc = null;
  if (nargs > 1) return extreme(null, args, nargs, keyfunc, op);
  const it = PyObject_GetIter(args.get(0));
  if (!it) return null;
  const best = extreme(it, args, 0, keyfunc, op);
  Py_DECREF(it);
  if (best || tstate.current_exception) return best;
  if (defaultval) return Py_NewRef(defaultval);
  return PyErr_Format(PyExc_ValueError, cstr("%s() iterable argument is empty"), name);
}

/** The least or greatest of an iterator's items, or of `nargs` arguments; NULL without exception: none. New reference. */
function extreme(it: PyObject | null, args: Slots, nargs: i32, keyfunc: PyObject | null, op: i32): PyObject | null {
  let best: PyObject | null = null;
  let bestValue: PyObject | null = null;
  let i = 0;
  while (true) {
    let item: PyObject | null;
    if (it) item = PyIter_Next(it);
    else item = i < nargs ? Py_NewRef(args.get(i++)) : null;
    if (!item) break;
    const value = keyfunc ? PyObject_CallOneArg(keyfunc, item) : Py_NewRef(item);
    if (!value) {
      Py_DECREF(item);
      break;
    }
    if (!best || !bestValue) {
      best = item;
      bestValue = value;
      continue;
    }
    const better = PyObject_RichCompareBool(value, bestValue, op);
    if (better > 0) {
      Py_DECREF(best);
      Py_DECREF(bestValue);
      best = item;
      bestValue = value;
      continue;
    }
    Py_DECREF(item);
    Py_DECREF(value);
    if (better < 0) break;
  }
  Py_XDECREF(bestValue);
  if (tstate.current_exception) {
    Py_XDECREF(best);
    return null;
  }
  return best;
}

function builtin_min(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return min_max(args, nargs, kwnames, Py_LT);
}

function builtin_max(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  return min_max(args, nargs, kwnames, Py_GT);
}

function builtin_sorted(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("sorted"), nargs, 1, 1)) return null;
  const list = PySequence_List(args.get(0));
  if (!list) return null;
  const sort = PyObject_GetAttr(list, _Py_ID("sort"));
  if (!sort) {
    Py_DECREF(list);
    return null;
  }
  const result = PyObject_Vectorcall(sort, args.from(1), 0, kwnames);
  Py_DECREF(sort);
  if (!result) {
    Py_DECREF(list);
    return null;
  }
  Py_DECREF(result);
  return list;
}

const sum_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function builtin_sum(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = Slots.at(_PyArg_UnpackKeywords(sum_spec, cstr("sum"), cstr("start"), 1, args, nargs, null, kwnames, 1, 2));
  stack_release(mark);
  if (!changetype<usize>(a)) return null;
  const iterable = a.get(0);
  const start = a.getOrNull(1);
  const it = PyObject_GetIter(iterable);
  if (!it) return null;
  return sum_from(it, start);
}

/** Adds `value` to the i64 sum: false when it does not fit. The new sum is in tstate.out_i64. */
function add_small(sum: i64, value: PyObject): bool {
  const n = PyLong_AsLongAndOverflow(value);
  const result = sum + n;
  if (tstate.out_i32 !== 0 || ((sum ^ result) & (n ^ result)) < 0) return false;
  tstate.out_i64 = result;
  return true;
}

/** Steals `it`, which is gone when the sum becomes an object. */
function sum_from(it: PyObject, start: PyObject | null): PyObject | null {
  let total: PyObject;
  if (!start) total = PyLong_FromLong(0)!;
  else {
    if (PyUnicode_Check(start)) return cannot_sum(it, cstr("sum() can't sum strings [use ''.join(seq) instead]"));
    if (PyBytes_Check(start)) return cannot_sum(it, cstr("sum() can't sum bytes [use b''.join(seq) instead]"));
    if (PyByteArray_Check(start)) return cannot_sum(it, cstr("sum() can't sum bytearray [use b''.join(seq) instead]"));
    total = Py_NewRef(start);
  }
  // The item that a fast loop could not take is passed on to the next loop.
  let item: PyObject | null = null;
  if (PyLong_CheckExact(total)) {
    let sum = PyLong_AsLongAndOverflow(total);
    if (tstate.out_i32 === 0) {
      Py_DECREF(total);
      while (true) {
        item = PyIter_Next(it);
        if (!item) {
          Py_DECREF(it);
          return tstate.current_exception ? null : PyLong_FromSsize_t(sum);
        }
        if (!PyLong_CheckExact(item) && !PyBool_Check(item)) break;
        if (!add_small(sum, item)) break;
        sum = tstate.out_i64;
        Py_DECREF(item);
      }
      const boxed = PyLong_FromSsize_t(sum);
      if (!boxed) {
        Py_DECREF(item);
        Py_DECREF(it);
        return null;
      }
      total = boxed;
    }
  }
  return sum_objects(it, total, item);
}

function cannot_sum(it: PyObject, message: usize): PyObject | null {
  Py_DECREF(it);
  PyErr_SetString(PyExc_TypeError, message);
  return null;
}

/** Steals all. Adds with `+`, floats by compensated summation. */
function sum_objects(it: PyObject, total: PyObject, item: PyObject | null): PyObject | null {
  let sum: PyObject = total;
  if (item) {
    const next = PyNumber_Add(sum, item);
    Py_DECREF(sum);
    Py_DECREF(item);
    if (!next) {
      Py_DECREF(it);
      return null;
    }
    sum = next;
  }
  if (!PyFloat_CheckExact(sum)) return sum_general(it, sum, null);
  return sum_floats(it, sum);
}

/** Neumaier's summation, as CPython from 3.12 on. Steals both; `total` is a float. */
function sum_floats(it: PyObject, total: PyObject): PyObject | null {
  let hi = PyFloat_AS_DOUBLE(total);
  let lo: f64 = 0.0;
  Py_DECREF(total);
  while (true) {
    const item = PyIter_Next(it);
    if (!item) {
      Py_DECREF(it);
      if (tstate.current_exception) return null;
      return PyFloat_FromDouble(lo !== 0.0 && isFinite<f64>(lo) ? hi + lo : hi);
    }
    let x: f64;
    if (PyFloat_CheckExact(item)) {
      x = PyFloat_AS_DOUBLE(item);
      const t = hi + x;
      if (abs<f64>(hi) >= abs<f64>(x)) lo += hi - t + x;
      else lo += x - t + hi;
      hi = t;
      Py_DECREF(item);
      continue;
    }
    if (PyLong_CheckExact(item) || PyBool_Check(item)) {
      const n = PyLong_AsLongAndOverflow(item);
      if (tstate.out_i32 === 0) {
        hi += <f64>n;
        Py_DECREF(item);
        continue;
      }
    }
    const boxed = PyFloat_FromDouble(lo !== 0.0 && isFinite<f64>(lo) ? hi + lo : hi);
    if (!boxed) {
      Py_DECREF(item);
      Py_DECREF(it);
      return null;
    }
    return sum_general(it, boxed, item);
  }
  return null;
}

/** Steals all; `first` is the first to be added, or NULL. */
function sum_general(it: PyObject, total: PyObject, first: PyObject | null): PyObject | null {
  let sum: PyObject = total;
  let item = first;
  while (true) {
    if (!item) {
      item = PyIter_Next(it);
      if (!item) {
        Py_DECREF(it);
        if (!tstate.current_exception) return sum;
        Py_DECREF(sum);
        return null;
      }
    }
    const next = PyNumber_Add(sum, item);
    Py_DECREF(sum);
    Py_DECREF(item);
    if (!next) {
      Py_DECREF(it);
      return null;
    }
    sum = next;
    item = null;
  }
  return null;
}

/** Adds these functions. False with an exception. */
export function add_iteration_functions(m: PyObject): bool {
  return (
    module_o(
      m,
      cstr("all"),
      PyCFunction.of(builtin_all),
      cstr("all($module, iterable, /)\n--\n\nWhether every item is true."),
    ) === 0 &&
    module_o(
      m,
      cstr("any"),
      PyCFunction.of(builtin_any),
      cstr("any($module, iterable, /)\n--\n\nWhether some item is true."),
    ) === 0 &&
    module_fast(
      m,
      cstr("iter"),
      PyCFunctionFast.of(builtin_iter),
      cstr(
        "iter(iterable) -> iterator\niter(callable, sentinel) -> iterator\n\nAn iterator over the items, or over the results of calls until one equals sentinel.",
      ),
    ) === 0 &&
    module_fast(
      m,
      cstr("next"),
      PyCFunctionFast.of(builtin_next),
      cstr("next(iterator[, default])\n\nThe next item; at the end default, or StopIteration."),
    ) === 0 &&
    module_o(
      m,
      cstr("aiter"),
      PyCFunction.of(builtin_aiter),
      cstr("aiter($module, async_iterable, /)\n--\n\nAn async iterator over the items."),
    ) === 0 &&
    module_fast(
      m,
      cstr("anext"),
      PyCFunctionFast.of(builtin_anext),
      cstr("anext($module, aiterator, default=<unrepresentable>, /)\n--\n\nAn awaitable of the next item."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("max"),
      PyCFunctionFastWithKeywords.of(builtin_max),
      cstr(
        "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\nThe greatest item or argument.",
      ),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("min"),
      PyCFunctionFastWithKeywords.of(builtin_min),
      cstr(
        "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\nThe least item or argument.",
      ),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("sorted"),
      PyCFunctionFastWithKeywords.of(builtin_sorted),
      cstr("sorted($module, iterable, /, *, key=None, reverse=False)\n--\n\nA sorted list of the items."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("sum"),
      PyCFunctionFastWithKeywords.of(builtin_sum),
      cstr("sum($module, iterable, /, start=0)\n--\n\nstart plus all items."),
    ) === 0
  );
}
