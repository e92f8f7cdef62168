/** Bytes of a file that are read when they are asked for. Node's fs is handed in, so that bundles for browsers don't name it. */
import type { ByteSource } from "./zip-archive.ts";

type NodeFileSystem = Pick<typeof import("node:fs"), "openSync" | "fstatSync" | "readSync">;

/** The file stays open. Throws when it can't be opened. */
export function fileAsSource(fs: NodeFileSystem, path: string | URL): ByteSource {
  const handle = fs.openSync(path, "r");
  return {
    sizeBytes: fs.fstatSync(handle).size,
    read(offset, length) {
      const bytes = new Uint8Array(length);
      for (let done = 0; done < length; ) {
        const count = fs.readSync(handle, bytes, done, length - done, offset + done);
        if (count === 0) throw new Error(`${path} has become shorter`);
        done += count;
      }
      return bytes;
    },
  };
}
