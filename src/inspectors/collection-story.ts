/**
 * What a collection did, step by step in CPython's own names: from the heap as it was when the collection began, and the events
 * that the collector told of (src/runtime/gc/watch.ts). Told in full are the objects that looked like garbage at some time;
 * of the others only how many they were.
 */
import { addressText, describeObject, edgeText } from "../heap-image/describe.ts";
import { type HeapImage, PERMANENT } from "../heap-image/heap-image.ts";

export interface StoryEvent {
  event: number;
  object: number;
  other: number;
  value: number;
}

export interface StoryStep {
  /** CPython's name of the function that does it. */
  name: string;
  /** What it came to. */
  text: string;
  /** A line for each object in question. */
  details: string[];
}

/** As in src/runtime/gc/watch.ts. */
const EVENT = {
  STEP: 0,
  REFS: 1,
  SUBTRACT: 2,
  REACHABLE: 3,
  REACHED: 4,
  TENTATIVE: 5,
  UNTRACKED: 6,
  LEGACY: 7,
  WEAKREF: 8,
  CALLBACK: 9,
  FINALIZE: 10,
  RESURRECTED: 11,
  CLEAR: 12,
  OUTLIVED: 13,
  GARBAGE: 14,
} as const;

const STEP = {
  MERGE: 1,
  UPDATE_REFS: 2,
  SUBTRACT_REFS: 3,
  MOVE_UNREACHABLE: 4,
  PROMOTE: 5,
  LEGACY_FINALIZERS: 6,
  WEAKREFS: 7,
  FINALIZE: 8,
  RESURRECTED: 9,
  DELETE: 10,
  GARBAGE: 11,
} as const;

/** Objects told of in full. */
const MOST = 24;

function withCommas(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}

function plural(n: number, noun: string): string {
  return `${withCommas(n)} ${noun}${n === 1 ? "" : "s"}`;
}

/** The names by which objects are called: "Node #1", numbered in the order in which they appear. */
class Names {
  private readonly numbers = new Map<number, number>();
  private readonly given = new Map<number, string>();

  constructor(private readonly image: HeapImage) {
    const { count, address } = image.objects;
    for (let i = 0; i < count; i++) this.numbers.set(address[i], i);
  }

  of(address: number): string {
    let name = this.given.get(address);
    if (name === undefined) {
      const object = this.numbers.get(address);
      const text = object === undefined ? `new object at ${addressText(address)}` : describeObject(this.image, object);
      name = `${text} #${this.given.size + 1}`;
      this.given.set(address, name);
    }
    return name;
  }

  /** How `holder` refers to `target`: ".other", "[3]"; "" when the image does not say. */
  reference(holder: number, target: number): string {
    const from = this.numbers.get(holder);
    const to = this.numbers.get(target);
    if (from === undefined || to === undefined) return "";
    const { start, target: targets, name } = this.image.edges;
    for (let e = start[from]; e < start[from + 1]; e++) if (targets[e] === to) return edgeText(this.image, name[e]);
    return "";
  }

  /** "Node #1 .other". */
  holder(holder: number, target: number): string {
    return `${this.of(holder)} ${this.reference(holder, target)}`.trim();
  }
}

/** The events of each step. Those between `handle_resurrected_objects` and `delete_garbage` are all of the former. */
function byStep(events: readonly StoryEvent[]): Map<number, StoryEvent[]> {
  const steps = new Map<number, StoryEvent[]>();
  let step = 0;
  for (const event of events) {
    if (event.event !== EVENT.STEP) steps.get(step)?.push(event);
    else if (step !== STEP.RESURRECTED || event.value > STEP.RESURRECTED) {
      step = event.value;
      steps.set(step, []);
    }
  }
  return steps;
}

class Story {
  private readonly steps: Map<number, StoryEvent[]>;
  private readonly names: Names;
  /** The objects told of in full, in the order in which they were found. */
  private readonly cast: number[];
  private readonly castSet: Set<number>;
  private readonly found: number;

  constructor(
    private readonly image: HeapImage,
    private readonly generation: number,
    events: readonly StoryEvent[],
  ) {
    this.steps = byStep(events);
    this.names = new Names(image);
    const tentative = [...new Set(this.of(STEP.MOVE_UNREACHABLE, EVENT.TENTATIVE).map((e) => e.object))];
    const back = new Set(this.backHome().keys());
    // Garbage first: it is what the story is about.
    const inOrder = [...tentative.filter((o) => !back.has(o)), ...tentative.filter((o) => back.has(o))];
    this.cast = inOrder.slice(0, MOST);
    this.castSet = new Set(this.cast);
    this.found = tentative.length;
    for (const object of this.cast) this.names.of(object);
  }

  private of(step: number, event: number): StoryEvent[] {
    return (this.steps.get(step) ?? []).filter((e) => e.event === event);
  }

  /** Objects that came back from the unreachable ones, with the holder that was met first. */
  private backHome(): Map<number, number> {
    const back = new Map<number, number>();
    const away = new Set<number>();
    for (const { event, object, other, value } of this.steps.get(STEP.MOVE_UNREACHABLE) ?? []) {
      if (event === EVENT.TENTATIVE) away.add(object);
      else if (event === EVENT.REACHED && value === 1 && away.delete(object) && !back.has(object))
        back.set(object, other);
    }
    return back;
  }

  /** Lines for the objects of the cast, and how many others there are. */
  private lines(text: (object: number) => string): string[] {
    const lines = this.cast.map((object) => text(object)).filter((line) => line !== "");
    const rest = this.found - this.cast.length;
    return rest > 0 && lines.length > 0 ? [...lines, `… ${withCommas(rest)} more`] : lines;
  }

  /** A line for each object of `events`, the first ones. */
  private listed(events: readonly StoryEvent[], text: (event: StoryEvent) => string): string[] {
    const lines = events.slice(0, MOST).map(text);
    const rest = events.length - lines.length;
    return rest > 0 ? [...lines, `… ${withCommas(rest)} more`] : lines;
  }

  private merge(): StoryStep {
    const sizes = [0, 0, 0];
    for (const generation of this.image.objects.generation) if (generation < PERMANENT) sizes[generation]++;
    const own = sizes.slice(0, this.generation + 1);
    const parts = own.map((n, i) => `gen ${i}: ${plural(n, "object")}`);
    const text = this.generation === 0 ? parts[0] : `${parts.join(", ")} → one list`;
    return { name: "merge", text, details: [] };
  }

  private updateRefs(): StoryStep {
    const refs = new Map(this.of(STEP.UPDATE_REFS, EVENT.REFS).map((e) => [e.object, e.value]));
    return {
      name: "update_refs",
      text: `gc_refs = ob_refcnt for ${plural(refs.size, "object")}`,
      details: this.lines((object) => `${this.names.of(object)}: gc_refs ${refs.get(object)}`),
    };
  }

  private subtractRefs(): StoryStep {
    const events = this.of(STEP.SUBTRACT_REFS, EVENT.SUBTRACT);
    const lost = new Map<number, StoryEvent[]>();
    for (const event of events) {
      if (!this.castSet.has(event.object)) continue;
      const known = lost.get(event.object);
      if (known) known.push(event);
      else lost.set(event.object, [event]);
    }
    const line = (object: number) => {
      const own = lost.get(object) ?? [];
      if (own.length === 0) return `${this.names.of(object)}: nobody among them refers to it`;
      const by = own.map((e) => this.names.holder(e.other, object));
      return `${this.names.of(object)}: ${own[0].value} → ${own[0].value - own.length}, by ${by.join(", ")}`;
    };
    const text = `${plural(events.length, "reference")} among them ${events.length === 1 ? "does" : "do"} not count`;
    return { name: "subtract_refs", text, details: this.lines(line) };
  }

  private moveUnreachable(): StoryStep {
    const back = this.backHome();
    const reachable = new Set(this.of(STEP.MOVE_UNREACHABLE, EVENT.REACHABLE).map((e) => e.object));
    const line = (object: number) => {
      const holder = back.get(object);
      const moved = `${this.names.of(object)}: gc_refs 0 → unreachable, for now`;
      return holder === undefined ? moved : `${moved}; ${this.names.holder(holder, object)} leads to it → back`;
    };
    const text = `${plural(reachable.size, "object")} reachable, ${withCommas(this.found - back.size)} not`;
    return { name: "move_unreachable", text, details: this.lines(line) };
  }

  private promote(): StoryStep {
    const untracked =
      this.of(STEP.MOVE_UNREACHABLE, EVENT.UNTRACKED).length + this.of(STEP.PROMOTE, EVENT.UNTRACKED).length;
    const to =
      this.generation === 2
        ? "the reachable ones stay in gen 2"
        : `the reachable ones go to gen ${this.generation + 1}`;
    const text = untracked === 0 ? to : `${to}; ${plural(untracked, "tuple or dict")} no longer tracked`;
    return { name: "survivors", text: text.replace("tuple or dicts", "tuples and dicts"), details: [] };
  }

  private legacyFinalizers(): StoryStep {
    const events = this.of(STEP.LEGACY_FINALIZERS, EVENT.LEGACY);
    const text =
      events.length === 0 ? "no object has a tp_del" : `${plural(events.length, "object")} with a tp_del set apart`;
    return { name: "move_legacy_finalizers", text, details: this.listed(events, (e) => this.names.of(e.object)) };
  }

  private weakrefs(): StoryStep {
    const cleared = this.of(STEP.WEAKREFS, EVENT.WEAKREF);
    const called = this.of(STEP.WEAKREFS, EVENT.CALLBACK);
    const details = [
      ...this.listed(cleared, (e) => `${this.names.of(e.object)} to ${this.names.of(e.other)}: cleared`),
      ...this.listed(called, (e) => `${this.names.of(e.object)}: calls back ${this.names.of(e.other)}`),
    ];
    const text =
      cleared.length === 0
        ? "no weak references"
        : `${plural(cleared.length, "weak reference")} cleared, ${plural(called.length, "callback")} called`;
    return { name: "handle_weakrefs", text, details };
  }

  private finalize(): StoryStep {
    const events = this.of(STEP.FINALIZE, EVENT.FINALIZE);
    const text =
      events.length === 0 ? "no finalizers" : `tp_finalize of ${plural(events.length, "object")}, once for all`;
    return { name: "finalize_garbage", text, details: this.listed(events, (e) => this.names.of(e.object)) };
  }

  private resurrected(): StoryStep {
    const name = "handle_resurrected_objects";
    const looked = this.of(STEP.RESURRECTED, EVENT.REFS).length;
    if (looked === 0) return { name, text: "no Python code has run: nothing can be reachable again", details: [] };
    const events = this.of(STEP.RESURRECTED, EVENT.RESURRECTED);
    const text = `${plural(looked, "object")} looked at again, ${withCommas(events.length)} reachable again`;
    return { name, text, details: this.listed(events, (e) => `${this.names.of(e.object)}: lives on`) };
  }

  private deleteGarbage(): StoryStep {
    const cleared = this.of(STEP.DELETE, EVENT.CLEAR);
    const outlived = new Set(this.of(STEP.DELETE, EVENT.OUTLIVED).map((e) => e.object));
    const saved = this.of(STEP.DELETE, EVENT.GARBAGE);
    const line = ({ object }: StoryEvent) =>
      `${this.names.of(object)}: tp_clear${outlived.has(object) ? "; something still holds it" : ", and it dies"}`;
    const details = [
      ...this.listed(cleared, line),
      ...this.listed(saved, (e) => `${this.names.of(e.object)}: to gc.garbage`),
    ];
    const text =
      cleared.length + saved.length === 0
        ? "nothing to delete"
        : saved.length > 0
          ? `DEBUG_SAVEALL: ${plural(saved.length, "object")} kept in gc.garbage`
          : `${plural(cleared.length, "object")} cleared; the others of the garbage died with them`;
    return { name: "delete_garbage", text, details };
  }

  private garbage(): StoryStep {
    const events = this.of(STEP.GARBAGE, EVENT.GARBAGE);
    const text = events.length === 0 ? "nothing uncollectable" : `${plural(events.length, "object")} to gc.garbage`;
    return { name: "handle_legacy_finalizers", text, details: this.listed(events, (e) => this.names.of(e.object)) };
  }

  tell(): StoryStep[] {
    const steps = [
      this.merge(),
      this.updateRefs(),
      this.subtractRefs(),
      this.moveUnreachable(),
      this.promote(),
      this.legacyFinalizers(),
      this.weakrefs(),
      this.finalize(),
      this.resurrected(),
      this.deleteGarbage(),
      this.garbage(),
    ];
    if (this.generation === 2)
      steps.push({ name: "clear free lists", text: "a full collection empties them", details: [] });
    return steps;
  }
}

/** The steps of a collection of `generation` that began with the heap `image`. */
export function collectionStory(image: HeapImage, generation: number, events: readonly StoryEvent[]): StoryStep[] {
  return new Story(image, generation, events).tell();
}
