/**
 * Why an object is alive: the shortest chain of counted references from a root to it. Weak references keep nothing alive
 * and are not followed. Of several shortest chains the one is taken whose holders come first: roots in the order of the
 * image, then objects in theirs; so the same image gives the same chain every time.
 */
import { describeObject, edgeText, isWeak } from "../heap-image/describe.ts";
import { type HeapImage, NOTHING } from "../heap-image/heap-image.ts";

/** One step of a chain: the reference, and the object it leads to. */
export interface Step {
  /** ".cache", "['user:42']", "[3]". */
  reference: string;
  object: number;
  description: string;
}

export interface Chain {
  /** "interpreter", "frame of load". */
  root: string;
  steps: Step[];
}

const NOT_REACHED = 0xffffffff;

/** For every object: the number of the edge through which it is reached first, and who holds that edge. */
interface Tree {
  /** Root edges have numbers behind those of the objects. */
  edge: Uint32Array;
  holder: Uint32Array;
}

function search(image: HeapImage, ignored: ReadonlySet<number>): Tree {
  const { count } = image.objects;
  const tree = { edge: new Uint32Array(count).fill(NOT_REACHED), holder: new Uint32Array(count) };
  const queue = new Uint32Array(count);
  let length = 0;
  const visit = (target: number, name: number, edge: number, holder: number) => {
    if (target === NOTHING || isWeak(name) || tree.edge[target] !== NOT_REACHED || ignored.has(target)) return;
    tree.edge[target] = edge;
    tree.holder[target] = holder;
    queue[length++] = target;
  };
  const { roots, edges } = image;
  for (let h = 0; h < roots.holders.length; h++) {
    for (let e = roots.start[h]; e < roots.start[h + 1]; e++) {
      visit(roots.target[e], roots.name[e], edges.target.length + e, count + h);
    }
  }
  for (let next = 0; next < length; next++) {
    const object = queue[next];
    for (let e = edges.start[object]; e < edges.start[object + 1]; e++)
      visit(edges.target[e], edges.name[e], e, object);
  }
  return tree;
}

/** The shortest chain to `object`; undefined when no root reaches it. Chains through `ignored` objects do not count. */
export function whyAlive(
  image: HeapImage,
  object: number,
  ignored: ReadonlySet<number> = new Set(),
): Chain | undefined {
  const { count } = image.objects;
  const tree = search(image, ignored);
  const steps: Step[] = [];
  let at = object;
  while (at < count) {
    const edge = tree.edge[at];
    if (edge === NOT_REACHED) return undefined;
    const edgeCount = image.edges.target.length;
    const name = edge < edgeCount ? image.edges.name[edge] : image.roots.name[edge - edgeCount];
    steps.push({ reference: edgeText(image, name), object: at, description: describeObject(image, at) });
    at = tree.holder[at];
  }
  return { root: image.roots.holders[at - count], steps: steps.reverse() };
}
