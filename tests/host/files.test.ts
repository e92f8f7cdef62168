/** Files as programs see them: the tree in memory, the machine's, the library's, and the table of descriptors over them. */
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { inflateSync, strToU8, zipSync } from "fflate/browser";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ERRNO } from "../../src/host/errno-numbers.ts";
import {
  type FileStatus,
  type FileSystem,
  O_APPEND,
  O_CREAT,
  O_EXCL,
  O_RDWR,
  O_TRUNC,
  O_WRONLY,
  S_IFDIR,
  S_IFMT,
  S_IFREG,
} from "../../src/host/file-system.ts";
import { FileTable } from "../../src/host/file-table.ts";
import { LibraryFiles } from "../../src/host/library-files.ts";
import { MemoryFiles } from "../../src/host/memory-files.ts";
import { MemorySystem } from "../../src/host/memory-system.ts";
import { NodeFiles } from "../../src/host/node-files.ts";
import { LIBRARY_FOLDER, StandardLibrary } from "../../src/host/standard-library.ts";
import { bytesAsSource, ZipArchive } from "../../src/host/zip-archive.ts";

const O_RDONLY = 0;
const folder = mkdtempSync(path.join(os.tmpdir(), "serpent-files-"));
afterAll(() => rmSync(folder, { recursive: true }));

function kindOf(status: FileStatus | number): number {
  if (typeof status === "number") throw new Error(`errno ${-status}`);
  return Number(status.mode) & S_IFMT;
}

/** A table of descriptors over a file system. */
function tableOver(files: FileSystem): FileTable {
  const system = new MemorySystem({}, files);
  return new FileTable(system);
}

const kinds: [string, () => FileSystem, string][] = [
  ["in memory", () => new MemoryFiles(), "/work"],
  ["of the machine", () => new NodeFiles(), folder],
];

describe.each(kinds)("files %s", (_name, make, root) => {
  let files: FileSystem;
  let table: FileTable;
  const at = (name: string) => `${root}/${name}`;
  const write = (name: string, text: string, flags = O_WRONLY | O_CREAT | O_TRUNC) => {
    const fd = table.open(at(name), flags, 0o644);
    expect(table.write(fd, strToU8(text))).toBe(text.length);
    expect(table.close(fd)).toBe(0);
  };
  const read = (name: string) => new TextDecoder().decode(files.readFile(at(name)) ?? strToU8("(none)"));

  beforeAll(() => {
    files = make();
    table = tableOver(files);
    files.makeFolder(root, 0o755);
  });

  it("are written, appended to, truncated, read from any place", () => {
    write("a", "hello");
    write("a", " you", O_WRONLY | O_APPEND);
    expect(read("a")).toBe("hello you");
    const fd = table.open(at("a"), O_RDWR, 0);
    expect(fd).toBe(3);
    expect(table.seek(fd, -3, 2)).toBe(6);
    const into = new Uint8Array(10);
    expect(table.read(fd, into)).toBe(3);
    expect(into.subarray(0, 3)).toEqual(strToU8("you"));
    expect(table.read(fd, into)).toBe(0);
    expect(table.seek(fd, 0, 0)).toBe(0);
    expect(table.write(fd, strToU8("J"))).toBe(1);
    expect(table.seek(fd, 0, 1)).toBe(1);
    expect(table.truncate(fd, 5)).toBe(0);
    expect(table.seek(fd, -1, 0)).toBe(-ERRNO.EINVAL);
    expect(table.close(fd)).toBe(0);
    expect(table.close(fd)).toBe(-ERRNO.EBADF);
    expect(read("a")).toBe("Jello");
  });

  it("share a position between duplicated descriptors", () => {
    write("b", "0123456789");
    const fd = table.open(at("b"), O_RDONLY, 0);
    const other = table.duplicate(fd, 10);
    expect(other).toBe(10);
    table.read(fd, new Uint8Array(4));
    expect(table.seek(other, 0, 1)).toBe(4);
    expect(table.write(other, strToU8("x"))).toBe(-ERRNO.EBADF);
    expect(table.duplicateTo(fd, 20)).toBe(20);
    for (const each of [fd, other, 20]) expect(table.close(each)).toBe(0);
  });

  it("fail with Linux's numbers", () => {
    write("c", "c");
    expect(table.open(at("none"), O_RDONLY, 0)).toBe(-ERRNO.ENOENT);
    expect(table.open(at("c/d"), O_RDONLY, 0)).toBe(-ERRNO.ENOTDIR);
    expect(table.open(at("c"), O_WRONLY | O_CREAT | O_EXCL, 0o600)).toBe(-ERRNO.EEXIST);
    expect(table.open(root, O_WRONLY, 0)).toBe(-ERRNO.EISDIR);
    expect(files.list(at("c"))).toBe(-ERRNO.ENOTDIR);
    expect(files.makeFolder(at("c"), 0o755)).toBe(-ERRNO.EEXIST);
    expect(files.removeFolder(at("c"))).toBe(-ERRNO.ENOTDIR);
    expect(files.remove(at("none"))).toBe(-ERRNO.ENOENT);
    expect(files.rename(at("none"), at("x"))).toBe(-ERRNO.ENOENT);
    expect(files.access(at("none"), 0)).toBe(-ERRNO.ENOENT);
    expect(files.readLink(at("c"))).toBe(-ERRNO.EINVAL);
    expect(files.readFile(at("none"))).toBeNull();
    expect(files.readFile(root)).toBeNull();
  });

  it("live in folders", () => {
    expect(files.makeFolder(at("sub"), 0o755)).toBe(0);
    write("sub/e", "e");
    expect(files.removeFolder(at("sub"))).toBe(-ERRNO.ENOTEMPTY);
    expect(files.list(at("sub"))).toEqual(["e"]);
    expect(kindOf(files.status(at("sub"), true))).toBe(S_IFDIR);
    expect(kindOf(files.status(at("sub/e"), false))).toBe(S_IFREG);
    expect(files.isFolder(at("sub"))).toBe(true);
    expect(files.isFolder(at("sub/e"))).toBe(false);
    expect(files.isFolder(at("sub/e/f"))).toBe(false);
    expect(files.link(at("sub/e"), at("sub/f"))).toBe(0);
    expect((files.status(at("sub/e"), true) as FileStatus).nlink).toBe(2n);
    expect(files.rename(at("sub/e"), at("sub/f2"))).toBe(0);
    expect(files.remove(at("sub/f"))).toBe(0);
    expect(read("sub/f2")).toBe("e");
    expect(files.remove(at("sub/f2"))).toBe(0);
    expect(files.removeFolder(at("sub"))).toBe(0);
    expect(files.isFolder(at("sub"))).toBe(false);
  });

  it("have modes and times", () => {
    write("g", "g");
    expect(files.changeMode(at("g"), 0o640)).toBe(0);
    expect(files.setTimes(at("g"), 1000, 2000.5, true)).toBe(0);
    const status = files.status(at("g"), true) as FileStatus;
    expect(Number(status.mode) & 0o777).toBe(0o640);
    expect(status.mtimeNs).toBe(2000_500_000_000n);
    expect(status.size).toBe(1n);
  });
});

describe("files in memory", () => {
  it("have a working folder of their own", () => {
    const files = new MemoryFiles({ "/a/b/c.txt": "c", "d.txt": "d" });
    expect(files.workingFolder()).toBe("/");
    expect(files.changeFolder("a")).toBe(0);
    expect(files.changeFolder("b/../b/.")).toBe(0);
    expect(files.workingFolder()).toBe("/a/b");
    expect(new TextDecoder().decode(files.readFile("c.txt") ?? undefined)).toBe("c");
    expect(files.isFolder("..")).toBe(true);
    expect(files.changeFolder("c.txt")).toBe(-ERRNO.ENOTDIR);
    expect(files.rename("/a", "/a/b/x")).toBe(-ERRNO.EINVAL);
  });
});

describe("the files of the library", () => {
  const archive = zipSync({ "os.py": strToU8("import abc"), "json/__init__.py": strToU8("") });
  const library = new StandardLibrary(() => new ZipArchive(bytesAsSource(archive), inflateSync));
  const files = new LibraryFiles(library, new MemoryFiles({ "/tmp/x": "x" }));

  it("can be read like others, and not be changed", () => {
    const table = tableOver(files);
    const name = `${LIBRARY_FOLDER}/os.py`;
    const fd = table.open(`${LIBRARY_FOLDER}//json/../os.py`, O_RDONLY, 0);
    const into = new Uint8Array(20);
    expect(table.read(fd, into)).toBe(10);
    expect(table.close(fd)).toBe(0);
    expect((files.status(name) as FileStatus).size).toBe(10n);
    expect(files.list(LIBRARY_FOLDER)).toEqual(["os.py", "json"]);
    expect(table.open(name, O_WRONLY, 0)).toBe(-ERRNO.EROFS);
    expect(files.remove(name)).toBe(-ERRNO.EROFS);
    expect(files.makeFolder("/serpent/x", 0o755)).toBe(-ERRNO.EROFS);
    expect(files.access(name, 4)).toBe(0);
    expect(files.access(name, 2)).toBe(-ERRNO.EROFS);
    expect(files.status("/serpent/none")).toBe(-ERRNO.ENOENT);
  });

  it("lie over those of the machine", () => {
    expect(files.readFile("/tmp/x")).toEqual(strToU8("x"));
    expect(files.readFile("/serpentine")).toBeNull();
    expect(files.makeFolder("/serpents", 0o755)).toBe(0);
  });
});
