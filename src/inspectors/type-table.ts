/** Objects by type: how many, how many bytes (blocks, with the memory they own), how much of it is garbage. */
import { labelOf } from "../heap-image/describe.ts";
import { type HeapImage, ObjectFlag } from "../heap-image/heap-image.ts";
import { blockBytes, requestedBytes } from "../heap-image/object-bytes.ts";

export interface TypeRow {
  name: string;
  /** Number of the type object. */
  type: number;
  count: number;
  /** Asked for: objects with their pre-headers, and the memory they own. */
  requestedBytes: number;
  /** Taken for that. */
  bytes: number;
  garbageCount: number;
  garbageBytes: number;
}

/** All types that have instances in the heap, the largest first. Static objects are the interpreter's and not counted. */
export function typeTable(image: HeapImage): TypeRow[] {
  const rows = new Map<number, TypeRow>();
  const { objects, meta } = image;
  for (let i = 0; i < objects.count; i++) {
    if (objects.flags[i] & ObjectFlag.STATIC && blockBytes(image, i) === 0) continue;
    const type = objects.type[i];
    let row = rows.get(type);
    if (!row) {
      const name = labelOf(image, type);
      row = { name, type, count: 0, requestedBytes: 0, bytes: 0, garbageCount: 0, garbageBytes: 0 };
      rows.set(type, row);
    }
    const bytes = blockBytes(image, i);
    row.count++;
    row.requestedBytes += requestedBytes(image, i);
    row.bytes += bytes;
    if (i < meta.garbageFrom) continue;
    row.garbageCount++;
    row.garbageBytes += bytes;
  }
  return [...rows.values()].sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
}
