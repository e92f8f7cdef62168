/**
 * What the collector asks of the rooms above it: table indices that modules/gc.ts fills in at start-up.
 * Ownership: arguments are borrowed.
 */
import { PyObject } from "../object/object";
import { traverseproc } from "../object/slots";

@unmanaged
class GCHooks {
  subtype_traverse: usize;
  maybe_untrack_dict: usize;
  handle_weakrefs: usize;
  clear_free_lists: usize;
  append_garbage: usize;
  write_unraisable_tp_clear: usize;
  write_unraisable_collection: usize;
  invoke_callback: usize;
  debug_cycle: usize;
  debug_stats: usize;
  current_line: usize;
}
const hooks: GCHooks = changetype<GCHooks>(memory.data(128, 16));

/** Start-up. `subtype_traverse`: what classes of Python code have; `dict`: stops tracking one that can't be part of a cycle. */
export function install_traversal(subtype_traverse: traverseproc, dict: (o: PyObject) => void): void {
  hooks.subtype_traverse = changetype<usize>(subtype_traverse);
  hooks.maybe_untrack_dict = <usize>dict.index;
}

/** Start-up. See the callers below. */
export function install_garbage_hooks(
  handle_weakrefs: (unreachable: usize, old: usize) => i32,
  clear_free_lists: () => void,
  append_garbage: (o: PyObject) => void,
  tp_clear_failed: (o: PyObject) => void,
  collection_failed: (silent: i32) => void,
): void {
  hooks.handle_weakrefs = <usize>handle_weakrefs.index;
  hooks.clear_free_lists = <usize>clear_free_lists.index;
  hooks.append_garbage = <usize>append_garbage.index;
  hooks.write_unraisable_tp_clear = <usize>tp_clear_failed.index;
  hooks.write_unraisable_collection = <usize>collection_failed.index;
}

/** Start-up. See the callers below. */
export function install_report_hooks(
  invoke_callback: (stop: i32, generation: i32, collected: i32, uncollectable: i32) => void,
  debug_cycle: (uncollectable: i32, o: PyObject) => void,
  debug_stats: (done: i32, a: i32, b: i32, seconds: f64) => void,
): void {
  hooks.invoke_callback = <usize>invoke_callback.index;
  hooks.debug_cycle = <usize>debug_cycle.index;
  hooks.debug_stats = <usize>debug_stats.index;
}

/** The tp_traverse of classes made by `class`. @inline */
export function subtype_traverse_index(): usize {
  return hooks.subtype_traverse;
}

/** Start-up. See current_line. */
export function install_current_line(f: () => usize): void {
  hooks.current_line = <usize>f.index;
}

/** The file (address of a str, borrowed) whose code runs, 0 when none does; its line is in tstate.out_i32. */
export function current_line(): usize {
  return call_indirect<usize>(<u32>hooks.current_line);
}

/** @inline */
export function maybe_untrack_dict(o: PyObject): void {
  call_indirect<void>(<u32>hooks.maybe_untrack_dict, o);
}

/** Clears the weak references to what is in the list `unreachable`, calls back; survivors go to `old`. Returns how many died. */
export function handle_weakrefs(unreachable: usize, old: usize): i32 {
  return call_indirect<i32>(<u32>hooks.handle_weakrefs, unreachable, old);
}

/** Empties all type free lists. */
export function clear_free_lists(): void {
  call_indirect<void>(<u32>hooks.clear_free_lists);
}

/** gc.garbage.append(o). */
export function append_garbage(o: PyObject): void {
  call_indirect<void>(<u32>hooks.append_garbage, o);
}

/** Reports the current exception as ignored in the tp_clear of `o`. */
export function report_tp_clear_failure(o: PyObject): void {
  call_indirect<void>(<u32>hooks.write_unraisable_tp_clear, o);
}

/** Reports the current exception as ignored in garbage collection; `silent`: drops it. */
export function report_collection_failure(silent: bool): void {
  call_indirect<void>(<u32>hooks.write_unraisable_collection, silent ? 1 : 0);
}

/** Calls gc.callbacks: phase "start" (`stop` 0) or "stop". */
export function invoke_gc_callback(stop: i32, generation: i32, collected: i32, uncollectable: i32): void {
  call_indirect<void>(<u32>hooks.invoke_callback, stop, generation, collected, uncollectable);
}

/** "gc: collectable <list 0x...>" on stderr. */
export function debug_cycle(uncollectable: bool, o: PyObject): void {
  call_indirect<void>(<u32>hooks.debug_cycle, uncollectable ? 1 : 0, o);
}

/** The texts of DEBUG_STATS: at the start (`a` the generation), or when done (`a` unreachable, `b` uncollectable). */
export function debug_stats(done: bool, a: i32, b: i32, seconds: f64): void {
  call_indirect<void>(<u32>hooks.debug_stats, done ? 1 : 0, a, b, seconds);
}
