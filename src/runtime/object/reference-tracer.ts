/**
 * Who wants to know of objects that come out of free lists, and of code objects that go: tracemalloc. CPython: the
 * reference tracer (_PyRuntime.ref_tracer).
 */

@unmanaged
class ReferenceTracer {
  /** Table index of (object) => void, or 0. */
  created: u32;
  /** Code objects that have been released: what was noted by an instruction's address is worth nothing when it changes. */
  codes_released: u32;
}
export const reference_tracer: ReferenceTracer = changetype<ReferenceTracer>(memory.data(8, 4));

/** An object comes out of a free list; only while `created` is set. */
export function trace_reference(o: usize): void {
  call_indirect<void>(reference_tracer.created, o);
}
