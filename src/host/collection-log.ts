/**
 * Hears what the collector tells of its collections (src/runtime/trace.ts, src/runtime/gc/watch.ts): a record of each, and of
 * one that is asked for everything that happens in it, with the heap as it was when it began.
 */
import type { HeapImage } from "../heap-image/heap-image.ts";
import { PythonText } from "../heap-image/python-text.ts";
import type { LayoutData } from "../heap-image/runtime-layout.ts";
import { RuntimeMemory } from "../heap-image/runtime-memory.ts";
import { takeImage } from "../heap-image/take-image.ts";
import { heapSource } from "./heap-source.ts";
import type { CollectionBegin, TraceListener } from "./host-imports.ts";
import type { Runtime } from "./runtime.ts";

/** Why a collection ran: a generation was over its limit, somebody called gc.collect(), the interpreter ended. */
export type CollectionReason = "threshold" | "asked" | "exit";

const REASONS: readonly CollectionReason[] = ["threshold", "exit", "asked"];

export interface Collection {
  generation: number;
  reason: CollectionReason;
  /** The generation's counter and its limit when it began. */
  count: number;
  threshold: number;
  /** Objects in it and the younger ones. */
  tracked: number;
  collected: number;
  uncollectable: number;
  pauseMicroseconds: number;
  /** Where Python code was running; "" when none was. */
  filename: string;
  lineno: number;
}

/** Something that happened in a collection; `object` and `other` are addresses, 0 for none. GC_* of src/runtime/gc/watch.ts. */
export interface CollectionEvent {
  event: number;
  object: number;
  other: number;
  value: number;
}

/** A collection in every detail. */
export interface WatchedCollection {
  /** When it began. */
  image: HeapImage;
  events: CollectionEvent[];
}

export interface CollectionLogOptions {
  layout: LayoutData;
  /** The number of a collection (the first is 1) to be watched in every detail. */
  watched?: number;
}

export class CollectionLog {
  readonly collections: Collection[] = [];
  /** How often the oldest generation was due but not collected: too few of its objects were new. */
  skipped = 0;
  watched: WatchedCollection | null = null;
  private runtime: Runtime | null = null;
  private started = 0;

  constructor(private readonly options: CollectionLogOptions) {}

  /** What is to be given to a new Runtime as `trace`. */
  readonly listener: TraceListener = {
    onCollectionBegin: (begin) => this.begin(begin),
    onCollectionEvent: (event, object, other, value) => {
      this.watched?.events.push({ event, object, other, value });
    },
    onCollectionEnd: (collected, uncollectable) => {
      const last = this.collections[this.collections.length - 1];
      last.pauseMicroseconds = Math.round((performance.now() - this.started) * 1000);
      last.collected = collected;
      last.uncollectable = uncollectable;
    },
    onCollectionSkipped: () => {
      this.skipped++;
    },
  };

  /** From now on the collections of `runtime`, which was made with `listener`, are recorded. */
  attach(runtime: Runtime): void {
    this.runtime = runtime;
    runtime.exports.gc_watch(1);
  }

  /** How closely the collection is to be watched. */
  private begin({ reason, filename, ...begin }: CollectionBegin): number {
    const runtime = this.runtime!;
    this.collections.push({
      ...begin,
      reason: REASONS[reason],
      filename: this.textAt(runtime, filename),
      collected: 0,
      uncollectable: 0,
      pauseMicroseconds: 0,
    });
    const isWatched = this.collections.length === this.options.watched;
    if (isWatched) this.watched = { image: takeImage(heapSource(runtime, this.options.layout)), events: [] };
    this.started = performance.now();
    return isWatched ? 2 : 1;
  }

  /** The str at `address`; "" for 0. */
  private textAt(runtime: Runtime, address: number): string {
    if (address === 0) return "";
    return new PythonText(new RuntimeMemory(heapSource(runtime, this.options.layout))).text(address);
  }
}
