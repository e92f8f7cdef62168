/**
 * The references of an image turned round: who refers to an object. Made when first asked for, and kept with the image.
 *
 *   referrers of object i: holder[start[i] .. start[i + 1] - 1]; a holder below `objects.count` is an object, else it is
 *   root number holder - count. name[] is the edge name. Weak references are among them.
 */
import { type HeapImage, NOTHING } from "./heap-image.ts";

export interface Referrers {
  start: Uint32Array;
  holder: Uint32Array;
  name: Uint32Array;
}

const known = new WeakMap<HeapImage, Referrers>();

export function referrersOf(image: HeapImage): Referrers {
  let referrers = known.get(image);
  if (!referrers) {
    referrers = turnRound(image);
    known.set(image, referrers);
  }
  return referrers;
}

function turnRound(image: HeapImage): Referrers {
  const { count } = image.objects;
  const sources = [image.edges, image.roots];
  const start = new Uint32Array(count + 1);
  let total = 0;
  for (const { target } of sources) {
    for (const t of target) {
      if (t === NOTHING) continue;
      start[t + 1]++;
      total++;
    }
  }
  for (let i = 0; i < count; i++) start[i + 1] += start[i];
  const next = start.slice();
  const holder = new Uint32Array(total);
  const name = new Uint32Array(total);
  // Roots first: they explain most.
  for (const [edges, base] of [[image.roots, count] as const, [image.edges, 0] as const]) {
    const holders = edges.start.length - 1;
    for (let h = 0; h < holders; h++) {
      for (let e = edges.start[h]; e < edges.start[h + 1]; e++) {
        const target = edges.target[e];
        if (target === NOTHING) continue;
        const at = next[target]++;
        holder[at] = base + h;
        name[at] = edges.name[e];
      }
    }
  }
  return { start, holder, name };
}
