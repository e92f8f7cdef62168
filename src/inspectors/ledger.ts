/**
 * Where the memory is, layer by layer: parts whose bytes add up exactly to what the process holds (`committed`, the RSS
 * of a native process; modelled, because WebAssembly memory cannot shrink). The same words in every view.
 */
import { type HeapImage, Layer, ObjectFlag, type OtherBlock } from "../heap-image/heap-image.ts";
import { isSmallBlock, preHeaderBytes } from "../heap-image/object-bytes.ts";

export interface LedgerPart {
  name: string;
  bytes: number;
  /** What it consists of; their bytes add up to `bytes`. */
  parts: LedgerPart[];
}

export interface Ledger {
  totalBytes: number;
  parts: LedgerPart[];
}

/** Sums over all blocks in use. */
interface Sums {
  live: number;
  garbage: number;
  preHeaders: number;
  rounding: number;
  largeLive: number;
  largeGarbage: number;
  freeLists: number;
  tables: number;
  unaccounted: number;
}

class BlockSums {
  readonly sums: Sums = {
    live: 0,
    garbage: 0,
    preHeaders: 0,
    rounding: 0,
    largeLive: 0,
    largeGarbage: 0,
    freeLists: 0,
    tables: 0,
    unaccounted: 0,
  };

  constructor(private readonly image: HeapImage) {}

  /** One block of an object: `size` bytes asked for, `pre` of them in front of the object. */
  private addBlock(isLive: boolean, isSmall: boolean, size: number, block: number, pre: number): void {
    if (block === 0) return;
    const { sums } = this;
    sums.preHeaders += pre;
    sums.rounding += block - size;
    const bytes = size - pre;
    if (isSmall) sums[isLive ? "live" : "garbage"] += bytes;
    else sums[isLive ? "largeLive" : "largeGarbage"] += bytes;
  }

  addObjects(): void {
    const { objects, owned, meta } = this.image;
    for (let i = 0; i < objects.count; i++) {
      const isLive = i < meta.garbageFrom;
      const flags = objects.flags[i];
      this.addBlock(isLive, isSmallBlock(flags), objects.size[i], objects.block[i], preHeaderBytes(this.image, flags));
      for (let m = owned.start[i]; m < owned.start[i + 1]; m++) {
        this.addBlock(isLive, owned.layer[m] === Layer.POOL, owned.size[m], owned.block[m], 0);
      }
    }
  }

  addOthers(into: "freeLists" | "tables" | "unaccounted", blocks: readonly OtherBlock[]): void {
    for (const { size, block } of blocks) {
      this.sums[into] += size;
      this.sums.rounding += block - size;
    }
  }
}

const part = (name: string, bytes: number): LedgerPart => ({ name, bytes, parts: [] });

function group(name: string, parts: LedgerPart[]): LedgerPart {
  return { name, bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0), parts };
}

export function ledger(image: HeapImage): Ledger {
  const blocks = new BlockSums(image);
  blocks.addObjects();
  blocks.addOthers("freeLists", image.freeLists);
  blocks.addOthers("tables", image.interpreter);
  blocks.addOthers("unaccounted", image.unaccounted);
  const { sums } = blocks;
  const { totals } = image.meta;
  const parts = [
    part("live objects", sums.live),
    part("garbage not yet collected", sums.garbage),
    group("allocator-held", [
      part("free blocks", totals.freeBlockBytes),
      part("free pools", totals.freePoolBytes),
      part("free raw memory", totals.rawFreeBytes),
    ]),
    group("overhead", [
      part("pool headers", totals.poolHeaderBytes),
      part("rounding", sums.rounding + totals.quantizationBytes + totals.arenaAlignmentBytes),
      part("pre-headers", sums.preHeaders),
      part("raw headers", totals.rawHeaderBytes),
    ]),
    group("large blocks", [part("of live objects", sums.largeLive), part("of garbage", sums.largeGarbage)]),
    part("free lists", sums.freeLists),
    group("interpreter", [
      part("static data, page map", totals.runtimeBytes),
      part("data stack", totals.stackBytes),
      part("tables", sums.tables),
      part("unaccounted", sums.unaccounted),
    ]),
  ];
  return { totalBytes: totals.committedBytes, parts };
}

/** What the parts are short of the total: 0. */
export function ledgerRemainder(of: Ledger): number {
  return of.totalBytes - of.parts.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Objects that no root reaches, and how many there are in all; without static ones. */
export function objectCounts(image: HeapImage): { live: number; garbage: number } {
  const { objects, meta } = image;
  let live = 0;
  let garbage = 0;
  for (let i = 0; i < objects.count; i++) {
    if (objects.flags[i] & ObjectFlag.STATIC) continue;
    if (i < meta.garbageFrom) live++;
    else garbage++;
  }
  return { live, garbage };
}
