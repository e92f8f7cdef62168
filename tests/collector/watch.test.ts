/** The observation port of the collector: what it tells is what happens, and watching changes nothing. */
import { describe, expect, it } from "vitest";
import { CollectionLog } from "../../src/host/collection-log.ts";
import type { TraceListener } from "../../src/host/host-imports.ts";
import { Runtime } from "../../src/host/runtime.ts";
import { collectionStory } from "../../src/inspectors/collection-story.ts";
import { checkHeap, runtimeLayout } from "../programs/check-heap.ts";
import { programSystem, runtimeModule } from "../programs/run-program.ts";
import { firstDifference, readMutations, runMutator } from "./mutations.ts";

const { steps, chunk, seeds } = readMutations();

const REFS = 1;
const REACHED = 4;
const TENTATIVE = 5;
const RESURRECTED = 11;
const OUTLIVED = 13;
const PROMOTE = 5;

/** Runs source, collection number `watched` in every detail. */
function watch(source: string, watched: number): { log: CollectionLog; output: string } {
  const log = new CollectionLog({ layout: runtimeLayout(), watched });
  const system = programSystem("");
  const runtime = new Runtime(runtimeModule(), system, { hashSeed: 0, trace: log.listener });
  log.attach(runtime);
  runtime.run(source, "watched.py");
  runtime.finalize();
  return { log, output: system.takeOutput(1) + system.takeOutput(2) };
}

const CYCLES = `
import gc
class Node:
    def __init__(self, n):
        self.n = n
class Phoenix(Node):
    def __del__(self):
        kept.append(self)
kept = []
gc.collect()
a, b = Node(1), Node(2)
a.other, b.other, a.items = b, a, [a, (b,)]
p = Phoenix(3)
p.me = p
late = Node(4)
late.next = Node(5)
del a, b, p
print(gc.collect(0), len(kept))
`;

describe("watching the collector", () => {
  it.each([1, 2, 3, 4, 5, 6])("changes nothing: seed %d of the mutator", (seed) => {
    let events = 0;
    const trace: TraceListener = {
      onCollectionBegin: () => 2,
      onCollectionEvent: () => {
        events++;
      },
    };
    const problems: string[] = [];
    const run = runMutator(seed, steps, {
      options: { trace },
      beforeRun: (runtime) => runtime.exports.gc_watch(1),
      afterRun: (runtime) => void problems.push(...checkHeap(runtime)),
    });
    expect(firstDifference(run.stdout, chunk, seeds[seed - 1])).toBe("");
    expect(problems).toEqual([]);
    expect(events).toBeGreaterThan(1000);
  });

  it("tells of all collections and where they were asked for", () => {
    const { log, output } = watch(CYCLES, 0);
    expect(output).toBe("4 1\n");
    expect(log.watched).toBeNull();
    const asked = log.collections.filter((c) => c.reason === "asked");
    expect(asked.map((c) => [c.generation, c.filename, c.lineno])).toEqual([
      [2, "watched.py", 10],
      [0, "watched.py", 18],
    ]);
    expect(asked[1].collected).toBe(4);
    expect(log.collections.filter((c) => c.reason === "exit")).toHaveLength(3);
  });

  it("tells of collections that nobody asked for", () => {
    const { log } = watch("import gc\ngc.set_threshold(50, 2, 2)\nl = [[i] for i in range(400)]\n", 0);
    const due = log.collections.filter((c) => c.reason === "threshold");
    expect(due.length).toBeGreaterThan(4);
    for (const { count, threshold, generation, tracked } of due) {
      expect(count).toBeGreaterThan(threshold);
      expect(threshold).toBe(generation === 0 ? 50 : 2);
      expect(tracked).toBeGreaterThan(0);
    }
    expect(new Set(due.map((c) => c.lineno))).toEqual(new Set([3]));
  });

  it("tells object by object what one does", () => {
    const { log } = watch(CYCLES, 2);
    const collection = log.collections[1];
    const { events, image } = log.watched!;
    const promoted = events.findIndex((e) => e.event === 0 && e.value === PROMOTE);
    const first = events.slice(0, promoted);
    const of = (list: typeof events, event: number) =>
      new Set(list.filter((e) => e.event === event).map((e) => e.object));
    expect(of(first, REFS).size).toBe(collection.tracked);
    const unreachable = of(first, TENTATIVE);
    for (const { event, object, value } of first) if (event === REACHED && value === 1) unreachable.delete(object);
    // Two nodes, their list and tuple; and one that its finalizer brings back.
    expect(unreachable.size).toBe(collection.collected + 1);
    expect(of(events, RESURRECTED).size).toBe(1);
    expect(of(events, OUTLIVED).size).toBe(0);
    const story = collectionStory(image, collection.generation, events);
    expect(story.map((step) => step.name)).toEqual([
      "merge",
      "update_refs",
      "subtract_refs",
      "move_unreachable",
      "survivors",
      "move_legacy_finalizers",
      "handle_weakrefs",
      "finalize_garbage",
      "handle_resurrected_objects",
      "delete_garbage",
      "handle_legacy_finalizers",
    ]);
    const told = Object.fromEntries(story.map((step) => [step.name, step]));
    expect(told["subtract_refs"].details).toContain("Node #1: 2 → 0, by Node #2 .other, list of 2 #4 [0]");
    expect(told["finalize_garbage"].details).toEqual(["Phoenix #5"]);
    expect(told["handle_resurrected_objects"].details).toEqual(["Phoenix #5: lives on"]);
  });
});
