/**
 * Heap images in files (`.heap`). Little-endian.
 *
 *   +0   "SERPHEAP"
 *   +8   u32  version of the format
 *   +12  u32  bytes of the header
 *   +16  header: JSON {meta, names, holders, freeLists, interpreter, unaccounted, faults, columns: [Column ...]}
 *   then the columns one behind the other, each compressed by itself (gzip, so each has its own check sum)
 *
 * A column is rows of u8, u16, u32 or f64. Reading checks what it can: an image that was read is safe to walk.
 */
import { GrowableU8 } from "./growable.ts";
import { type HeapImage, NOTHING } from "./heap-image.ts";

const MAGIC = "SERPHEAP";
export const IMAGE_FORMAT_VERSION = 1;
const HEADER_AT = 16;

/** A file that is not a heap image, or is damaged. The message is one line with the byte at which it is wrong. */
export class ImageFileError extends Error {
  constructor(
    readonly byteOffset: number,
    what: string,
  ) {
    super(`byte ${byteOffset}: ${what}`);
    this.name = "ImageFileError";
  }
}

type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array;
const COLUMN_TYPES = { u8: Uint8Array, u16: Uint16Array, u32: Uint32Array, f64: Float64Array } as const;
type ColumnType = keyof typeof COLUMN_TYPES;

interface ColumnEntry {
  name: string;
  type: ColumnType;
  rows: number;
  /** Compressed. */
  bytes: number;
}

/** The columns of an image: group, then field. The order is that of the file. */
const COLUMNS = {
  objects: ["address", "type", "refcount", "size", "block", "generation", "flags", "labelStart", "labelText"],
  edges: ["start", "target", "name"],
  roots: ["start", "target", "name"],
  owned: ["start", "address", "size", "block", "layer", "name"],
  arenas: ["address", "poolCount", "freePoolCount"],
  pools: ["address", "arena", "szidx", "usedCount"],
} as const;
type Group = keyof typeof COLUMNS;

function typeOf(column: Column): ColumnType {
  if (column instanceof Uint8Array) return "u8";
  if (column instanceof Uint16Array) return "u16";
  return column instanceof Uint32Array ? "u32" : "f64";
}

function* columnsOf(image: HeapImage): Generator<[string, Column]> {
  for (const [group, fields] of Object.entries(COLUMNS)) {
    const columns = image[group as Group] as unknown as Record<string, Column>;
    for (const field of fields) yield [`${group}.${field}`, columns[field]];
  }
}

async function collect(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const bytes = new GrowableU8(1 << 16);
  const reader = stream.getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    bytes.reserve(chunk.value.length);
    bytes.data.set(chunk.value, bytes.length);
    bytes.length += chunk.value.length;
  }
  return bytes.trimmed();
}

function through(bytes: Uint8Array, transform: CompressionStream | DecompressionStream): Promise<Uint8Array> {
  const source = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  return collect(source.pipeThrough(transform as ReadableWritablePair<Uint8Array, Uint8Array<ArrayBuffer>>));
}

/** The bytes of a file that holds `image`. */
export async function saveImage(image: HeapImage): Promise<Uint8Array> {
  const entries: ColumnEntry[] = [];
  const parts: Uint8Array[] = [];
  for (const [name, column] of columnsOf(image)) {
    const raw = new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    const packed = await through(raw, new CompressionStream("gzip"));
    entries.push({ name, type: typeOf(column), rows: column.length, bytes: packed.length });
    parts.push(packed);
  }
  const { meta, names, roots, freeLists, interpreter, unaccounted, faults } = image;
  const head = { meta, names, holders: roots.holders, freeLists, interpreter, unaccounted, faults, columns: entries };
  const header = new TextEncoder().encode(JSON.stringify(head));
  const file = new Uint8Array(HEADER_AT + header.length + parts.reduce((sum, part) => sum + part.length, 0));
  file.set(new TextEncoder().encode(MAGIC));
  const view = new DataView(file.buffer);
  view.setUint32(8, IMAGE_FORMAT_VERSION, true);
  view.setUint32(12, header.length, true);
  file.set(header, HEADER_AT);
  let at = HEADER_AT + header.length;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

interface Header {
  meta: HeapImage["meta"];
  names: string[];
  holders: string[];
  freeLists: HeapImage["freeLists"];
  interpreter: HeapImage["interpreter"];
  unaccounted: HeapImage["unaccounted"];
  faults: HeapImage["faults"];
  columns: ColumnEntry[];
}

function readHeader(file: Uint8Array): { header: Header; end: number } {
  const decoder = new TextDecoder();
  if (file.length < HEADER_AT || decoder.decode(file.subarray(0, 8)) !== MAGIC) {
    throw new ImageFileError(0, "this is not a heap image");
  }
  const view = new DataView(file.buffer, file.byteOffset);
  const version = view.getUint32(8, true);
  if (version !== IMAGE_FORMAT_VERSION) {
    throw new ImageFileError(8, `the image has format ${version}, this program reads format ${IMAGE_FORMAT_VERSION}`);
  }
  const end = HEADER_AT + view.getUint32(12, true);
  if (end > file.length) throw new ImageFileError(file.length, "the file ends within its header");
  let header: Header;
  try {
    header = JSON.parse(decoder.decode(file.subarray(HEADER_AT, end)));
  } catch {
    throw new ImageFileError(HEADER_AT, "the header is damaged");
  }
  const arrays = [header?.names, header?.holders, header?.freeLists, header?.interpreter, header?.unaccounted];
  if (![...arrays, header.faults, header.columns].every(Array.isArray) || typeof header.meta !== "object") {
    throw new ImageFileError(HEADER_AT, "the header is not that of a heap image");
  }
  return { header, end };
}

async function readColumn(file: Uint8Array, at: number, entry: ColumnEntry): Promise<Column> {
  const type = COLUMN_TYPES[entry.type];
  if (!type || !(entry.rows >= 0) || !(entry.bytes >= 0))
    throw new ImageFileError(HEADER_AT, "a column has no sound entry");
  if (at + entry.bytes > file.length)
    throw new ImageFileError(file.length, `the file ends within column ${entry.name}`);
  let raw: Uint8Array;
  try {
    raw = await through(file.subarray(at, at + entry.bytes), new DecompressionStream("gzip"));
  } catch {
    throw new ImageFileError(at, `column ${entry.name} is damaged`);
  }
  if (raw.length !== entry.rows * type.BYTES_PER_ELEMENT) {
    throw new ImageFileError(at, `column ${entry.name} has ${raw.length} bytes, which are not ${entry.rows} rows`);
  }
  return new type(raw.buffer as ArrayBuffer, raw.byteOffset, entry.rows);
}

/** The image in a file's bytes. Throws ImageFileError. */
export async function loadImage(file: Uint8Array): Promise<HeapImage> {
  const { header, end } = readHeader(file);
  const groups: Record<string, Record<string, Column>> = {};
  const places = new Map<string, number>();
  let at = end;
  for (const entry of header.columns) {
    const [group, field] = String(entry.name).split(".");
    groups[group] ??= {};
    groups[group][field] = await readColumn(file, at, entry);
    places.set(entry.name, at);
    at += entry.bytes;
  }
  for (const [group, fields] of Object.entries(COLUMNS)) {
    for (const field of fields) {
      if (!groups[group]?.[field]) throw new ImageFileError(HEADER_AT, `there is no column ${group}.${field}`);
    }
  }
  const count = groups.objects.address.length;
  const image = {
    ...header,
    ...groups,
    objects: { ...groups.objects, count },
    roots: { ...groups.roots, holders: header.holders },
  } as unknown as HeapImage;
  checkColumns(image, (name) => places.get(name) ?? HEADER_AT);
  return image;
}

/** Every number in the columns names something that is there. */
function checkColumns(image: HeapImage, placeOf: (name: string) => number): void {
  const { objects, edges, roots, owned, arenas, pools } = image;
  const { count } = objects;
  const wrong = (name: string, what: string) => {
    throw new ImageFileError(placeOf(name), `column ${name} ${what}`);
  };
  for (const field of ["type", "refcount", "size", "block", "generation", "flags"] as const) {
    if (objects[field].length !== count) wrong(`objects.${field}`, `has ${objects[field].length} rows, not ${count}`);
  }
  const starts: [string, Uint32Array, number, number][] = [
    ["objects.labelStart", objects.labelStart, count, objects.labelText.length],
    ["edges.start", edges.start, count, edges.target.length],
    ["roots.start", roots.start, roots.holders.length, roots.target.length],
    ["owned.start", owned.start, count, owned.address.length],
  ];
  for (const [name, start, holders, rows] of starts) {
    if (start.length !== holders + 1 || start[holders] !== rows)
      wrong(name, "does not fit the columns that it divides");
    for (let i = 0; i < holders; i++) if (start[i] > start[i + 1]) wrong(name, `falls at row ${i + 1}`);
  }
  const numbers: [string, ArrayLike<number>, number][] = [
    ["objects.type", objects.type, count],
    ["edges.target", edges.target, count],
    ["roots.target", roots.target, count],
    ["owned.name", owned.name, image.names.length],
    ["pools.arena", pools.arena, arenas.address.length],
  ];
  for (const [name, column, limit] of numbers) {
    for (let i = 0; i < column.length; i++) {
      if (column[i] >= limit && column[i] !== NOTHING) wrong(name, `has ${column[i]} in row ${i}, of ${limit}`);
    }
  }
}
