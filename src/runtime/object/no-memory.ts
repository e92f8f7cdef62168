/**
 * Raising MemoryError from below the rooms that know exceptions: a table index that abstract/errors.ts fills in.
 */
@unmanaged
class NoMemoryHook {
  raise: usize;
}
const hook: NoMemoryHook = changetype<NoMemoryHook>(memory.data(16, 16));

/** Start-up: `f` raises MemoryError. */
export function install_no_memory(f: () => void): void {
  hook.raise = <usize>f.index;
}

/** Sets the error indicator to MemoryError. */
export function raise_no_memory(): void {
  call_indirect<void>(<u32>hook.raise);
}
