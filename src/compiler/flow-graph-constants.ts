/** The constants of a scope: found or added while instructions change, and dropped when none uses them any more. */
import type { Constant } from "../bytecode/code-object.ts";
import type { ConstantCache } from "./constant-cache.ts";
import { type Block, type FlowGraph, hasConst } from "./flow-graph.ts";

/** The constants of a scope while instructions that use them come and go. */
export class ConstantList {
  private indices: Map<Constant, number> | null = null;

  constructor(
    readonly consts: Constant[],
    private readonly cache: ConstantCache,
  ) {}

  at(index: number): Constant {
    return this.consts[index];
  }

  /** The index of a constant, which is added if there is none equal. */
  indexOf(constant: Constant): number {
    if (this.indices === null) this.indices = new Map(this.consts.map((c, i) => [c, i]));
    const merged = this.cache.merge(constant);
    let index = this.indices.get(merged);
    if (index === undefined) {
      index = this.consts.push(merged) - 1;
      this.indices.set(merged, index);
    }
    return index;
  }
}

/** The first constant stays in any case: it may be the docstring. */
export function removeUnusedConstants(graph: FlowGraph, consts: Constant[]): void {
  if (consts.length === 0) return;
  const isUsed = new Uint8Array(consts.length);
  isUsed[0] = 1;
  for (let b: Block | null = graph.entry; b !== null; b = b.next) {
    for (const { opcode, oparg } of b.instructions) if (hasConst(opcode)) isUsed[oparg] = 1;
  }
  const newIndices = new Int32Array(consts.length);
  let kept = 0;
  for (let i = 0; i < consts.length; i++) {
    if (isUsed[i] === 0) continue;
    newIndices[i] = kept;
    consts[kept++] = consts[i];
  }
  if (kept === consts.length) return;
  consts.length = kept;
  for (let b: Block | null = graph.entry; b !== null; b = b.next) {
    for (const instruction of b.instructions) {
      if (hasConst(instruction.opcode)) instruction.oparg = newIndices[instruction.oparg];
    }
  }
}
