/** The only door of the wasm module: every export, nothing else. */

export { stack_probe } from "./abstract/recursion";
export { gc_stress, PyGC_Collect } from "./gc/collector";
export { gcstate } from "./gc/gc-alloc";
export { gc_check } from "./gc/validate";
export { gc_watch } from "./gc/watch";
export { PyMem_RawFree, PyMem_RawMalloc } from "./memory/domains";
export * from "./memory/exports";
export { Py_FinalizeEx } from "./modules/finalize";
export { rescue_output } from "./modules/io-stdio";
export {
  py_append_sys,
  py_exit_code,
  py_initialize,
  py_run,
  py_set_main_file,
} from "./modules/lifecycle";
export { _PyTraceMalloc_Start } from "./modules/tracemalloc-traces";
export { interp, tstate } from "./object/state";
export * from "./object/static-types";
export * from "./roots";
