/**
 * The module `_random`: the Mersenne Twister MT19937 of Matsumoto and Nishimura. CPython: Modules/_randommodule.c.
 *
 *   RandomObject (2520 bytes): +16 index  of the next word, 624: all are used      +24 state  624 words of 4 bytes
 */
import { _PyArg_CheckPositional, _PyArg_NoKeywords } from "../abstract/args";
import { PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { _PyNumber_Index } from "../abstract/number-convert";
import { PyObject_Hash } from "../abstract/object-protocol";
import { PyObject_Del } from "../builtin-types/base-object-alloc";
import { PyFloat_FromDouble } from "../builtin-types/float";
import {
  PyLong,
  PyLong_AsLong,
  PyLong_Check,
  PyLong_FromLong,
  PyLong_FromUnsignedLongLong,
} from "../builtin-types/int";
import { _PyLong_AsByteArray, _PyLong_FromByteArray } from "../builtin-types/int-bytes";
import { _PyLong_NumBits, PyLong_AsUnsignedLong } from "../builtin-types/int-machine";
import { module_add_type, module_begin, module_state_alloc } from "../builtin-types/module";
import {
  PyTuple_Check,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_New,
  PyTuple_SET_ITEM,
} from "../builtin-types/tuple";
import { heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { random_bytes } from "../host";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { def_fast, def_noargs, def_o } from "../object/def-tables";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_NewRef, PyObject, ptr, Slots } from "../object/object";
import { freefunc, initproc, newfunc, PyCFunction, PyCFunctionFast } from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, PyExc_TypeError, PyExc_ValueError, PyLong_Type } from "../object/static-types";
import { Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DEFAULT, PyTypeObject } from "../object/type-object";

const N: i32 = 624;
const M: i32 = 397;
const MATRIX_A: u32 = 0x9908b0df;
const UPPER_MASK: u32 = 0x80000000;
const LOWER_MASK: u32 = 0x7fffffff;
const STATE: usize = 24;
const RANDOM_SIZE: i32 = 2520;

@unmanaged
class RandomObject extends PyObject {
  index: i64;
}

/** @inline */
function random_of(o: PyObject): RandomObject {
  return changetype<RandomObject>(o);
}

/** Address of word `i`. @inline */
function word(o: PyObject, i: i32): usize {
  return ptr(o) + STATE + ((<usize>i) << 2);
}

// --- the generator ---

/** Makes the next 624 words of the last ones. */
function generate(o: PyObject): void {
  for (let k = 0; k < N; k++) {
    const next = load<u32>(word(o, (k + 1) % N));
    const y = (load<u32>(word(o, k)) & UPPER_MASK) | (next & LOWER_MASK);
    store<u32>(word(o, k), load<u32>(word(o, (k + M) % N)) ^ (y >> 1) ^ (y & 1 ? MATRIX_A : 0));
  }
  random_of(o).index = 0;
}

/** The next 32 bits. */
function genrand_uint32(o: PyObject): u32 {
  if (random_of(o).index >= N) generate(o);
  const i = <i32>random_of(o).index;
  random_of(o).index = <i64>(i + 1);
  let y = load<u32>(word(o, i));
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680;
  y ^= (y << 15) & 0xefc60000;
  return y ^ (y >> 18);
}

function init_genrand(o: PyObject, seed: u32): void {
  let last = seed;
  store<u32>(word(o, 0), last);
  for (let i = 1; i < N; i++) {
    last = 1812433253 * (last ^ (last >> 30)) + <u32>i;
    store<u32>(word(o, i), last);
  }
  random_of(o).index = N;
}

/** word[i] = (word[i] ^ (the one before, mixed) * factor) + add; the next index, word 0 repeating the last. */
function mix(o: PyObject, i: i32, factor: u32, add: u32): i32 {
  const before = load<u32>(word(o, i - 1));
  store<u32>(word(o, i), (load<u32>(word(o, i)) ^ ((before ^ (before >> 30)) * factor)) + add);
  if (++i < N) return i;
  store<u32>(word(o, 0), load<u32>(word(o, N - 1)));
  return 1;
}

/** From `length` words at `key`. */
function init_by_array(o: PyObject, key: usize, length: i32): void {
  init_genrand(o, 19650218);
  let i = 1;
  let j = 0;
  for (let k = max(N, length); k > 0; k--) {
    i = mix(o, i, 1664525, load<u32>(key + ((<usize>j) << 2)) + <u32>j);
    if (++j >= length) j = 0;
  }
  for (let k = N - 1; k > 0; k--) i = mix(o, i, 1566083941, <u32>-i);
  store<u32>(word(o, 0), UPPER_MASK);
}

// --- seeding ---

/** From the host's random bytes. */
function seed_from_system(o: PyObject): i32 {
  const size = (<usize>N) << 2;
  const key = PyMem_Malloc(size);
  if (key === 0) {
    PyErr_NoMemory();
    return -1;
  }
  random_bytes(key, <i32>size);
  init_by_array(o, key, N);
  PyMem_Free(key);
  return 0;
}

/** What is hashed into a seed: the absolute value of an int, the hash of anything else. New reference. */
function seed_number(arg: PyObject): PyObject | null {
  // int's own, whatever `__abs__` of a subclass says.
  if (PyLong_Check(arg)) return PyLong_Type.tp_as_number!.nb_absolute!.call(arg);
  const hash = PyObject_Hash(arg);
  return hash === -1 ? null : PyLong_FromUnsignedLongLong(<u64>hash);
}

/** From the words of a number that is not negative. */
function seed_from_number(o: PyObject, n: PyObject): i32 {
  const bits = _PyLong_NumBits(n);
  const words = bits === 0 ? 1 : <i32>((bits - 1) / 32) + 1;
  const size = (<usize>words) << 2;
  const key = PyMem_Malloc(size);
  if (key === 0) {
    PyErr_NoMemory();
    return -1;
  }
  const status = _PyLong_AsByteArray(PyLong(n), key, <i32>size, true, false, true);
  if (status === 0) init_by_array(o, key, words);
  PyMem_Free(key);
  return status;
}

function random_seed(o: PyObject, arg: PyObject | null): i32 {
  if (!arg || ptr(arg) === ptr(Py_None)) return seed_from_system(o);
  const n = seed_number(arg);
  if (!n) return -1;
  const status = seed_from_number(o, n);
  Py_DECREF(n);
  return status;
}

// --- methods ---

function random_new(type: PyTypeObject, _args: PyObject, _kwds: PyObject | null): PyObject | null {
  const o = type.tp_alloc!.call(type, 0);
  if (!o || random_seed(o, null) === 0) return o;
  Py_DECREF(o);
  return null;
}

function random_init(o: PyObject, args: PyObject, kwds: PyObject | null): i32 {
  if (!_PyArg_NoKeywords(cstr("Random"), kwds)) return -1;
  const n = PyTuple_GET_SIZE(args);
  if (n > 1) {
    PyErr_SetString(PyExc_TypeError, cstr("Random() requires 0 or 1 argument"));
    return -1;
  }
  return random_seed(o, n === 1 ? PyTuple_GET_ITEM(args, 0) : null);
}

function random_random(o: PyObject, _unused: PyObject | null): PyObject | null {
  const a = <f64>(genrand_uint32(o) >> 5);
  const b = <f64>(genrand_uint32(o) >> 6);
  return PyFloat_FromDouble((a * 67108864.0 + b) * (1.0 / 9007199254740992.0));
}

function random_tp_seed(o: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("seed"), nargs, 0, 1)) return null;
  return random_seed(o, nargs === 1 ? args.get(0) : null) < 0 ? null : Py_None;
}

function random_getstate(o: PyObject, _unused: PyObject | null): PyObject | null {
  const state = PyTuple_New(N + 1);
  if (!state) return null;
  for (let i = 0; i <= N; i++) {
    const item = PyLong_FromLong(i < N ? <i64>load<u32>(word(o, i)) : random_of(o).index);
    if (!item) {
      Py_DECREF(state);
      return null;
    }
    PyTuple_SET_ITEM(state, i, item);
  }
  return state;
}

/** Reads the words of a state to `words`, and the index to tstate.out_i64. False with an exception. */
function read_state(state: PyObject, words: usize): bool {
  for (let i = 0; i < N; i++) {
    const value = PyLong_AsUnsignedLong(PyTuple_GET_ITEM(state, i));
    if (value === u64.MAX_VALUE && tstate.current_exception) return false;
    store<u32>(words + ((<usize>i) << 2), <u32>value);
  }
  const index = PyLong_AsLong(PyTuple_GET_ITEM(state, N));
  if (index === -1 && tstate.current_exception) return false;
  tstate.out_i64 = index;
  if (index >= 0 && index <= N) return true;
  PyErr_SetString(PyExc_ValueError, cstr("invalid state"));
  return false;
}

function random_setstate(o: PyObject, state: PyObject | null): PyObject | null {
  if (!PyTuple_Check(state!)) {
    PyErr_SetString(PyExc_TypeError, cstr("state vector must be a tuple"));
    return null;
  }
  if (PyTuple_GET_SIZE(state!) !== N + 1) {
    PyErr_SetString(PyExc_ValueError, cstr("state vector is the wrong size"));
    return null;
  }
  const size = (<usize>N) << 2;
  const words = PyMem_Malloc(size);
  if (words === 0) return PyErr_NoMemory();
  const ok = read_state(state!, words);
  if (ok) {
    random_of(o).index = tstate.out_i64;
    memory.copy(word(o, 0), words, size);
  }
  PyMem_Free(words);
  return ok ? Py_None : null;
}

/** An int of `k` bits, more than 32. */
function many_bits(o: PyObject, k: u64): PyObject | null {
  const words = (k - 1) / 32 + 1;
  const buffer = words < 0x10000000 ? PyMem_Malloc((<usize>words) << 2) : 0;
  if (buffer === 0) return PyErr_NoMemory();
  let left = k;
  for (let i: u64 = 0; i < words; i++) {
    let r = genrand_uint32(o);
    if (left < 32) r >>= <u32>(32 - left);
    left -= 32;
    store<u32>(buffer + ((<usize>i) << 2), r);
  }
  const result = _PyLong_FromByteArray(buffer, (<i32>words) << 2, true, false);
  PyMem_Free(buffer);
  return result;
}

/** The argument, an int (or with __index__), as 64 bits. False with an exception; the value in tstate.out_i64. */
function read_bits(arg: PyObject): bool {
  const n = PyLong_Check(arg) ? Py_NewRef(arg) : _PyNumber_Index(arg);
  if (!n) return false;
  const value = PyLong_AsLong(n);
  Py_DECREF(n);
  tstate.out_i64 = value;
  return value !== -1 || !tstate.current_exception;
}

function random_getrandbits(o: PyObject, arg: PyObject | null): PyObject | null {
  if (!read_bits(arg!)) return null;
  const k = tstate.out_i64;
  if (k < 0) {
    PyErr_SetString(PyExc_ValueError, cstr("number of bits must be non-negative"));
    return null;
  }
  if (k === 0) return PyLong_FromLong(0);
  if (k <= 32) return PyLong_FromLong(<i64>(genrand_uint32(o) >> <u32>(32 - k)));
  return many_bits(o, <u64>k);
}

/** The class Random: new reference. */
function make_random_type(m: PyObject): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE;
  const doc = cstr("Random() -> create a random number generator with its own internal state.");
  const t = heap_type(m, cstr("_random.Random"), RANDOM_SIZE, 0, flags, doc);
  if (!t) return null;
  t.tp_new = newfunc.of(random_new);
  t.tp_init = initproc.of(random_init);
  t.tp_free = freefunc.of(PyObject_Del);
  def_noargs(
    t,
    cstr("random"),
    PyCFunction.of(random_random),
    cstr("random($self, /)\n--\n\nrandom() -> x in the interval [0, 1)."),
  );
  def_fast(
    t,
    cstr("seed"),
    PyCFunctionFast.of(random_tp_seed),
    cstr("seed($self, n=None, /)\n--\n\nBegins anew, from a number, a hash, or the system's random bytes."),
  );
  def_noargs(
    t,
    cstr("getstate"),
    PyCFunction.of(random_getstate),
    cstr("getstate($self, /)\n--\n\nThe state as a tuple of ints."),
  );
  def_o(
    t,
    cstr("setstate"),
    PyCFunction.of(random_setstate),
    cstr("setstate($self, state, /)\n--\n\nGoes to a state."),
  );
  def_o(
    t,
    cstr("getrandbits"),
    PyCFunction.of(random_getrandbits),
    cstr("getrandbits($self, k, /)\n--\n\nAn int of k random bits."),
  );
  return heap_type_finish(t);
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__random(): PyObject | null {
  const m = module_begin(cstr("_random"), cstr("A generator of pseudo-random numbers."));
  if (!m) return null;
  if (module_state_alloc(m, 1) === 0 && module_add_type(m, 0, make_random_type(m)) === 0) return m;
  Py_DECREF(m);
  return null;
}
