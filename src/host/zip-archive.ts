/**
 * A ZIP archive whose members are unpacked one at a time. Opening it reads the directory at its end; a member's bytes are
 * read when somebody asks for them. Stored and deflated members; no encryption, no ZIP64 (the build makes the archive).
 *
 *   [local header, name, data] ... [central directory: one entry a member] [end record: where the directory is]
 */

/** Bytes that can be read from anywhere: a file, or an array. */
export interface ByteSource {
  readonly sizeBytes: number;
  read(offset: number, length: number): Uint8Array;
}

export function bytesAsSource(bytes: Uint8Array): ByteSource {
  return {
    sizeBytes: bytes.length,
    read: (offset, length) => bytes.subarray(offset, offset + length),
  };
}

/** Unpacks deflated bytes: what the engine has for it, or fflate. */
export type Inflate = (packed: Uint8Array) => Uint8Array;

/** What the directory says of a member. */
export interface ZipEntry {
  readonly name: string;
  /** CRC-32 of the unpacked bytes. */
  readonly crc: number;
  readonly sizeBytes: number;
  readonly packedBytes: number;
  readonly isDeflated: boolean;
  /** Where its local header begins. */
  readonly offset: number;
}

const END_RECORD = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_HEADER = 0x04034b50;
const END_RECORD_BYTES = 22;
const DIRECTORY_ENTRY_BYTES = 46;
const LOCAL_HEADER_BYTES = 30;
const DEFLATED = 8;

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function readDirectory(source: ByteSource): Map<string, ZipEntry> {
  // The build writes no archive comment: the end record is the last thing.
  const end = viewOf(source.read(source.sizeBytes - END_RECORD_BYTES, END_RECORD_BYTES));
  if (end.getUint32(0, true) !== END_RECORD) throw new Error("not a ZIP archive, or one with a comment");
  const bytes = source.read(end.getUint32(16, true), end.getUint32(12, true));
  const view = viewOf(bytes);
  // All names at once: they are ASCII.
  const text = new TextDecoder("latin1").decode(bytes);
  const entries = new Map<string, ZipEntry>();
  for (let at = 0; at < bytes.length; ) {
    if (view.getUint32(at, true) !== DIRECTORY_ENTRY) throw new Error("damaged ZIP directory");
    const nameBytes = view.getUint16(at + 28, true);
    const name = text.slice(at + DIRECTORY_ENTRY_BYTES, at + DIRECTORY_ENTRY_BYTES + nameBytes);
    entries.set(name, {
      name,
      crc: view.getUint32(at + 16, true),
      sizeBytes: view.getUint32(at + 24, true),
      packedBytes: view.getUint32(at + 20, true),
      isDeflated: view.getUint16(at + 10, true) === DEFLATED,
      offset: view.getUint32(at + 42, true),
    });
    at += DIRECTORY_ENTRY_BYTES + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

export class ZipArchive {
  private readonly entries: Map<string, ZipEntry>;

  /** Throws when `source` is no archive. */
  constructor(
    private readonly source: ByteSource,
    private readonly inflate: Inflate,
  ) {
    this.entries = readDirectory(source);
  }

  names(): Iterable<string> {
    return this.entries.keys();
  }

  entry(name: string): ZipEntry | undefined {
    return this.entries.get(name);
  }

  /** The unpacked bytes of a member; null when there is none of that name. */
  read(name: string): Uint8Array | null {
    const entry = this.entries.get(name);
    if (!entry) return null;
    const header = viewOf(this.source.read(entry.offset, LOCAL_HEADER_BYTES));
    if (header.getUint32(0, true) !== LOCAL_HEADER) throw new Error(`damaged ZIP member ${name}`);
    const data = entry.offset + LOCAL_HEADER_BYTES + header.getUint16(26, true) + header.getUint16(28, true);
    const packed = this.source.read(data, entry.packedBytes);
    return entry.isDeflated ? this.inflate(packed) : packed.slice();
  }
}
