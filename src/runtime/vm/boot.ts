/** Starting and ending the interpreter. CPython: Python/pylifecycle.c, Modules/main.c. */

/** Makes the interpreter ready: types, builtins, sys, __main__. False: out of memory. */
export function Py_InitializeFromConfig(): bool {
  unreachable();
}

/** Ends it: atexit, modules, collector. 0, or -1 when flushing stdout failed. */
export function Py_FinalizeEx(): i32 {
  unreachable();
}
