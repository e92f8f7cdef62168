/**
 * Heap images in files (`.heap`). Little-endian.
 *
 *   +0   "SERPHEAP"
 *   +8   u32  version of the format
 *   +12  u32  bytes of the compressed header
 *   +16  header: JSON {meta, names, holders, freeLists, interpreter, unaccounted, faults, columns: [Column ...]}
 *   then the columns one behind the other
 *
 * Header and columns are each compressed by itself (gzip), so each has its own check sum.
 *
 * A column is rows of u8, u16, u32 or f64. Reading checks what it can: an image that was read is safe to walk.
 */
import type { HeapImage } from "./heap-image.ts";

export const MAGIC = "SERPHEAP";
export const IMAGE_FORMAT_VERSION = 1;
export const HEADER_AT = 16;

/** A file that is not a heap image, or is damaged. The message is one line with the byte at which it is wrong. */
export class ImageFileError extends Error {
  constructor(
    readonly byteOffset: number,
    what: string,
  ) {
    super(`byte ${byteOffset}: ${what}`);
    this.name = "ImageFileError";
  }
}

export type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array;
export const COLUMN_TYPES = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f64: Float64Array } as const;
export type ColumnType = keyof typeof COLUMN_TYPES;

export interface ColumnEntry {
  name: string;
  type: ColumnType;
  rows: number;
  /** Compressed. */
  bytes: number;
}

/** The columns of an image: group, then field. The order is that of the file. */
export const COLUMNS = {
  objects: ["address", "type", "refcount", "size", "block", "generation", "flags", "labelStart", "labelText"],
  edges: ["start", "target", "name"],
  roots: ["start", "target", "name"],
  owned: ["start", "address", "size", "block", "layer", "name"],
  arenas: ["address", "poolCount", "freePoolCount"],
  pools: ["address", "arena", "szidx", "usedCount"],
} as const;
export type Group = keyof typeof COLUMNS;
export type Groups = Record<Group, Record<string, Column>>;

export interface Header {
  meta: HeapImage["meta"];
  names: string[];
  holders: string[];
  freeLists: HeapImage["freeLists"];
  interpreter: HeapImage["interpreter"];
  unaccounted: HeapImage["unaccounted"];
  faults: HeapImage["faults"];
  columns: ColumnEntry[];
}
