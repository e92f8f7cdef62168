/**
 * The raw heap (layer 1) and the pages of layer 0, read from the page map: each RAW_HEAP run is a segment of chunks, each
 * LARGE run one block (src/runtime/memory/raw-chunk.ts, raw-segment.ts, page-map.ts).
 */
import { BlockState, type RawBlocks } from "./block-map.ts";
import { GrowableU8, GrowableU32 } from "./growable.ts";
import { type Fault, Layer } from "./heap-image.ts";
import type { RuntimeMemory } from "./runtime-memory.ts";

interface RawTotals {
  committedBytes: number;
  peakBytes: number;
  reservedBytes: number;
  releasedBytes: number;
  runtimeBytes: number;
  stackBytes: number;
  rawHeaderBytes: number;
  rawFreeBytes: number;
}

class RawReader {
  readonly blocks: RawBlocks = {
    address: new GrowableU32(),
    size: new GrowableU32(),
    requested: new GrowableU32(),
    layer: new GrowableU8(),
    state: new GrowableU8(),
  };
  headerBytes = 0;
  freeBytes = 0;
  private readonly header: number;
  private readonly segmentHeader: number;
  private readonly pageShift: number;
  private readonly used: number;
  private readonly quick: number;
  private readonly requestedOffset: number;

  constructor(
    private readonly memory: RuntimeMemory,
    private readonly faults: Fault[],
  ) {
    const { layout } = memory;
    this.header = layout.constant("CHUNK_HEADER");
    this.segmentHeader = layout.constant("SEGMENT_HEADER");
    this.pageShift = layout.constant("PAGE_SHIFT");
    this.used = layout.constant("CHUNK_USED");
    this.quick = layout.constant("CHUNK_QUICK");
    this.requestedOffset = layout.offset("Chunk", "requested");
  }

  private add(address: number, size: number, requested: number, layer: number, isUsed: boolean): void {
    const { blocks } = this;
    blocks.address.push(address);
    blocks.size.push(size);
    blocks.requested.push(requested);
    blocks.layer.push(layer);
    blocks.state.push(isUsed ? BlockState.USED : BlockState.FREE);
  }

  /** The segment at `address`; its length in pages, 0 if it cannot be read. */
  readSegment(address: number): number {
    const { memory } = this;
    const pages = memory.field(address, "Segment", "pages");
    const end = address + (pages << this.pageShift) - this.header;
    let chunk = address + this.segmentHeader;
    this.headerBytes += this.segmentHeader + this.header;
    while (chunk < end) {
      const head = memory.word(chunk);
      const size = head & ~15;
      if (size === 0 || size > end - chunk) {
        this.faults.push({ address: chunk, text: "a chunk of the raw heap has no sound size" });
        return pages;
      }
      const isUsed = (head & this.used) !== 0 && (head & this.quick) === 0;
      if (isUsed) this.headerBytes += this.header;
      else this.freeBytes += size;
      // The head is accounted apart: a used block is what lies behind it.
      this.add(chunk + this.header, size - this.header, memory.word(chunk + this.requestedOffset), Layer.RAW, isUsed);
      chunk += size;
    }
    return pages;
  }

  /** The large block whose run begins at `address`; its length in pages. */
  readLarge(address: number): number {
    const { memory } = this;
    const before = memory.layout.constant("LARGE_HEADER");
    const chunk = address + before - this.header;
    const pages = memory.word(chunk) >>> 4;
    this.headerBytes += before;
    const requested = memory.word(chunk + this.requestedOffset);
    this.add(address + before, (pages << this.pageShift) - before, requested, Layer.RUN, true);
    return pages;
  }
}

/** Reads the page map and the raw heap. */
export function readRawHeap(memory: RuntimeMemory, faults: Fault[]): { blocks: RawBlocks; totals: RawTotals } {
  const { layout } = memory;
  const state = memory.symbol("pageState");
  const count = (field: string) => memory.field(state, "PageState", field);
  const map = count("map");
  const shift = layout.constant("PAGE_SHIFT");
  const kinds = {
    segment: layout.constant("PageKind.RAW_HEAP"),
    large: layout.constant("PageKind.LARGE"),
    stack: layout.constant("PageKind.STACK"),
  };
  const reader = new RawReader(memory, faults);
  const top = count("top");
  let stackPages = 0;
  for (let page = count("first"); page < top; ) {
    const kind = memory.word(map + page * 4) >>> 28;
    let pages = 1;
    if (kind === kinds.segment) pages = reader.readSegment(page * (1 << shift));
    else if (kind === kinds.large) pages = reader.readLarge(page * (1 << shift));
    else if (kind === kinds.stack) stackPages++;
    page += Math.max(pages, 1);
  }
  const bytes = (pages: number) => pages * (1 << shift);
  const totals = {
    committedBytes: bytes(count("committed")),
    peakBytes: bytes(count("committed_highwater")),
    reservedBytes: bytes(count("end")),
    releasedBytes: bytes(count("released")),
    runtimeBytes: bytes(count("first")),
    stackBytes: bytes(stackPages),
    rawHeaderBytes: reader.headerBytes,
    rawFreeBytes: reader.freeBytes,
  };
  return { blocks: reader.blocks, totals };
}
