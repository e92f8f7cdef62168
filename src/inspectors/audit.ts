/**
 * Is the heap consistent? For every mortal object: ob_refcnt equals the references that really exist (of objects, of
 * roots, of native code as the host told when the image was taken). For every block in use: someone owns it.
 *
 * Whatever this finds is an error of the runtime, or a place that holds references and that src/heap-image does not know.
 */
import { addressText, describeObject, edgeText, isWeak } from "../heap-image/describe.ts";
import { type Fault, type HeapImage, Layer, NOTHING, ObjectFlag, type OtherBlock } from "../heap-image/heap-image.ts";
import { referrersOf } from "../heap-image/referrers.ts";

/** An object whose count is wrong. */
export interface WrongCount {
  object: number;
  address: number;
  /** "list of 3". */
  description: string;
  /** ob_refcnt. */
  refcount: number;
  /** References that exist. */
  found: number;
  /** Who holds them, one text each (at most MOST_REFERRERS): "dict of 4 ['x']". */
  referrers: string[];
}

export interface AuditReport {
  wrongCounts: WrongCount[];
  /** Blocks in use that nobody owns. */
  unaccounted: OtherBlock[];
  faults: Fault[];
  isClean: boolean;
}

const MOST_REFERRERS = 12;

/** Counted references to each object. */
function countReferences(image: HeapImage): Uint32Array {
  const counts = new Uint32Array(image.objects.count);
  for (const { target, name } of [image.edges, image.roots]) {
    for (let e = 0; e < target.length; e++) {
      if (target[e] !== NOTHING && !isWeak(name[e])) counts[target[e]]++;
    }
  }
  return counts;
}

/** Who holds counted references to an object. */
function holdersOf(image: HeapImage, object: number): string[] {
  const { start, holder, name } = referrersOf(image);
  const texts: string[] = [];
  for (let e = start[object]; e < start[object + 1] && texts.length < MOST_REFERRERS; e++) {
    if (isWeak(name[e])) continue;
    const { count } = image.objects;
    const who = holder[e] < count ? describeObject(image, holder[e]) : image.roots.holders[holder[e] - count];
    const where = holder[e] < count ? ` at ${addressText(image.objects.address[holder[e]])}` : "";
    texts.push(`${who} ${edgeText(image, name[e])}${where}`);
  }
  return texts;
}

export function audit(image: HeapImage): AuditReport {
  const { objects } = image;
  const found = countReferences(image);
  const wrongCounts: WrongCount[] = [];
  for (let i = 0; i < objects.count; i++) {
    if (objects.flags[i] & ObjectFlag.IMMORTAL || objects.refcount[i] === found[i]) continue;
    wrongCounts.push({
      object: i,
      address: objects.address[i],
      description: describeObject(image, i),
      refcount: objects.refcount[i],
      found: found[i],
      referrers: holdersOf(image, i),
    });
  }
  const { unaccounted, faults } = image;
  const isClean = wrongCounts.length + unaccounted.length + faults.length === 0;
  return { wrongCounts, unaccounted, faults, isClean };
}

/** The report in lines for people; at most `most` of each kind. Empty when the heap is consistent. */
export function auditLines(report: AuditReport, most = 20): string[] {
  const lines: string[] = [];
  const add = (texts: string[], more: string) => {
    lines.push(...texts.slice(0, most).flatMap((text) => text.split("\n")));
    if (texts.length > most) lines.push(`... ${texts.length - most} more ${more}`);
  };
  add(
    report.faults.map((fault) => `${addressText(fault.address)}: ${fault.text}`),
    "faults",
  );
  add(report.wrongCounts.map(wrongCountText), "wrong counts");
  const unaccounted = report.unaccounted.map((block) => {
    return `${addressText(block.address)}: block of ${block.block} bytes (layer ${layerText(block.layer)}) that nobody owns`;
  });
  add(unaccounted, "blocks that nobody owns");
  return lines;
}

function layerText(layer: number): string {
  return layer === Layer.POOL ? "2" : "1";
}

function wrongCountText(wrong: WrongCount): string {
  const { address, description, refcount, found, referrers } = wrong;
  const head = `${addressText(address)}: ${description} has ob_refcnt ${refcount}, but ${found} references`;
  return [head, ...referrers.map((text) => `    held by ${text}`)].join("\n");
}
