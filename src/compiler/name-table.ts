/**
 * Interned identifiers: every spelling gets one string and one number, and keywords are told apart while interning.
 *
 * Stands for CPython's keyword lists and its interning of identifiers. An open-addressing table over the characters of
 * the source, so that reading a known name allocates nothing. The table outlives a parse (names repeat from module to
 * module) and starts afresh when it has grown beyond LIMIT.
 */
import { FIRST_KEYWORD, FIRST_SOFT_KEYWORD, KEYWORDS, NAME, SOFT_KEYWORDS } from "./token-kinds.ts";

const LIMIT = 1 << 16;

/** The spellings by number. Only ASCII spellings are found by their characters; others come in through `internText`. */
export let names: string[] = [];
/** The token kind of each name: NAME or that of a keyword. */
export let nameKinds = new Uint8Array(0);

let hashes = new Int32Array(0);
/** Slot -> number + 1, 0 for a free slot. The length is a power of two, at least twice the number of names. */
let slots = new Int32Array(0);
let others = new Map<string, number>();

/** Called before each parse: builds the table at first use and forgets a table that has grown too large. */
export function prepareNames(): void {
  if (names.length > 0 && names.length < LIMIT) return;
  names = [];
  nameKinds = new Uint8Array(1024);
  hashes = new Int32Array(1024);
  slots = new Int32Array(2048);
  others = new Map();
  for (const [index, keyword] of KEYWORDS.entries()) add(keyword, hashOf(keyword), FIRST_KEYWORD + index);
  for (const [index, keyword] of SOFT_KEYWORDS.entries()) add(keyword, hashOf(keyword), FIRST_SOFT_KEYWORD + index);
}

/** The hash that the tokenizer computes on its own while it reads an identifier. */
function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}

/** The number of the ASCII identifier `source[start, end)`, whose characters hash to `hash`. */
export function internSlice(source: string, start: number, end: number, hash: number): number {
  const mask = slots.length - 1;
  let slot = (hash ^ (hash >>> 15)) & mask;
  for (;;) {
    const id = slots[slot] - 1;
    if (id < 0) return add(source.slice(start, end), hash, NAME);
    if (hashes[id] === hash && isSame(names[id], source, start, end)) return id;
    slot = (slot + 1) & mask;
  }
}

function isSame(name: string, source: string, start: number, end: number): boolean {
  const length = end - start;
  if (name.length !== length) return false;
  for (let i = 0; i < length; i++) if (name.charCodeAt(i) !== source.charCodeAt(start + i)) return false;
  return true;
}

/** The number of an identifier that was not ASCII in the source. It is never a keyword, whatever NFKC made of it. */
export function internText(text: string): number {
  let id = others.get(text);
  if (id === undefined) {
    id = names.length;
    reserve(id);
    names.push(text);
    nameKinds[id] = NAME;
    others.set(text, id);
  }
  return id;
}

function add(text: string, hash: number, kind: number): number {
  const id = names.length;
  reserve(id);
  // A slice of a long source keeps that source alive; a name built anew does not.
  names.push(text.length > 12 && text.length < 1000 ? detached(text) : text);
  nameKinds[id] = kind;
  hashes[id] = hash;
  place(id);
  return id;
}

function detached(text: string): string {
  const codes: number[] = [];
  for (let i = 0; i < text.length; i++) codes.push(text.charCodeAt(i));
  return String.fromCharCode(...codes);
}

function place(id: number): void {
  const mask = slots.length - 1;
  const hash = hashes[id];
  let slot = (hash ^ (hash >>> 15)) & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  slots[slot] = id + 1;
}

/** Makes room for name number `id`. */
function reserve(id: number): void {
  if (id < hashes.length) return;
  const size = hashes.length * 2;
  const oldKinds = nameKinds;
  const oldHashes = hashes;
  nameKinds = new Uint8Array(size);
  nameKinds.set(oldKinds);
  hashes = new Int32Array(size);
  hashes.set(oldHashes);
  slots = new Int32Array(size * 2);
  const foreign = new Set(others.values());
  for (let other = 0; other < id; other++) if (!foreign.has(other)) place(other);
}
