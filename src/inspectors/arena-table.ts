/**
 * Arena by arena: how full it is, which size classes its pools serve, who keeps it. An arena returns to the system only
 * when its last block is freed; a nearly empty one is held by few objects, which are named.
 */
import { type HeapImage, Layer, ObjectFlag } from "../heap-image/heap-image.ts";
import { preHeaderBytes } from "../heap-image/object-bytes.ts";

/** The pools of one size class in an arena. */
export interface ClassRow {
  blockSizeBytes: number;
  poolCount: number;
  usedCount: number;
  freeCount: number;
}

/** An object with blocks in an arena. */
export interface Holder {
  object: number;
  /** Bytes of its blocks in this arena. */
  bytes: number;
}

export interface ArenaRow {
  address: number;
  poolCount: number;
  freePoolCount: number;
  usedBlockCount: number;
  /** Bytes of blocks in use. */
  usedBytes: number;
  classes: ClassRow[];
  /** Objects with blocks there. */
  holderCount: number;
  /** The largest of them. */
  holders: Holder[];
  /** Bytes of free lists of types, tables and blocks without an owner. */
  otherBytes: number;
}

/** Finds the arena of an address. */
class ArenaFinder {
  private readonly order: number[];
  constructor(private readonly image: HeapImage) {
    this.order = [...image.arenas.address.keys()].sort((a, b) => image.arenas.address[a] - image.arenas.address[b]);
  }

  /** Number of the arena, -1: none. */
  find(address: number): number {
    const { arenas, meta } = this.image;
    let low = 0;
    let high = this.order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (arenas.address[this.order[middle]] <= address) low = middle + 1;
      else high = middle;
    }
    const arena = this.order[low - 1] ?? -1;
    return arena >= 0 && address < arenas.address[arena] + meta.arenaBytes ? arena : -1;
  }
}

function emptyRows(image: HeapImage): ArenaRow[] {
  const { arenas } = image;
  return Array.from(arenas.address, (address, i) => ({
    address,
    poolCount: arenas.poolCount[i],
    freePoolCount: arenas.freePoolCount[i],
    usedBlockCount: 0,
    usedBytes: 0,
    classes: [],
    holderCount: 0,
    holders: [],
    otherBytes: 0,
  }));
}

function addPools(image: HeapImage, rows: ArenaRow[]): void {
  const { pools, meta } = image;
  for (let i = 0; i < pools.address.length; i++) {
    const row = rows[pools.arena[i]];
    const blockSizeBytes = (pools.szidx[i] + 1) * 16;
    const capacity = Math.floor((meta.poolBytes - meta.poolOverheadBytes) / blockSizeBytes);
    let of = row.classes.find((c) => c.blockSizeBytes === blockSizeBytes);
    if (!of) {
      of = { blockSizeBytes, poolCount: 0, usedCount: 0, freeCount: 0 };
      row.classes.push(of);
    }
    of.poolCount++;
    of.usedCount += pools.usedCount[i];
    of.freeCount += capacity - pools.usedCount[i];
    row.usedBlockCount += pools.usedCount[i];
    row.usedBytes += pools.usedCount[i] * blockSizeBytes;
  }
  for (const row of rows) row.classes.sort((a, b) => a.blockSizeBytes - b.blockSizeBytes);
}

/** Bytes of each object in each arena: objects in order, so an arena's last holder is the present object or none. */
function addHolders(image: HeapImage, rows: ArenaRow[], finder: ArenaFinder): void {
  const { objects, owned } = image;
  const add = (object: number, address: number, bytes: number) => {
    const row = rows[finder.find(address)];
    if (!row) return;
    const last = row.holders.at(-1);
    if (last?.object === object) last.bytes += bytes;
    else row.holders.push({ object, bytes });
  };
  for (let i = 0; i < objects.count; i++) {
    const flags = objects.flags[i];
    if (!(flags & (ObjectFlag.STATIC | ObjectFlag.LARGE))) {
      add(i, objects.address[i] - preHeaderBytes(image, flags), objects.block[i]);
    }
    for (let m = owned.start[i]; m < owned.start[i + 1]; m++) {
      if (owned.layer[m] === Layer.POOL) add(i, owned.address[m], owned.block[m]);
    }
  }
}

/** `mostHolders`: how many of the largest holders of each arena are kept. */
export function arenaTable(image: HeapImage, mostHolders = 5): ArenaRow[] {
  const rows = emptyRows(image);
  const finder = new ArenaFinder(image);
  addPools(image, rows);
  addHolders(image, rows, finder);
  for (const block of [...image.freeLists, ...image.interpreter, ...image.unaccounted]) {
    const row = block.layer === Layer.POOL ? rows[finder.find(block.address)] : undefined;
    if (row) row.otherBytes += block.block;
  }
  for (const row of rows) {
    row.holderCount = row.holders.length;
    row.holders = row.holders.sort((a, b) => b.bytes - a.bytes || a.object - b.object).slice(0, mostHolders);
  }
  return rows.sort((a, b) => a.address - b.address);
}
