/** What must be true of an image from a file, so that inspectors may walk it without looking. */
import { EDGE_KIND_SHIFT, EDGE_PAYLOAD_MASK, EdgeKind, type HeapImage, NOTHING } from "./heap-image.ts";
import { type Column, type Group, HEADER_AT, type Header, ImageFileError } from "./image-format.ts";

type Check = (value: unknown) => boolean;
const isNumber: Check = (value) => typeof value === "number" && Number.isFinite(value) && value >= 0;
const isText: Check = (value) => typeof value === "string";
const isBoolean: Check = (value) => typeof value === "boolean";
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
/** An object with these fields, and maybe others. */
const record =
  (fields: Record<string, Check>): Check =>
  (value) =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(fields).every(([name, check]) => check((value as Record<string, unknown>)[name]));
const numbers = (...names: string[]) => Object.fromEntries(names.map((name) => [name, isNumber]));

const isBlockList = listOf(record({ name: isText, ...numbers("address", "size", "block", "layer") }));
const GENERATION = record(numbers("threshold", "count", "collections", "collected", "uncollectable"));
const TOTALS = record({
  ...numbers("committedBytes", "peakBytes", "reservedBytes", "releasedBytes", "runtimeBytes", "stackBytes"),
  ...numbers("arenaBytes", "poolHeaderBytes", "quantizationBytes", "arenaAlignmentBytes", "freePoolBytes"),
  ...numbers("freeBlockBytes", "rawHeaderBytes", "rawFreeBytes"),
});
const META = record({
  producer: isText,
  program: isText,
  ...numbers("arenaBytes", "poolBytes", "poolOverheadBytes", "gcHeadBytes", "managedBytes", "garbageFrom"),
  limitBytes: isNumber,
  gcEnabled: isBoolean,
  generations: listOf(GENERATION),
  totals: TOTALS,
});
const HEADER: Record<keyof Header, Check> = {
  meta: META,
  names: listOf(isText),
  holders: listOf(isText),
  freeLists: isBlockList,
  interpreter: isBlockList,
  unaccounted: isBlockList,
  faults: listOf(record({ address: isNumber, text: isText })),
  columns: listOf(record({ name: isText, type: isText, rows: isNumber, bytes: isNumber })),
};

/** The header has all that `Header` says. */
export function checkHeader(header: unknown): void {
  for (const [name, check] of Object.entries(HEADER)) {
    if (!record({ [name]: check })(header)) throw new ImageFileError(HEADER_AT, `the header has no sound '${name}'`);
  }
}

/** Columns of one table have as many rows as its first. */
function checkRows(image: HeapImage, wrong: (name: string, what: string) => never): void {
  const tables: [Group, string[]][] = [
    ["objects", ["address", "type", "refcount", "size", "block", "generation", "flags"]],
    ["edges", ["target", "name"]],
    ["roots", ["target", "name"]],
    ["owned", ["address", "size", "block", "layer", "name"]],
    ["arenas", ["address", "poolCount", "freePoolCount"]],
    ["pools", ["address", "arena", "szidx", "usedCount"]],
  ];
  for (const [group, fields] of tables) {
    const columns = image[group] as unknown as Record<string, Column>;
    const rows = columns[fields[0]].length;
    for (const field of fields) {
      if (columns[field].length !== rows) wrong(`${group}.${field}`, `has ${columns[field].length} rows, not ${rows}`);
    }
  }
}

/** Columns that divide others into pieces, one a holder, rise from 0 to the length of what they divide. */
function checkStarts(image: HeapImage, wrong: (name: string, what: string) => never): void {
  const { objects, edges, roots, owned } = image;
  const starts: [string, Uint32Array, number, number][] = [
    ["objects.labelStart", objects.labelStart, objects.count, objects.labelText.length],
    ["edges.start", edges.start, objects.count, edges.target.length],
    ["roots.start", roots.start, roots.holders.length, roots.target.length],
    ["owned.start", owned.start, objects.count, owned.address.length],
  ];
  for (const [name, start, holders, rows] of starts) {
    if (start.length !== holders + 1 || start[0] !== 0 || start[holders] !== rows) {
      wrong(name, "does not fit the columns that it divides");
    }
    for (let i = 0; i < holders; i++) if (start[i] > start[i + 1]) wrong(name, `falls at row ${i + 1}`);
  }
}

/** What edges are called: numbers of names or of objects. */
function checkEdgeNames(
  image: HeapImage,
  group: "edges" | "roots",
  wrong: (name: string, what: string) => never,
): void {
  const { name } = image[group];
  const { count } = image.objects;
  for (let i = 0; i < name.length; i++) {
    const kind = (name[i] >>> EDGE_KIND_SHIFT) & 7;
    const isObject = kind === EdgeKind.VALUE || kind === EdgeKind.ATTRIBUTE || kind === EdgeKind.LOCAL;
    const limit = isObject ? count : kind === EdgeKind.FIELD ? image.names.length : EDGE_PAYLOAD_MASK + 1;
    const payload = name[i] & EDGE_PAYLOAD_MASK;
    if (payload >= limit || kind > EdgeKind.STACK) wrong(`${group}.name`, `has ${payload} in row ${i}, of ${limit}`);
  }
}

/** Every number in the columns names something that is there. `placeOf`: the byte where a column begins. */
export function checkColumns(image: HeapImage, placeOf: (name: string) => number): void {
  const { objects, edges, roots, owned, arenas, pools, meta } = image;
  const wrong = (name: string, what: string): never => {
    throw new ImageFileError(placeOf(name), `column ${name} ${what}`);
  };
  checkRows(image, wrong);
  checkStarts(image, wrong);
  const { count } = objects;
  const numbers: [string, ArrayLike<number>, number, boolean][] = [
    ["objects.type", objects.type, count, false],
    ["edges.target", edges.target, count, true],
    ["roots.target", roots.target, count, true],
    ["owned.name", owned.name, image.names.length, false],
    ["pools.arena", pools.arena, arenas.address.length, false],
  ];
  for (const [name, column, limit, mayBeNothing] of numbers) {
    for (let i = 0; i < column.length; i++) {
      if (column[i] < limit || (mayBeNothing && column[i] === NOTHING)) continue;
      wrong(name, `has ${column[i]} in row ${i}, of ${limit}`);
    }
  }
  checkEdgeNames(image, "edges", wrong);
  checkEdgeNames(image, "roots", wrong);
  if (meta.garbageFrom > count)
    throw new ImageFileError(HEADER_AT, `garbage from object ${meta.garbageFrom}, of ${count}`);
}
