/**
 * The state structs that whoever reads the memory from outside starts at (src/heap-image): each an exported wasm global
 * that holds its address. Static types, single objects, `interp`, `tstate` and `gcstate` are exported by main.ts.
 *
 * A struct that holds references to objects and is missing here shows in the refcount audit: what it holds has a
 * reference too many.
 */

// Layers 0 to 2

export { hookWords } from "./memory/hooks";
export { pageState } from "./memory/pages";
export { obmalloc } from "./memory/pool";

// Layer 3: the free lists of types

export { freelist as context_free_list } from "./builtin-types/context";
export { dictkeys_freelist as dict_keys_free_list } from "./builtin-types/dict-keys";
export { dict_freelist as dict_free_list } from "./builtin-types/dict-object";
export { freelist as float_free_list } from "./builtin-types/float";
export {
  FREE_ASENDS as asend_free_list,
  FREE_VALUES as async_value_free_list,
  free_counts as async_gen_free_counts,
} from "./builtin-types/generator-async-values";
export { FREE_LIST as list_free_list, freelist as list_free_count } from "./builtin-types/list";
export { cache as slice_cache } from "./builtin-types/slice";
export { FREE_LISTS as tuple_free_lists } from "./builtin-types/tuple";

// Holders of references

export { TYPE_CACHE as type_cache } from "./builtin-types/type-lookup";
export { state as slotdef_state } from "./builtin-types/type-slotdefs";
export { ast_state } from "./modules/ast-tables";
export { atexit_state } from "./modules/atexit";
export { signal_handlers } from "./modules/signal-state";
export { traceback_state } from "./modules/tracemalloc-tracebacks";
export { trace_state } from "./modules/tracemalloc-traces";
export { monitoring_objects } from "./vm/monitoring-events";
export { trampolines } from "./vm/trampolines";

// An address by which something is known

export { dummy as set_dummy } from "./builtin-types/set-table";
