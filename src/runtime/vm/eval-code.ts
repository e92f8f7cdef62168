/** Running code objects from native code. CPython: PyEval_EvalCode and friends of Python/ceval.c, Python/pythonrun.c. */
import { PyObject } from "../object/object";

/** Runs `code` with `globals` (a dict, gets __builtins__ when it lacks it) and `locals`: a new reference, or NULL. Borrows all. */
export function PyEval_EvalCode(code: PyObject, globals: PyObject, locals: PyObject): PyObject | null {
  unreachable();
}

/** As PyEval_EvalCode for code with free variables: `closure` is a tuple of cells, or NULL. */
export function PyEval_EvalCodeEx(
  code: PyObject,
  globals: PyObject,
  locals: PyObject | null,
  closure: PyObject | null,
): PyObject | null {
  unreachable();
}

/** Start symbols of the compiler. */
export const Py_single_input: i32 = 256;
export const Py_file_input: i32 = 257;
export const Py_eval_input: i32 = 258;
export const Py_func_type_input: i32 = 345;

/**
 * Compiles UTF-8 source text of `length` bytes: a new code object, NULL with an exception. `filename` is a str, `flags` are the PyCF_* and
 * CO_FUTURE_* bits, `optimize` -1 takes the interpreter's.
 */
export function Py_CompileStringObject(
  text: usize,
  length: i32,
  filename: PyObject,
  start: i32,
  flags: i32,
  optimize: i32,
): PyObject | null {
  unreachable();
}

/** Compiles and runs UTF-8 source text. Result as PyEval_EvalCode. */
export function PyRun_StringFlags(
  text: usize,
  length: i32,
  filename: PyObject,
  start: i32,
  globals: PyObject,
  locals: PyObject,
  flags: i32,
): PyObject | null {
  unreachable();
}
