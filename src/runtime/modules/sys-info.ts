/** sys: constants about the implementation, and its struct sequences. CPython: Python/sysmodule.c. */

import { PyBool_FromLong } from "../builtin-types/bool";
import { PyDict_New, PyDict_SetItemString } from "../builtin-types/dict";
import { PyFloat_FromDouble } from "../builtin-types/float";
import { PyLong_FromLong } from "../builtin-types/int";
import { module_add, PyModule_AddObjectRef } from "../builtin-types/module";
import { _PyNamespace_New } from "../builtin-types/namespace";
import { PyUnicode_FromString } from "../builtin-types/str";
import { PyStructSequence_New, PyStructSequence_SET_ITEM, structseq_type } from "../builtin-types/structseq";
import { PyTuple_Pack } from "../builtin-types/tuple";
import { _PyObject_GC_TRACK } from "../gc/gc-alloc";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { interp } from "../object/state";
import { Py_False, Py_None, Py_True } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { library_folder } from "../vm/import-frozen";
import { utf8_mode } from "./io-encoding";

/** 3.13.0 final. */
export const PY_VERSION_HEX: i64 = 0x030d00f0;

/** A struct sequence being filled in order; NULL once something failed. */
@unmanaged
class Filler {
  o: PyObject | null;
  index: i32;
  failed: i32;
}
const filler: Filler = changetype<Filler>(memory.data(32, 8));

function begin(name: usize, doc: usize, fields: usize, n: i32, internal: bool): PyTypeObject | null {
  const t = structseq_type(name, doc, fields, n, internal);
  filler.o = t ? PyStructSequence_New(t) : null;
  filler.index = 0;
  filler.failed = filler.o ? 0 : 1;
  return t;
}

/** Steals `value` (NULL: fails). */
function field(value: PyObject | null): void {
  const o = filler.o;
  if (!value) filler.failed = 1;
  if (o) PyStructSequence_SET_ITEM(o, filler.index++, value);
}

function field_int(n: i64): void {
  field(PyLong_FromLong(n));
}

function field_float(x: f64): void {
  field(PyFloat_FromDouble(x));
}

function field_str(text: usize): void {
  field(PyUnicode_FromString(text));
}

/** The finished struct sequence: new reference, NULL with an exception. */
function end(): PyObject | null {
  const o = filler.o;
  filler.o = null;
  if (!o) return null;
  if (filler.failed) {
    Py_DECREF(o);
    return null;
  }
  _PyObject_GC_TRACK(o);
  return o;
}

function make_version_info(): PyObject | null {
  begin(
    cstr("sys.version_info"),
    cstr("sys.version_info\n\nThe version in parts."),
    cstr("major minor micro releaselevel serial"),
    5,
    true,
  );
  field_int(3);
  field_int(13);
  field_int(0);
  field_str(cstr("final"));
  field_int(0);
  return end();
}

function make_flags(): PyObject | null {
  begin(
    cstr("sys.flags"),
    cstr("sys.flags\n\nCommand line flags."),
    cstr(
      "debug inspect interactive optimize dont_write_bytecode no_user_site no_site ignore_environment verbose bytes_warning quiet hash_randomization isolated dev_mode utf8_mode warn_default_encoding safe_path int_max_str_digits gil",
    ),
    18,
    true,
  );
  field_int(0);
  field_int(<i64>interp.inspect);
  field_int(0);
  field_int(<i64>interp.optimization_level);
  field_int(<i64>interp.dont_write_bytecode);
  field_int(0);
  field_int(<i64>interp.no_site);
  field_int(0);
  field_int(<i64>interp.verbose);
  field_int(<i64>interp.bytes_warning);
  field_int(0);
  field_int(<i64>interp.hash_randomization);
  field_int(0);
  field(PyBool_FromLong(interp.dev_mode !== 0));
  field_int(utf8_mode() ? 1 : 0);
  field_int(0);
  field(Py_False);
  field_int(<i64>interp.int_max_str_digits);
  // Not visible as an item.
  field_int(1);
  return end();
}

function make_float_info(): PyObject | null {
  begin(
    cstr("sys.float_info"),
    cstr("sys.float_info\n\nProperties of float."),
    cstr("max max_exp max_10_exp min min_exp min_10_exp dig mant_dig epsilon radix rounds"),
    11,
    false,
  );
  field_float(f64.MAX_VALUE);
  field_int(1024);
  field_int(308);
  field_float(2.2250738585072014e-308);
  field_int(-1021);
  field_int(-307);
  field_int(15);
  field_int(53);
  field_float(f64.EPSILON);
  field_int(2);
  field_int(1);
  return end();
}

function make_int_info(): PyObject | null {
  begin(
    cstr("sys.int_info"),
    cstr("sys.int_info\n\nProperties of int."),
    cstr("bits_per_digit sizeof_digit default_max_str_digits str_digits_check_threshold"),
    4,
    false,
  );
  field_int(30);
  field_int(4);
  field_int(4300);
  field_int(640);
  return end();
}

function make_hash_info(): PyObject | null {
  begin(
    cstr("sys.hash_info"),
    cstr("sys.hash_info\n\nParameters of numeric and string hashing."),
    cstr("width modulus inf nan imag algorithm hash_bits seed_bits cutoff"),
    9,
    false,
  );
  field_int(64);
  field_int(2305843009213693951);
  field_int(314159);
  field_int(0);
  field_int(1000003);
  field_str(cstr("siphash13"));
  field_int(64);
  field_int(128);
  field_int(0);
  return end();
}

function make_thread_info(): PyObject | null {
  begin(
    cstr("sys.thread_info"),
    cstr("sys.thread_info\n\nHow threads are made. Here they are not."),
    cstr("name lock version"),
    3,
    false,
  );
  field_str(cstr("pthread-stubs"));
  field(Py_None);
  field(Py_None);
  return end();
}

/** sys.implementation. */
function make_implementation(version_info: PyObject): PyObject | null {
  const dict = PyDict_New();
  if (!dict) return null;
  const name = PyUnicode_FromString(cstr("cpython"));
  const tag = PyUnicode_FromString(cstr("cpython-313"));
  const hex = PyLong_FromLong(PY_VERSION_HEX);
  let result: PyObject | null = null;
  if (
    name &&
    tag &&
    hex &&
    PyDict_SetItemString(dict, cstr("name"), name) === 0 &&
    PyDict_SetItemString(dict, cstr("cache_tag"), tag) === 0 &&
    PyDict_SetItemString(dict, cstr("version"), version_info) === 0 &&
    PyDict_SetItemString(dict, cstr("hexversion"), hex) === 0
  ) {
    result = _PyNamespace_New(dict);
  }
  Py_DECREF(dict);
  if (name) Py_DECREF(name);
  if (tag) Py_DECREF(tag);
  if (hex) Py_DECREF(hex);
  return result;
}

function add_version(m: PyObject): bool {
  const version_info = make_version_info();
  if (!version_info) return false;
  const ok =
    PyModule_AddObjectRef(m, cstr("version_info"), version_info) === 0 &&
    module_add(m, cstr("implementation"), make_implementation(version_info)) === 0;
  Py_DECREF(version_info);
  return (
    ok &&
    module_add(m, cstr("version"), PyUnicode_FromString(cstr("3.13.0 (Serpentarium) [AssemblyScript]"))) === 0 &&
    module_add(m, cstr("hexversion"), PyLong_FromLong(PY_VERSION_HEX)) === 0 &&
    module_add(m, cstr("api_version"), PyLong_FromLong(1013)) === 0 &&
    module_add(m, cstr("copyright"), PyUnicode_FromString(cstr("Serpentarium is free software; see its LICENSE."))) ===
      0
  );
}

/**
 * Where Python is installed: the virtual folder of the library (host/standard-library.ts). There is no program that could be
 * started again, which CPython says with an empty sys.executable.
 */
function add_installation(m: PyObject): bool {
  const prefix = PyUnicode_FromString(cstr("/serpent"));
  if (!prefix) return false;
  const ok =
    PyModule_AddObjectRef(m, cstr("prefix"), prefix) === 0 &&
    PyModule_AddObjectRef(m, cstr("base_prefix"), prefix) === 0 &&
    PyModule_AddObjectRef(m, cstr("exec_prefix"), prefix) === 0 &&
    PyModule_AddObjectRef(m, cstr("base_exec_prefix"), prefix) === 0 &&
    module_add(m, cstr("executable"), PyUnicode_FromString(cstr(""))) === 0 &&
    module_add(m, cstr("_base_executable"), PyUnicode_FromString(cstr(""))) === 0 &&
    module_add(m, cstr("_xoptions"), PyDict_New()) === 0 &&
    module_add(m, cstr("platlibdir"), PyUnicode_FromString(cstr("lib"))) === 0 &&
    module_add(m, cstr("_stdlib_dir"), PyUnicode_FromString(library_folder())) === 0;
  Py_DECREF(prefix);
  return ok;
}

/** Adds the constants. False with an exception. */
export function add_info(m: PyObject): bool {
  const empty = PyUnicode_FromString(cstr(""));
  const name = PyUnicode_FromString(cstr("CPython"));
  if (!empty || !name) return false;
  const git = PyTuple_Pack(name, empty, empty);
  Py_DECREF(name);
  return (
    add_version(m) &&
    module_add(m, cstr("_git"), git) === 0 &&
    module_add(m, cstr("_framework"), empty) === 0 &&
    module_add(m, cstr("flags"), make_flags()) === 0 &&
    module_add(m, cstr("float_info"), make_float_info()) === 0 &&
    module_add(m, cstr("int_info"), make_int_info()) === 0 &&
    module_add(m, cstr("hash_info"), make_hash_info()) === 0 &&
    module_add(m, cstr("thread_info"), make_thread_info()) === 0 &&
    module_add(m, cstr("float_repr_style"), PyUnicode_FromString(cstr("short"))) === 0 &&
    module_add(m, cstr("maxsize"), PyLong_FromLong(i64.MAX_VALUE)) === 0 &&
    module_add(m, cstr("maxunicode"), PyLong_FromLong(0x10ffff)) === 0 &&
    module_add(m, cstr("byteorder"), PyUnicode_FromString(cstr("little"))) === 0 &&
    module_add(m, cstr("platform"), PyUnicode_FromString(cstr("linux"))) === 0 &&
    add_installation(m) &&
    module_add(m, cstr("abiflags"), PyUnicode_FromString(cstr(""))) === 0 &&
    PyModule_AddObjectRef(m, cstr("dont_write_bytecode"), interp.dont_write_bytecode ? Py_True : Py_False) === 0 &&
    PyModule_AddObjectRef(m, cstr("pycache_prefix"), Py_None) === 0
  );
}
