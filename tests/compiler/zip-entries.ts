/** The files of a zip archive, for tests over the standard library that ships as one. */
import { inflateRawSync } from "node:zlib";

/** Path -> content. Knows what python_stdlib.zip needs: stored and deflated entries, no encryption, no zip64. */
export function zipEntries(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf("PK\x05\x06", undefined, "latin1");
  if (end < 0) throw new Error("no zip archive");
  const entries = new Map<string, Buffer>();
  let pos = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const method = archive.readUInt16LE(pos + 10);
    const packedSize = archive.readUInt32LE(pos + 20);
    const nameLength = archive.readUInt16LE(pos + 28);
    const local = archive.readUInt32LE(pos + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const packed = archive.subarray(start, start + packedSize);
    const name = archive.toString("utf8", pos + 46, pos + 46 + nameLength);
    entries.set(name, method === 0 ? packed : inflateRawSync(packed));
    pos += 46 + nameLength + archive.readUInt16LE(pos + 30) + archive.readUInt16LE(pos + 32);
  }
  return entries;
}
