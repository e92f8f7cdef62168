/** Equality and hash of code objects. CPython: Objects/codeobject.c. */

import { Py_EQ, Py_NE, PyObject_Hash, PyObject_RichCompareBool } from "../abstract/object-protocol";
import { Py_DECREF, Py_XDECREF, PyObject } from "../object/object";
import { tstate } from "../object/state";
import { Py_False, Py_NotImplemented, Py_True } from "../object/static-types";
import { PyBytes_AS_STRING, PyBytes_FromStringAndSize, PyBytes_GET_SIZE } from "./bytes";
import { _PyCode_NBYTES, PyCode_Check, PyCodeObject } from "./code";
import { _PyCode_GetCode } from "./code-attributes";
import { code_constants_key } from "./code-constants";
import { deopt_code } from "./code-new";

/** 1 equal, 0 different, -1 with an exception. */
function same_objects(a: PyObject, b: PyObject): i32 {
  return PyObject_RichCompareBool(a, b, Py_EQ);
}

function same_code(a: PyCodeObject, b: PyCodeObject): bool {
  const n = _PyCode_NBYTES(a);
  const x = PyBytes_FromStringAndSize(0, n);
  const y = PyBytes_FromStringAndSize(0, n);
  let same = false;
  if (x && y) {
    deopt_code(a, PyBytes_AS_STRING(x));
    deopt_code(b, PyBytes_AS_STRING(y));
    same = memory.compare(PyBytes_AS_STRING(x), PyBytes_AS_STRING(y), <usize>n) === 0;
  }
  Py_XDECREF(x);
  Py_XDECREF(y);
  return same;
}

/** Equality of two code objects: 1, 0, -1 with an exception. */
function code_equal(a: PyCodeObject, b: PyCodeObject): i32 {
  let equal = same_objects(a.co_name, b.co_name);
  if (equal <= 0) return equal;
  if (
    a.co_argcount !== b.co_argcount ||
    a.co_posonlyargcount !== b.co_posonlyargcount ||
    a.co_kwonlyargcount !== b.co_kwonlyargcount ||
    a.co_flags !== b.co_flags ||
    a.co_firstlineno !== b.co_firstlineno ||
    a.ob_size !== b.ob_size ||
    !same_code(a, b)
  ) {
    return tstate.current_exception ? -1 : 0;
  }
  const keyA = code_constants_key(a.co_consts);
  const keyB = keyA ? code_constants_key(b.co_consts) : null;
  equal = keyA && keyB ? same_objects(keyA, keyB) : -1;
  Py_XDECREF(keyA);
  Py_XDECREF(keyB);
  if (equal > 0) equal = same_objects(a.co_names, b.co_names);
  if (equal > 0) equal = same_objects(a.co_localsplusnames, b.co_localsplusnames);
  if (equal > 0) equal = same_objects(a.co_linetable, b.co_linetable);
  if (equal > 0) equal = same_objects(a.co_exceptiontable, b.co_exceptiontable);
  return equal;
}

export function code_richcompare(a: PyObject, b: PyObject, op: i32): PyObject | null {
  if ((op !== Py_EQ && op !== Py_NE) || !PyCode_Check(a) || !PyCode_Check(b)) return Py_NotImplemented;
  const equal = code_equal(changetype<PyCodeObject>(a), changetype<PyCodeObject>(b));
  if (equal < 0) return null;
  return equal > 0 === (op === Py_EQ) ? Py_True : Py_False;
}

const HASH_MULTIPLIER: u64 = 1000003;

/** One more hash into the sum. */
function mixed(sum: u64, h: u64): u64 {
  return (sum ^ h) * HASH_MULTIPLIER;
}

export function code_hash(o: PyObject): i64 {
  const co = changetype<PyCodeObject>(o);
  let sum: u64 = 20221211;
  for (let i = 0; i < 6; i++) {
    const part =
      i === 0
        ? co.co_name
        : i === 1
          ? co.co_consts
          : i === 2
            ? co.co_names
            : i === 3
              ? co.co_localsplusnames
              : i === 4
                ? co.co_linetable
                : co.co_exceptiontable;
    const h = PyObject_Hash(part);
    if (h === -1) return -1;
    sum = mixed(sum, <u64>h);
  }
  sum = mixed(sum, <u64>co.co_argcount);
  sum = mixed(sum, <u64>co.co_posonlyargcount);
  sum = mixed(sum, <u64>co.co_kwonlyargcount);
  sum = mixed(sum, <u64>co.co_flags);
  sum = mixed(sum, <u64>co.co_firstlineno);
  sum = mixed(sum, <u64>co.ob_size);
  const code = _PyCode_GetCode(co);
  if (!code) return -1;
  for (let i: usize = 0; i < <usize>PyBytes_GET_SIZE(code); i += 2) {
    sum = mixed(sum, <u64>load<u16>(PyBytes_AS_STRING(code) + i));
  }
  Py_DECREF(code);
  const hash = <i64>sum;
  return hash === -1 ? -2 : hash;
}
