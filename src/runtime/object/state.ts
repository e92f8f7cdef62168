/**
 * The state of the thread and of the interpreter, each one struct at a constant address. CPython: PyThreadState
 * (cpython/pystate.h), PyInterpreterState, _PyRuntime. There is one thread and one interpreter.
 *
 * Every reference here is owned, unless marked borrowed. They are roots: the collector does not walk them (CPython's
 * does not either), the refcount audit and the heap image do (`visit_state` in modules/audit.ts).
 */
import { PyObject } from "./object";

/** An entry of the stack of exceptions being handled. */
@unmanaged
export class _PyErr_StackItem {
  /** The exception, None or NULL: not handling one. */
  exc_value: PyObject | null;
  previous_item: _PyErr_StackItem | null;
}

/** eval_breaker bits; the eval loop looks at the word at every backward jump and function entry. */
export const _PY_SIGNALS_PENDING_BIT: u32 = 1 << 1;
export const _PY_CALLS_TO_DO_BIT: u32 = 1 << 2;
export const _PY_ASYNC_EXCEPTION_BIT: u32 = 1 << 3;
export const _PY_GC_SCHEDULED_BIT: u32 = 1 << 4;
/** Some tool wants events of all code that starts (vm/monitoring.ts). Stays set as long as that is so. */
export const _PY_MONITORING_BIT: u32 = 1 << 5;
/** A timer runs (modules/signal-timers.ts): the clock is looked at now and then. Stays set as long as that is so. */
export const _PY_TIMER_BIT: u32 = 1 << 6;

@unmanaged
export class PyThreadState {
  /** Non-zero: the eval loop must stop and look. May be set by the host at any time. */
  eval_breaker: u32;
  py_recursion_remaining: i32;
  py_recursion_limit: i32;
  /** Native calls that may still nest (Py_EnterRecursiveCall). */
  c_recursion_remaining: i32;
  /** What c_recursion_remaining may fall to: the engine's stack has room for it (abstract/recursion.ts). 0 is the limit. */
  c_stack_seen: i32;
  /** Nested native calls of the kind that CPython does not count (abstract/recursion.ts). */
  uncounted_depth: i32;
  recursion_headroom: i32;
  tracing: i32;
  what_event: i32;
  coroutine_origin_tracking_depth: i32;
  /** Depth of nested deallocs of containers (trashcan.ts). */
  trash_delete_nesting: i32;
  /** Depth of nested deallocs of any kind. */
  dealloc_depth: i32;
  /** Address of the running _PyInterpreterFrame, 0 outside of Python code. */
  current_frame: usize;
  /** Where the eval loop goes on after leaving itself. */
  resume_at: usize;
  c_profilefunc: usize;
  c_tracefunc: usize;
  c_profileobj: PyObject | null;
  c_traceobj: PyObject | null;
  /** The error indicator: the exception being raised, a normalised instance, or NULL. */
  current_exception: PyObject | null;
  /** Top of the stack of exceptions being handled; never NULL. Borrowed address. */
  exc_info: _PyErr_StackItem;
  dict: PyObject | null;
  async_exc: PyObject | null;
  /** Objects whose release the trashcan has put off, linked; 0 none. */
  delete_later: PyObject | null;
  async_gen_firstiter: PyObject | null;
  async_gen_finalizer: PyObject | null;
  context: PyObject | null;
  context_ver: i64;
  datastack_chunk: usize;
  datastack_top: usize;
  datastack_limit: usize;
  /** The lowest entry of the exc_info stack. */
  exc_state_value: PyObject | null;
  exc_state_previous: _PyErr_StackItem | null;
  /** Second results of functions that have two; read at once by the caller. Not roots. */
  send_result: PyObject | null;
  out_object: PyObject | null;
  out_object2: PyObject | null;
  out_i64: i64;
  out_i64_2: i64;
  out_f64: f64;
  out_i32: i32;
  out_i32_2: i32;
}

export const tstate: PyThreadState = changetype<PyThreadState>(memory.data(512, 16));

@unmanaged
export class PyInterpreterState {
  /** sys.modules. */
  modules: PyObject | null;
  /** sys.__dict__. */
  sysdict: PyObject | null;
  sysdict_copy: PyObject | null;
  /** builtins.__dict__. */
  builtins: PyObject | null;
  builtins_copy: PyObject | null;
  import_func: PyObject | null;
  importlib: PyObject | null;
  /** Dict of all interned strings. */
  interned: PyObject | null;
  codec_search_path: PyObject | null;
  codec_search_cache: PyObject | null;
  codec_error_registry: PyObject | null;
  audit_hooks: PyObject | null;
  /** Preallocated MemoryError instances, linked through their dict slot; see exceptions. */
  memerrors_freelist: PyObject | null;
  memerrors_numfree: i32;
  last_resort_memory_error: PyObject | null;
  /** The class ExceptionGroup, a heap type. */
  exception_group: PyObject | null;
  /** The classes of `typing` that are native, heap types. */
  generic_type: PyObject | null;
  typevar_type: PyObject | null;
  typevartuple_type: PyObject | null;
  paramspec_type: PyObject | null;
  paramspecargs_type: PyObject | null;
  paramspeckwargs_type: PyObject | null;
  /** What specialised calls look for; borrowed, as in CPython. */
  callable_cache_isinstance: PyObject | null;
  callable_cache_len: PyObject | null;
  callable_cache_list_append: PyObject | null;
  callable_cache_object_getattribute: PyObject | null;
  /** The state of `_warnings`: a list of 5-tuples, a dict, a str. */
  warnings_filters: PyObject | null;
  warnings_once_registry: PyObject | null;
  warnings_default_action: PyObject | null;
  /** Grows whenever filters change: registries of an older version are void. */
  warnings_filters_version: i64;
  /** Next values of the version counters. */
  next_type_version_tag: u32;
  next_func_version: u32;
  next_dict_keys_version: u32;
  next_code_unique_id: u32;
  /** Py_None-like single objects made at start-up. */
  empty_tuple: PyObject;
  empty_bytes: PyObject;
  empty_frozenset: PyObject | null;
  /** Flags of sys.flags and -X options. */
  optimization_level: i32;
  bytes_warning: i32;
  verbose: i32;
  dev_mode: i32;
  inspect: i32;
  no_site: i32;
  int_max_str_digits: i32;
  dont_write_bytecode: i32;
  /** 0 not initialised, 1 running, 2 finalizing (sys.is_finalizing). */
  phase: i32;
  /** Key of string and bytes hashing (SipHash-1-3). */
  hash_key0: u64;
  hash_key1: u64;
  hash_randomization: i32;
  pad: i32;
}

export const interp: PyInterpreterState = changetype<PyInterpreterState>(memory.data(512, 16));

/** Address of the lowest exc_info entry, inside tstate. @inline */
export function exc_state(): _PyErr_StackItem {
  return changetype<_PyErr_StackItem>(changetype<usize>(tstate) + offsetof<PyThreadState>("exc_state_value"));
}
