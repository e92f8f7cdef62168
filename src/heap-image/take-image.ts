/**
 * Takes the image of a stopped runtime: all objects that the roots reach, then those that only the collector's lists
 * reach (garbage not yet collected), then what the blocks in use are that belong to no object.
 *
 * Nothing is run, allocated or counted in the runtime: two images taken one after the other are equal.
 */
import { BlockMap } from "./block-map.ts";
import { GrowableU8 } from "./growable.ts";
import { type EdgeColumns, type HeapImage, Layer, ObjectFlag, type OtherBlock, UNTRACKED } from "./heap-image.ts";
import { type EdgeSink, ImageBuilder } from "./image-builder.ts";
import { LabelWriter } from "./labels.ts";
import { ObjectReader } from "./object-reader.ts";
import { FreeListReader } from "./read-free-lists.ts";
import { readGenerationMeta, readGenerations } from "./read-generations.ts";
import { RootReader, readNativeReferences } from "./read-roots.ts";
import { POINTER_BYTES } from "./runtime-layout.ts";
import { RuntimeMemory, type RuntimeSource } from "./runtime-memory.ts";

export interface TakeOptions {
  producer?: string;
  program?: string;
  /** References that native code holds at this stop: holder -> addresses of objects, one for each reference. */
  native?: ReadonlyMap<string, readonly number[]>;
  /** Called now and then with the number of objects read. */
  onProgress?(objects: number): void;
}

const PROGRESS_STEP = 1 << 16;

class ImageTaker {
  private readonly memory: RuntimeMemory;
  private readonly blocks: BlockMap;
  private readonly builder: ImageBuilder;
  private readonly reader: ObjectReader;
  private readonly labels: LabelWriter;
  private read = 0;
  private garbageFrom = 0;
  private generations: number[][] = [];

  constructor(
    source: RuntimeSource,
    private readonly options: TakeOptions,
  ) {
    this.memory = new RuntimeMemory(source);
    this.blocks = new BlockMap(this.memory);
    this.builder = new ImageBuilder(this.memory, this.blocks);
    this.reader = new ObjectReader(this.builder);
    this.labels = new LabelWriter(this.builder);
  }

  take(): HeapImage {
    const { builder, options } = this;
    new RootReader(builder, this.reader.frames).readAll();
    if (options.native) readNativeReferences(builder, options.native);
    this.readReached();
    this.garbageFrom = builder.count;
    this.generations = readGenerations(builder);
    for (const generation of this.generations) for (const address of generation) builder.reach(address);
    this.readReached();
    builder.resolveWeak();
    this.reader.dicts.checkKeyTables();
    return this.finish();
  }

  /** Reads all objects that have been met, and those that are met meanwhile. */
  private readReached(): void {
    const { builder, options } = this;
    while (this.read < builder.count) {
      const number = this.read++;
      this.reader.read(number);
      this.labels.add(number);
      if (number % PROGRESS_STEP === PROGRESS_STEP - 1) options.onProgress?.(number + 1);
    }
  }

  private finish(): HeapImage {
    const { builder, blocks, memory, options } = this;
    const freeLists = new FreeListReader(builder);
    freeLists.readAll();
    const unaccounted: OtherBlock[] = [];
    blocks.forEachUnclaimed((address, block, requested, layer) => {
      unaccounted.push({ name: "unaccounted", address, size: requested, block, layer });
    });
    const { obmalloc, pageState } = { obmalloc: memory.symbol("obmalloc"), pageState: memory.symbol("pageState") };
    return {
      meta: {
        producer: options.producer ?? "serpentarium",
        program: options.program ?? "",
        arenaBytes: memory.field(obmalloc, "ObmallocState", "ARENA_SIZE"),
        poolBytes: memory.field(obmalloc, "ObmallocState", "POOL_SIZE"),
        poolOverheadBytes: memory.layout.constant("POOL_OVERHEAD"),
        gcHeadBytes: memory.layout.size("PyGC_Head"),
        managedBytes: 2 * POINTER_BYTES,
        garbageFrom: this.garbageFrom,
        limitBytes: memory.field(pageState, "PageState", "limit") * 2 ** memory.layout.constant("PAGE_SHIFT"),
        gcEnabled: memory.field(memory.symbol("gcstate"), "GCState", "enabled") !== 0,
        generations: readGenerationMeta(memory),
        totals: blocks.totals,
      },
      names: builder.names.names,
      objects: this.objectColumns(),
      edges: edgeColumns(builder.edges),
      roots: { ...edgeColumns(builder.roots), holders: builder.rootHolders },
      owned: this.ownedColumns(),
      arenas: blocks.arenaColumns,
      pools: blocks.pools,
      freeLists: freeLists.blocks,
      interpreter: builder.interpreter,
      unaccounted,
      faults: builder.faults,
    };
  }

  private objectColumns(): HeapImage["objects"] {
    const { builder, labels, memory } = this;
    const { count } = builder;
    const refcountAt = memory.layout.offset("PyObject", "ob_refcnt");
    const refcount = new Uint32Array(count);
    for (let i = 0; i < count; i++) refcount[i] = memory.word(builder.address.data[i] + refcountAt);
    const generation = this.generationColumn();
    const flags = new Uint16Array(count);
    for (let i = 0; i < count; i++) flags[i] = this.flagsOf(i, refcount[i], generation[i]);
    labels.start.push(labels.bytes.length);
    return {
      count,
      address: builder.address.trimmed(),
      type: builder.type.trimmed(),
      refcount,
      size: builder.size.trimmed(),
      block: builder.block.trimmed(),
      generation,
      flags,
      labelStart: labels.start.trimmed(),
      labelText: labels.bytes.trimmed(),
    };
  }

  private generationColumn(): Uint8Array {
    const column = new Uint8Array(this.builder.count).fill(UNTRACKED);
    this.generations.forEach((addresses, generation) => {
      for (const address of addresses) {
        const number = this.builder.find(address);
        if (number >= 0) column[number] = generation;
      }
    });
    return column;
  }

  private flagsOf(number: number, refcount: number, generation: number): number {
    const { builder, memory } = this;
    const isStatic = builder.block.data[number] === 0;
    let flags = builder.planOf(number).flags;
    // Static types have no GC head, though heap types, of the same type, do.
    if (isStatic) flags &= ~(ObjectFlag.GC | ObjectFlag.PREHEADER);
    if (isStatic) flags |= ObjectFlag.STATIC;
    if (refcount >= 0x80000000) flags |= ObjectFlag.IMMORTAL;
    if (generation !== UNTRACKED) flags |= ObjectFlag.TRACKED;
    if (builder.layer.data[number] === Layer.RAW || builder.layer.data[number] === Layer.RUN) flags |= ObjectFlag.LARGE;
    if (flags & ObjectFlag.GC) {
      const head = builder.address.data[number] - memory.layout.size("PyGC_Head");
      const finalized = memory.layout.constant("_PyGC_PREV_MASK_FINALIZED");
      if (memory.field(head, "PyGC_Head", "_gc_prev") & finalized) flags |= ObjectFlag.FINALIZED;
    }
    return flags;
  }

  private ownedColumns(): HeapImage["owned"] {
    const { builder } = this;
    builder.ownedStart.push(builder.ownedAddress.length);
    return {
      start: builder.ownedStart.trimmed(),
      address: builder.ownedAddress.trimmed(),
      size: builder.ownedSize.trimmed(),
      block: builder.ownedBlock.trimmed(),
      layer: (builder.ownedLayer as GrowableU8).trimmed(),
      name: builder.ownedName.trimmed(),
    };
  }
}

function edgeColumns(sink: EdgeSink): EdgeColumns {
  sink.start.push(sink.target.length);
  return { start: sink.start.trimmed(), target: sink.target.trimmed(), name: sink.name.trimmed() };
}

/** The image of the runtime whose memory `source` is: it must be stopped, and must not run until this returns. */
export function takeImage(source: RuntimeSource, options: TakeOptions = {}): HeapImage {
  return new ImageTaker(source, options).take();
}
