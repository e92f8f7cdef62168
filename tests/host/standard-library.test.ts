/** The archive of the standard library: opened late, read member by member, with code that belongs to its source. */
import { inflateSync, strToU8, zipSync } from "fflate/browser";
import { describe, expect, it } from "vitest";
import { CODE_HEADER_BYTES, CODE_MAGIC, LIBRARY_FOLDER, StandardLibrary } from "../../src/host/standard-library.ts";
import { type ByteSource, bytesAsSource, ZipArchive } from "../../src/host/zip-archive.ts";

const source = strToU8("print('abc')\n".repeat(50));

/** Code as the build writes it, for a source with that CRC. */
function codeFor(crc: number, sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(CODE_HEADER_BYTES + 3).fill(7, CODE_HEADER_BYTES);
  const header = new DataView(bytes.buffer);
  header.setUint32(0, CODE_MAGIC, true);
  header.setUint32(4, 1, true);
  header.setUint32(8, crc, true);
  header.setUint32(12, sizeBytes, true);
  return bytes;
}

const members = {
  "a.py": source,
  "stored.py": [strToU8("x"), { level: 0 }] as [Uint8Array, { level: 0 }],
  "p/__init__.py": strToU8(""),
  "p/q/r.py": strToU8("r"),
};

/** A source that counts how many bytes are read. */
function counted(bytes: Uint8Array): ByteSource & { readBytes: number } {
  const whole = bytesAsSource(bytes);
  return {
    sizeBytes: bytes.length,
    readBytes: 0,
    read(offset, length) {
      this.readBytes += length;
      return whole.read(offset, length);
    },
  };
}

describe("ZIP archives", () => {
  const bytes = zipSync(members, { level: 9 });

  it("unpack stored and deflated members", () => {
    const archive = new ZipArchive(bytesAsSource(bytes), inflateSync);
    expect(archive.read("a.py")).toEqual(source);
    expect(archive.read("stored.py")).toEqual(strToU8("x"));
    expect(archive.read("p/__init__.py")).toEqual(new Uint8Array(0));
    expect(archive.read("b.py")).toBeNull();
  });

  it("read nothing but the directory until a member is asked for", () => {
    const from = counted(bytes);
    const archive = new ZipArchive(from, inflateSync);
    const directoryBytes = from.readBytes;
    expect(archive.entry("a.py")?.sizeBytes).toBe(source.length);
    expect(from.readBytes).toBe(directoryBytes);
    archive.read("stored.py");
    expect(from.readBytes - directoryBytes).toBeLessThan(100);
  });

  it("refuse what is none", () => {
    expect(() => new ZipArchive(bytesAsSource(new Uint8Array(100)), inflateSync)).toThrow("not a ZIP archive");
  });
});

describe("the standard library", () => {
  const crc = new ZipArchive(bytesAsSource(zipSync(members)), inflateSync).entry("a.py")?.crc ?? 0;
  const code = codeFor(crc, source.length);
  const bytes = zipSync(members);
  const codes = zipSync({ "a.pyc": code, "stored.pyc": code });
  const open = (archive: Uint8Array) => () => new ZipArchive(bytesAsSource(archive), inflateSync);
  const library = () => new StandardLibrary(open(bytes), open(codes));

  it("opens its archive at the first use", () => {
    let opened = 0;
    const late = new StandardLibrary(() => {
      opened++;
      return new ZipArchive(bytesAsSource(bytes), inflateSync);
    });
    expect(late.readFile("/tmp/a.py")).toBeNull();
    expect(late.isFolder("/tmp")).toBe(false);
    expect(opened).toBe(0);
    expect(late.readFile(`${LIBRARY_FOLDER}/a.py`)).toEqual(source);
    expect(late.readFile(`${LIBRARY_FOLDER}/p/q/r.py`)).toEqual(strToU8("r"));
    expect(opened).toBe(1);
  });

  it("shows folders", () => {
    expect(library().list("/serpent")).toEqual(["lib"]);
    expect(new StandardLibrary(open(bytes)).list(LIBRARY_FOLDER)?.sort()).toEqual(["a.py", "p", "stored.py"]);
    expect(library().list(`${LIBRARY_FOLDER}/`)?.sort()).toEqual(["__pycache__", "a.py", "p", "stored.py"]);
    expect(library().list(`${LIBRARY_FOLDER}/p`)?.sort()).toEqual(["__init__.py", "q"]);
    expect(library().list(`${LIBRARY_FOLDER}/a.py`)).toBeNull();
    expect(library().isFolder("/serpents")).toBe(false);
  });

  it("shows code as cached files", () => {
    const cache = `${LIBRARY_FOLDER}/__pycache__`;
    expect(library().list(cache)?.sort()).toEqual(["a.cpython-313.pyc", "stored.cpython-313.pyc"]);
    expect(library().readFile(`${cache}/a.cpython-313.pyc`)).toEqual(code);
    expect(library().fileSize(`${cache}/a.cpython-313.pyc`)).toBe(code.length);
    expect(library().readFile(`${cache}/stored.cpython-313.pyc`)).toBeNull();
    expect(library().fileSize(`${cache}/stored.cpython-313.pyc`)).toBeNull();
    expect(library().readFile(`${LIBRARY_FOLDER}/x__pycache__/a.cpython-313.pyc`)).toBeNull();
    expect(library().readFile(`${LIBRARY_FOLDER}/p/__pycache__/__init__.cpython-313.pyc`)).toBeNull();
  });

  it("gives code only where it was made from that source", () => {
    expect(library().code(`${LIBRARY_FOLDER}/a.py`)).toEqual(code.subarray(CODE_HEADER_BYTES));
    expect(library().code(`${LIBRARY_FOLDER}/stored.py`)).toBeNull();
    expect(library().code(`${LIBRARY_FOLDER}/p/__init__.py`)).toBeNull();
    expect(library().code("/a.py")).toBeNull();
    expect(new StandardLibrary(open(bytes)).code(`${LIBRARY_FOLDER}/a.py`)).toBeNull();
  });
});
