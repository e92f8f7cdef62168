/**
 * The collector's generations: which objects are in which, and the settings and statistics. CPython: Python/gc.c,
 * pycore_gc.h.
 */
import { type GenerationMeta, PERMANENT } from "./heap-image.ts";
import type { ImageBuilder } from "./image-builder.ts";
import type { RuntimeMemory } from "./runtime-memory.ts";

/** The addresses of the objects of generation 0, 1, 2 and the permanent one, in list order; checks the links. */
export function readGenerations(builder: ImageBuilder): number[][] {
  const { memory } = builder;
  const { layout } = memory;
  const first = memory.symbol("gcstate") + layout.offset("GCState", "generations_0_next");
  const step = layout.size("gc_generation");
  return Array.from({ length: PERMANENT + 1 }, (_, i) => readList(builder, first + i * step, i));
}

function readList(builder: ImageBuilder, head: number, generation: number): number[] {
  const { memory } = builder;
  const { layout } = memory;
  const size = layout.size("PyGC_Head");
  const nextAt = layout.offset("PyGC_Head", "_gc_next");
  const prevAt = layout.offset("PyGC_Head", "_gc_prev");
  const objects: number[] = [];
  let previous = head;
  let at = memory.word(head + nextAt);
  while (at !== head) {
    // The two lowest bits of _gc_prev are flags.
    if (!memory.isPlausible(at) || memory.word(at + prevAt) >>> 2 !== previous >>> 2) {
      builder.fault(at, `the list of generation ${generation} is broken behind 0x${(previous + size).toString(16)}`);
      return objects;
    }
    objects.push(at + size);
    previous = at;
    at = memory.word(at + nextAt);
  }
  return objects;
}

/** Thresholds, counts and statistics of the three generations. */
export function readGenerationMeta(memory: RuntimeMemory): GenerationMeta[] {
  const { layout } = memory;
  const gcstate = memory.symbol("gcstate");
  const first = gcstate + layout.offset("GCState", "generations_0_next");
  const stats = gcstate + layout.offset("GCState", "stats_0");
  const step = layout.size("gc_generation_stats");
  return [0, 1, 2].map((i) => {
    const generation = first + i * layout.size("gc_generation");
    const stat = (field: string) => memory.int64(stats + i * step + layout.offset("gc_generation_stats", field));
    return {
      threshold: memory.signedField(generation, "gc_generation", "threshold"),
      count: memory.signedField(generation, "gc_generation", "count"),
      collections: stat("collections"),
      collected: stat("collected"),
      uncollectable: stat("uncollectable"),
    };
  });
}
