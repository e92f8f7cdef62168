// The values of PYTHONMALLOC, and the numbers by which memory_init knows them (MallocName in
// src/runtime/memory/boot.ts).

const numbers: Record<string, number> = {
  "": 0,
  default: 0,
  pymalloc: 0,
  debug: 1,
  pymalloc_debug: 1,
  malloc: 2,
  malloc_debug: 3,
};

/** The number of an allocator's name; undefined if there is no such allocator ("PYTHONMALLOC: unknown allocator"). */
export function mallocNumber(name: string): number | undefined {
  return Object.hasOwn(numbers, name) ? numbers[name] : undefined;
}
