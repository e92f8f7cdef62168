// The door through which tracemalloc (modules/tracemalloc-traces.ts) sees every block of the three domains while
// HOOK_TRACEMALLOC is on.  What it needs itself it takes with inner_raw_malloc(), which is not traced.

@unmanaged
class TracemallocDoor {
  /** Table indices: (block, bytes) => bool; (block) => void; (block) => void. */
  add: u32;
  remove: u32;
  dump: u32;
  /** Not 0: blocks are not traced for now, because tracemalloc makes objects that tell what it knows. */
  reentrant: u32;
}
const door: TracemallocDoor = changetype<TracemallocDoor>(memory.data(16, 4));

/**
 * Start-up. `add` notes a block, or anew one that it knows: false when it has no memory for that; `remove` forgets one, `dump` puts
 * where it was allocated into the report that is being written.
 */
export function install_tracemalloc(
  add: (block: usize, nbytes: usize) => bool,
  remove: (block: usize) => void,
  dump: (block: usize) => void,
): void {
  door.add = <u32>add.index;
  door.remove = <u32>remove.index;
  door.dump = <u32>dump.index;
}

/** Nothing is traced until set_reentrant(false). */
export function set_reentrant(on: bool): void {
  door.reentrant = u32(on);
}

/** What is made now is not traced. */
export function is_reentrant(): bool {
  return door.reentrant !== 0;
}

/** A new block. False: it can't be traced, and must not be given out. */
export function door_add(block: usize, nbytes: usize): bool {
  return door.reentrant !== 0 || call_indirect<bool>(door.add, block, nbytes);
}

/**
 * `old` (0: none) has become `block`. False: it is new and can't be traced. NOT CPYTHON: where there is no memory to note the
 * new size of an old block, which can't be taken back, that is a fatal error there; here the block is not traced any more.
 */
export function door_move(old: usize, block: usize, nbytes: usize): bool {
  if (old === 0) return door_add(block, nbytes);
  if (door.reentrant !== 0) {
    door_remove(old);
    return true;
  }
  if (old !== block) door_remove(old);
  if (!call_indirect<bool>(door.add, block, nbytes)) door_remove(block);
  return true;
}

/** A block that has been released. */
export function door_remove(block: usize): void {
  call_indirect<void>(door.remove, block);
}

/** Where `block` was allocated, for a report (memory/report.ts). */
export function door_dump(block: usize): void {
  call_indirect<void>(door.dump, block);
}
