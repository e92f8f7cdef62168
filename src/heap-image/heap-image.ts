/**
 * A stopped heap as data: every object, every reference, every block, in columns (typed arrays), so that ten million
 * objects fit. Taken from our runtime (take-image.ts) or from a file (image-file.ts); read by src/inspectors.
 *
 *   object i      address[i], type[i] (the number of its type), refcount[i] ...
 *   references    edges.target[edges.start[i] .. edges.start[i + 1] - 1], in the order in which they lie in memory
 *   roots         holder h has roots.start[h] .. roots.start[h + 1] - 1
 *   owned memory  blocks besides the object's own: owned.start[i] .. owned.start[i + 1] - 1
 *
 * Objects come in the order in which they are found: breadth first from the roots. Those from `meta.garbageFrom` on are
 * reached by no root: garbage that is not yet collected.
 */

/** Bits of `objects.flags`. */
export const ObjectFlag = {
  /** Its type has a GC head. */
  GC: 1,
  /** In a generation of the collector. */
  TRACKED: 2,
  /** tp_finalize has been called. */
  FINALIZED: 4,
  /** Its references are not counted. */
  IMMORTAL: 8,
  /** Lies in no heap: static data of the interpreter. */
  STATIC: 16,
  /** A managed dict and weak references in front of the GC head. */
  PREHEADER: 32,
  /** Its own block is of layer 1 (raw malloc), not of a pool. */
  LARGE: 64,
  /** A type. */
  TYPE: 128,
  /** Its type is a heap type (of a class statement), so it owns a reference to it. */
  HEAP_TYPED: 256,
} as const;

/** `objects.generation` of an object in no generation. */
export const UNTRACKED = 255;
/** `objects.generation` of the permanent generation (gc.freeze). */
export const PERMANENT = 3;

/** How a reference is called: the upper bits of an edge name say of what sort it is, the lower ones say which. */
export const EdgeKind = {
  /** A field, `__slots__` member or other fixed name: number of the name. */
  FIELD: 0,
  /** Item of a sequence: its index. */
  ITEM: 1,
  /** Key of a dict's entry, element of a set: its place in the table. */
  KEY: 2,
  /** Value of a dict: number of the key object. */
  VALUE: 3,
  /** Attribute among inline values: number of the name object. */
  ATTRIBUTE: 4,
  /** Local variable of a frame: number of the name object. */
  LOCAL: 5,
  /** Value stack of a frame: index. */
  STACK: 6,
} as const;

export const EDGE_KIND_SHIFT = 28;
export const EDGE_PAYLOAD_MASK = (1 << EDGE_KIND_SHIFT) - 1;
/** The reference is not counted and keeps nothing alive: a weak reference, a borrowed one. */
export const EDGE_WEAK = 0x80000000;
/** Target of a weak reference to something that is no object of the image any more. */
export const NOTHING = 0xffffffff;

/** Which allocator gave a block. */
export const Layer = {
  /** None: inside static data, or inside another block. */
  NONE: 0,
  /** Layer 1, raw malloc: a chunk of a segment. */
  RAW: 1,
  /** Layer 2: a block of a pool. */
  POOL: 2,
  /** Layer 1: a page run of its own. */
  RUN: 3,
} as const;

export interface ObjectColumns {
  count: number;
  address: Uint32Array | Float64Array;
  /** Number of the type. */
  type: Uint32Array;
  refcount: Uint32Array;
  /** Bytes that the object asked for: head, GC head and body; not its owned memory. */
  size: Uint32Array | Float64Array;
  /** Bytes that its allocator took for them; 0 for static objects. */
  block: Uint32Array | Float64Array;
  /** 0, 1, 2, PERMANENT or UNTRACKED. */
  generation: Uint8Array;
  flags: Uint16Array;
  /** A short text for people ("'user:42'", "Node", "of 50"): UTF-8 at labelText[labelStart[i] .. labelStart[i + 1]]. */
  labelStart: Uint32Array;
  labelText: Uint8Array;
}

export interface EdgeColumns {
  /** One more than there are holders. */
  start: Uint32Array;
  target: Uint32Array;
  name: Uint32Array;
}

export interface RootColumns extends EdgeColumns {
  /** What holds them: "sys.modules", "frame of load, line 13". */
  holders: string[];
}

/** Blocks that objects own besides their own. */
export interface OwnedColumns {
  start: Uint32Array;
  address: Uint32Array | Float64Array;
  /** Bytes asked for. */
  size: Uint32Array | Float64Array;
  /** Bytes taken. */
  block: Uint32Array | Float64Array;
  /** One of Layer. */
  layer: Uint8Array;
  /** Number of the name: "ob_item", "keys" ... */
  name: Uint32Array;
}

/** A block that no object owns. */
export interface OtherBlock {
  /** "free list of float", "arenas" ... */
  name: string;
  address: number;
  /** Bytes asked for, as far as that is known, else those of the block. */
  size: number;
  block: number;
  layer: number;
}

export interface ArenaColumns {
  address: Uint32Array | Float64Array;
  /** Pools, and how many of them are free or were never carved. */
  poolCount: Uint32Array;
  freePoolCount: Uint32Array;
}

/** The pools that have blocks in use, in the order of their arenas. */
export interface PoolColumns {
  address: Uint32Array | Float64Array;
  /** Number of the arena. */
  arena: Uint32Array;
  /** Size class: blocks of (szidx + 1) * 16 bytes. */
  szidx: Uint8Array;
  usedCount: Uint32Array;
}

/** The bytes of layers 0 to 2, without what is in them. */
export interface LayerTotals {
  committedBytes: number;
  /** Most that `committedBytes` has ever been. */
  peakBytes: number;
  reservedBytes: number;
  releasedBytes: number;
  /** Static data, native stack, page map. */
  runtimeBytes: number;
  /** Chunks of the data stack. */
  stackBytes: number;
  arenaBytes: number;
  poolHeaderBytes: number;
  /** Ends of pools where no block fits. */
  quantizationBytes: number;
  /** Ends of arenas where no pool fits. */
  arenaAlignmentBytes: number;
  freePoolBytes: number;
  /** Free blocks of pools in use. */
  freeBlockBytes: number;
  /** Heads of raw chunks and segments. */
  rawHeaderBytes: number;
  /** Free chunks. */
  rawFreeBytes: number;
}

export interface GenerationMeta {
  threshold: number;
  count: number;
  collections: number;
  collected: number;
  uncollectable: number;
}

export interface ImageMeta {
  /** What the image was taken of: "serpentarium 0.1.0", "CPython 3.13.0". */
  producer: string;
  /** What ran: a script's path. */
  program: string;
  arenaBytes: number;
  poolBytes: number;
  /** Head of a pool. */
  poolOverheadBytes: number;
  /** In front of an object with ObjectFlag.GC. */
  gcHeadBytes: number;
  /** In front of that with ObjectFlag.PREHEADER: managed dict, weak references. */
  managedBytes: number;
  /** Objects from this number on are garbage not yet collected. */
  garbageFrom: number;
  /** Largest `committedBytes` that the host allows. */
  limitBytes: number;
  gcEnabled: boolean;
  generations: GenerationMeta[];
  totals: LayerTotals;
}

/** Something in the memory that is not as it must be. */
export interface Fault {
  /** Where; 0 when that makes no sense. */
  address: number;
  text: string;
}

export interface HeapImage {
  meta: ImageMeta;
  /** Names of fields and of owned memory, by number. */
  names: string[];
  objects: ObjectColumns;
  edges: EdgeColumns;
  roots: RootColumns;
  owned: OwnedColumns;
  arenas: ArenaColumns;
  pools: PoolColumns;
  /** Blocks in use that are no object's: free lists of types, tables of the interpreter. */
  freeLists: OtherBlock[];
  interpreter: OtherBlock[];
  /** Blocks in use whose owner is not known: memory that leaked, or that native code holds. */
  unaccounted: OtherBlock[];
  faults: Fault[];
}
