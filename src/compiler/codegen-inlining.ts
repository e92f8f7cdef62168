/**
 * The variables of inlined comprehensions (PEP 709) are fast locals of the scope around: what that scope holds under the same
 * names lies on the stack meanwhile. CPython: push_inlined_comprehension_state, pop_inlined_comprehension_state.
 */
import { Op } from "../bytecode/opcodes.ts";
import type { Codegen } from "./codegen.ts";
import { type Label, type Location, NO_LOCATION } from "./instruction-sequence.ts";
import { CELL, DEF_LOCAL, DEF_NONLOCAL, FREE, type SymbolTableEntry } from "./symbol-table.ts";

interface InlinedState {
  /** Variables whose outer values are on the stack, the last one on top. */
  pushed: string[];
  /** What the outer scope's table has of names that mean something else in the comprehension. */
  outerSymbols: Map<string, number>;
  /** Variables that are fast locals in a class or module for the time. */
  hidden: string[];
  /** Handler that restores the variables. */
  cleanup: Label;
}

/** Called with the iterator on the stack, which stays on top. */
export function enterInlined(c: Codegen, loc: Location, entry: SymbolTableEntry): InlinedState {
  const { unit } = c;
  const isInClass = unit.entry.type === "class" && unit.inlinedComprehensions === 0;
  unit.inlinedComprehensions++;
  const state: InlinedState = { pushed: [], outerSymbols: new Map(), hidden: [], cleanup: -1 };
  for (const [name, flags] of entry.symbols) {
    const outerScope = unit.entry.scopeOf(name);
    useInnerSymbol(c, entry, state, name, isInClass);
    // A name that `:=` binds belongs to a scope outside. In a class, CPython saves names that are not bound, too.
    const isBound = (flags & DEF_LOCAL) !== 0 && (flags & DEF_NONLOCAL) === 0;
    if (isBound || isInClass) saveVariable(c, loc, entry, state, name, outerScope);
  }
  if (state.pushed.length > 0) {
    state.cleanup = c.newLabel();
    c.op(loc, Op.SWAP, state.pushed.length + 1);
    c.op(loc, Op.SETUP_FINALLY, state.cleanup);
  }
  return state;
}

/** Where `name` means something else in the comprehension, the scope's table says so for the time. */
function useInnerSymbol(
  c: Codegen,
  entry: SymbolTableEntry,
  state: InlinedState,
  name: string,
  isInClass: boolean,
): void {
  const outer = c.unit.entry;
  const scope = entry.scopeOf(name);
  const outerScope = outer.scopeOf(name);
  const differs = scope !== outerScope && scope !== FREE && !(scope === CELL && outerScope === FREE);
  if (!differs && !isInClass) return;
  state.outerSymbols.set(name, outer.symbols.get(name) ?? 0);
  outer.symbols.set(name, entry.symbols.get(name)!);
}

/** Puts the outer value of a variable on the stack; a cell gets a new one in its place. */
function saveVariable(
  c: Codegen,
  loc: Location,
  entry: SymbolTableEntry,
  state: InlinedState,
  name: string,
  outerScope: number,
): void {
  const { unit } = c;
  if (!unit.entry.isFunctionLike && unit.fastHidden.get(name) !== true) {
    unit.hide(name, true);
    state.hidden.push(name);
  }
  c.op(loc, Op.LOAD_FAST_AND_CLEAR, unit.varIndex(name));
  if (entry.scopeOf(name) === CELL) c.op(loc, Op.MAKE_CELL, unit.derefIndex(name, outerScope));
  state.pushed.push(name);
}

export function leaveInlined(c: Codegen, loc: Location, state: InlinedState): void {
  const { unit } = c;
  unit.inlinedComprehensions--;
  if (state.pushed.length > 0) {
    const end = c.newLabel();
    c.op(NO_LOCATION, Op.POP_BLOCK);
    c.op(NO_LOCATION, Op.JUMP_NO_INTERRUPT, end);
    c.useLabel(state.cleanup);
    // Below the exception lies the unfinished result.
    c.op(NO_LOCATION, Op.SWAP, 2);
    c.op(NO_LOCATION, Op.POP_TOP);
    restoreVariables(c, loc, state);
    c.op(NO_LOCATION, Op.RERAISE, 0);
    c.useLabel(end);
    restoreVariables(c, loc, state);
  }
  for (const [name, flags] of state.outerSymbols) unit.entry.symbols.set(name, flags);
  for (const name of state.hidden) unit.hide(name, false);
}

/** The value on top of the stack stays there. */
function restoreVariables(c: Codegen, loc: Location, state: InlinedState): void {
  c.op(loc, Op.SWAP, state.pushed.length + 1);
  for (const name of state.pushed.toReversed()) c.op(loc, Op.STORE_FAST_MAYBE_NULL, c.unit.varIndex(name));
}
