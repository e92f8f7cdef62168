/** Heap images to files and from them; the format is in image-format.ts. */
import { GrowableU8 } from "./growable.ts";
import type { HeapImage } from "./heap-image.ts";
import { checkColumns, checkHeader } from "./image-checks.ts";
import {
  COLUMN_TYPES,
  COLUMNS,
  type Column,
  type ColumnEntry,
  type ColumnType,
  type Group,
  type Groups,
  HEADER_AT,
  type Header,
  IMAGE_FORMAT_VERSION,
  ImageFileError,
  MAGIC,
} from "./image-format.ts";

/** Do these bytes begin as an image does? */
export function isImageFile(file: Uint8Array): boolean {
  return new TextDecoder().decode(file.subarray(0, 8)) === MAGIC;
}

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
  const header = await through(new TextEncoder().encode(JSON.stringify(head)), new CompressionStream("gzip"));
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

async function readHeader(file: Uint8Array): Promise<{ header: Header; end: number }> {
  if (file.length < HEADER_AT || !isImageFile(file)) {
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
    const text = await through(file.subarray(HEADER_AT, end), new DecompressionStream("gzip"));
    header = JSON.parse(new TextDecoder().decode(text));
  } catch {
    throw new ImageFileError(HEADER_AT, "the header is damaged");
  }
  checkHeader(header);
  return { header, end };
}

async function readColumn(file: Uint8Array, at: number, entry: ColumnEntry): Promise<Column> {
  if (!Object.hasOwn(COLUMN_TYPES, entry.type)) {
    throw new ImageFileError(HEADER_AT, `column ${entry.name} is of no known type`);
  }
  const type = COLUMN_TYPES[entry.type];
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
  const { header, end } = await readHeader(file);
  const groups = Object.fromEntries(Object.keys(COLUMNS).map((group) => [group, {}])) as Groups;
  const places = new Map<string, number>();
  let at = end;
  for (const entry of header.columns) {
    const [group, field] = entry.name.split(".");
    if (!Object.hasOwn(COLUMNS, group) || !(COLUMNS[group as Group] as readonly string[]).includes(field)) {
      throw new ImageFileError(HEADER_AT, `column ${entry.name} is not known`);
    }
    groups[group as Group][field] = await readColumn(file, at, entry);
    places.set(entry.name, at);
    at += entry.bytes;
  }
  for (const [group, fields] of Object.entries(COLUMNS)) {
    for (const field of fields) {
      if (!groups[group as Group][field]) throw new ImageFileError(HEADER_AT, `there is no column ${group}.${field}`);
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
