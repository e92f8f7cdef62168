/**
 * Which scope each name of each block belongs to. CPython: the analyze_block family of Python/symtable.c.
 *
 * Down the tree go the names bound around a block; up come the names that blocks inside use freely. A block is opened when
 * the walk reaches it (its own names get their scopes) and closed after the blocks inside it (cells are found, free names
 * passed on, list, set and dict comprehensions merged into the block around them: PEP 709). The walk keeps a stack of its
 * own and CPython's order: what an inlined comprehension adds to a class is seen by the annotation scopes behind it.
 */
import {
  CELL,
  DEF_BOUND,
  DEF_COMP_CELL,
  DEF_FREE_CLASS,
  DEF_GLOBAL,
  DEF_NONLOCAL,
  DEF_PARAM,
  DEF_TYPE_PARAM,
  FREE,
  GLOBAL_EXPLICIT,
  GLOBAL_IMPLICIT,
  LOCAL,
  SCOPE_OFFSET,
  type SymbolTable,
  type SymbolTableEntry,
} from "./symbol-table.ts";
import { errorAt } from "./syntax-error.ts";

type Names = Set<string>;

/** A block between its opening and its closing. */
interface Visit {
  entry: SymbolTableEntry;
  /** The class whose names this annotation scope sees, or null. */
  classEntry: SymbolTableEntry | null;
  /** Names bound in function-like blocks around; null for the module. */
  bound: Names | null;
  /** Names declared global around. */
  globals: Names;
  /** Names that are type parameters around. */
  typeParams: Names;
  /** Names that this block and those inside take from blocks around. */
  free: Names;
  /** The scopes of the names of this block. */
  scopes: Map<string, number>;
  /** What the blocks inside see as bound and as global. */
  innerBound: Names;
  innerGlobals: Names;
  /** What the blocks inside leave free. */
  innerFree: Names;
  /** Names that are cells because of inlined comprehensions. */
  inlinedCells: Names;
  nextChild: number;
}

/** Gives every name of `table` its scope. Throws PythonSyntaxError for declarations that cannot be. */
export function analyzeScopes(table: SymbolTable): void {
  const { filename, top } = table;
  const stack = [open(filename, top, null, null, new Set(), new Set())];
  for (let visit = stack.at(-1); visit !== undefined; visit = stack.at(-1)) {
    const { entry } = visit;
    if (visit.nextChild < entry.children.length) {
      const child = entry.children[visit.nextChild++];
      stack.push(openChild(filename, visit, child));
    } else {
      close(visit);
      stack.pop();
      const outer = stack.at(-1);
      if (outer !== undefined) mergeChild(outer, visit);
    }
  }
}

function openChild(filename: string, outer: Visit, child: SymbolTableEntry): Visit {
  const nearestClass = outer.entry.type === "class" ? outer.entry : outer.classEntry;
  const classEntry = child.canSeeClassScope ? nearestClass : null;
  const bound = new Set(outer.innerBound);
  return open(filename, child, classEntry, bound, new Set(outer.innerGlobals), new Set(outer.typeParams));
}

/** Takes over the sets. */
function open(
  filename: string,
  entry: SymbolTableEntry,
  classEntry: SymbolTableEntry | null,
  bound: Names | null,
  globals: Names,
  typeParams: Names,
): Visit {
  const visit: Visit = {
    entry,
    classEntry,
    bound,
    globals,
    typeParams,
    free: new Set(),
    scopes: new Map(),
    innerBound: new Set(),
    innerGlobals: new Set(),
    innerFree: new Set(),
    inlinedCells: new Set(),
    nextChild: 0,
  };
  const isClass = entry.type === "class";
  // What a class binds or declares does not concern the blocks inside it.
  if (isClass) passDown(visit);
  const local: Names = new Set();
  for (const [name, flags] of entry.symbols) visit.scopes.set(name, scopeFor(filename, visit, name, flags, local));
  if (isClass) {
    visit.innerBound.add("__class__").add("__classdict__");
  } else {
    if (entry.isFunctionLike) addAll(visit.innerBound, local);
    passDown(visit);
  }
  return visit;
}

function passDown({ bound, globals, innerBound, innerGlobals }: Visit): void {
  if (bound !== null) addAll(innerBound, bound);
  addAll(innerGlobals, globals);
}

function addAll(target: Names, names: Iterable<string>): void {
  for (const name of names) target.add(name);
}

/** The scope of `name`, which has `flags` in the block; `local` collects the names that it binds. */
function scopeFor(filename: string, visit: Visit, name: string, flags: number, local: Names): number {
  const { bound, entry, free, globals, typeParams } = visit;
  if (flags & DEF_GLOBAL) {
    if (flags & DEF_NONLOCAL) throw declarationError(filename, entry, name, `name '${name}' is nonlocal and global`);
    globals.add(name);
    bound?.delete(name);
    return GLOBAL_EXPLICIT;
  }
  if (flags & DEF_NONLOCAL) {
    checkNonlocal(filename, visit, name);
    free.add(name);
    return FREE;
  }
  if (flags & DEF_BOUND) {
    local.add(name);
    globals.delete(name);
    if (flags & DEF_TYPE_PARAM) typeParams.add(name);
    else typeParams.delete(name);
    return LOCAL;
  }
  return scopeOfUse(visit, name);
}

/** The scope of a name that the block uses and does not bind. */
function scopeOfUse({ bound, classEntry, free }: Visit, name: string): number {
  if (classEntry !== null) {
    // The name may be the class's at run time; if it is not, functions around the class are passed over.
    const flags = classEntry.symbols.get(name) ?? 0;
    if (flags & DEF_GLOBAL) return GLOBAL_EXPLICIT;
    if (flags & DEF_BOUND && !(flags & DEF_NONLOCAL)) return GLOBAL_IMPLICIT;
  }
  if (bound?.has(name)) {
    free.add(name);
    return FREE;
  }
  return GLOBAL_IMPLICIT;
}

function checkNonlocal(filename: string, { bound, entry, typeParams }: Visit, name: string): void {
  if (bound === null) {
    throw declarationError(filename, entry, name, "nonlocal declaration not allowed at module level");
  }
  if (!bound.has(name)) {
    throw declarationError(filename, entry, name, `no binding for nonlocal '${name}' found`);
  }
  if (typeParams.has(name)) {
    throw declarationError(filename, entry, name, `nonlocal binding not allowed for type parameter '${name}'`);
  }
}

/** An error at the declaration of `name` in `entry`. */
function declarationError(filename: string, entry: SymbolTableEntry, name: string, message: string): Error {
  const directive = entry.directives.find((candidate) => candidate.name === name);
  if (directive === undefined) throw new Error(`no declaration of ${name} was recorded`);
  return errorAt(filename, directive, message);
}

// --- closing ---

/** Takes what has become of the closed block `child` into the block around it. */
function mergeChild(outer: Visit, child: Visit): void {
  const { comprehension } = child.entry;
  const isInlined = comprehension !== "none" && comprehension !== "generator" && !outer.entry.canSeeClassScope;
  if (isInlined) {
    inlineComprehension(outer, child);
    child.entry.isInlinedComprehension = true;
  }
  addAll(outer.innerFree, child.free);
}

/** Makes the names of a comprehension names of the block whose code it becomes part of. */
function inlineComprehension(outer: Visit, { entry: comprehension, free }: Visit): void {
  const { entry, inlinedCells, scopes } = outer;
  let dropsClass = false;
  for (const [name, bits] of comprehension.symbols) {
    if (bits & DEF_PARAM) continue;
    const scope = comprehension.scopeOf(name);
    if (scope === CELL || bits & DEF_COMP_CELL) inlinedCells.add(name);
    // A class has no closure over itself: there the name is an ordinary one.
    const isClassCell = scope === FREE && entry.type === "class" && name === "__class__";
    if (isClassCell) {
      free.delete(name);
      dropsClass = true;
    }
    const existing = entry.symbols.get(name);
    if (existing === undefined) {
      entry.symbols.set(name, comprehension.flagsOf(name));
      scopes.set(name, isClassCell ? GLOBAL_IMPLICIT : scope);
    } else if (existing & DEF_BOUND && entry.type !== "class" && !isFreeInside(comprehension, name)) {
      // What was free in the comprehension is a local of the function now.
      free.delete(name);
    }
  }
  if (dropsClass) comprehension.symbols.delete("__class__");
}

function isFreeInside(entry: SymbolTableEntry, name: string): boolean {
  return entry.children.some((child) => child.scopeOf(name) === FREE);
}

function close(visit: Visit): void {
  const { entry, free, innerFree } = visit;
  if (entry.children.some((child) => child.isInlinedComprehension)) {
    entry.children = entry.children.flatMap((child) => (child.isInlinedComprehension ? child.children : [child]));
  }
  if (entry.isFunctionLike) findCells(visit);
  else if (entry.type === "class") {
    entry.needsClassClosure = innerFree.delete("__class__");
    entry.needsClassDict = innerFree.delete("__classdict__");
  }
  storeScopes(visit);
  addAll(free, innerFree);
}

/** Locals that are free in a block inside are cells, and the search for them ends here. */
function findCells({ inlinedCells, innerFree, scopes }: Visit): void {
  for (const [name, scope] of scopes) {
    if (scope !== LOCAL || !(innerFree.has(name) || inlinedCells.has(name))) continue;
    scopes.set(name, CELL);
    innerFree.delete(name);
  }
}

function storeScopes({ bound, entry, inlinedCells, innerFree, scopes }: Visit): void {
  const { symbols } = entry;
  for (const [name, flags] of symbols) {
    const cell = inlinedCells.has(name) ? DEF_COMP_CELL : 0;
    symbols.set(name, flags | cell | (scopes.get(name)! << SCOPE_OFFSET));
  }
  const isClass = entry.type === "class" || entry.canSeeClassScope;
  for (const name of innerFree) {
    const flags = symbols.get(name);
    if (flags !== undefined) {
      // Blocks inside a class see past its own name of that spelling.
      if (isClass) symbols.set(name, flags | DEF_FREE_CLASS);
    } else if (bound === null || bound.has(name)) {
      symbols.set(name, FREE << SCOPE_OFFSET);
    }
  }
}
