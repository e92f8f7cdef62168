/** The functions of src/runtime/host-files.ts, over a HostSystem and its table of descriptors. */
import { ERRNO } from "./errno-numbers.ts";
import type { FileStatus } from "./file-system.ts";
import type { FileTable } from "./file-table.ts";
import type { MemoryTexts } from "./memory-texts.ts";
import { ProcessExit } from "./process-exit.ts";
import type { HostSystem } from "./system.ts";

const STATUS_FIELDS = [
  ...(["mode", "ino", "dev", "nlink", "uid", "gid", "size"] as const),
  ...(["atimeNs", "mtimeNs", "ctimeNs", "blksize", "blocks", "rdev"] as const),
];
const PROCESS_FACTS = ["pid", "ppid", "uid", "euid", "gid", "egid", "cpuCount"] as const;

/** Functions whose result is a text, which `take_text` delivers. */
function textImports(texts: MemoryTexts, system: HostSystem): WebAssembly.ModuleImports {
  const encoder = new TextEncoder();
  let pending = new Uint8Array(0);
  const leave = (text: string | number) => {
    if (typeof text === "number") return text;
    pending = encoder.encode(text);
    return pending.length;
  };
  const all = (items: string[] | number) =>
    leave(typeof items === "number" ? items : items.map((text) => `${text}\0`).join(""));
  return {
    path_list: (path: number, length: number) => all(system.files.list(texts.text(path, length))),
    path_read_link: (path: number, length: number) => leave(system.files.readLink(texts.text(path, length))),
    working_folder: () => leave(system.files.workingFolder()),
    environment: () => {
      const set = Object.entries(system.environment()).filter(([, value]) => value !== undefined);
      return all(set.map(([name, value]) => `${name}=${value}`));
    },
    environment_set: (name: number, nameLength: number, value: number, valueLength: number) =>
      system.setVariable(texts.text(name, nameLength), valueLength < 0 ? null : texts.text(value, valueLength)),
    system_names: () => all(system.systemNames()),
    take_text: (buffer: number) => void texts.put(buffer, pending),
  };
}

function descriptorImports(texts: MemoryTexts, table: FileTable): WebAssembly.ModuleImports {
  return {
    file_open: (path: number, length: number, flags: number, mode: number) =>
      table.open(texts.text(path, length), flags, mode),
    file_close: (fd: number) => table.close(fd),
    file_read: (fd: number, buffer: number, capacity: number) => {
      const into = new Uint8Array(capacity);
      const count = table.read(fd, into);
      if (count > 0) texts.put(buffer, into.subarray(0, count));
      return count;
    },
    file_write: (fd: number, address: number, length: number) => table.write(fd, texts.copy(address, length)),
    file_seek: (fd: number, offset: number, whence: number) => table.seek(fd, offset, whence),
    file_truncate: (fd: number, size: number) => table.truncate(fd, size),
    file_sync: (fd: number) => table.flush(fd),
    file_isatty: (fd: number) => table.isTerminal(fd),
    file_dup: (fd: number, from: number) => table.duplicate(fd, from),
    file_dup2: (fd: number, target: number) => table.duplicateTo(fd, target),
    file_flags: (fd: number) => table.flags(fd),
  };
}

export function hostFileImports(texts: MemoryTexts, system: HostSystem, table: FileTable): WebAssembly.ModuleImports {
  const { files } = system;
  const putStatus = (status: FileStatus | number, buffer: number) => {
    if (typeof status === "number") return status;
    const bytes = texts.view(buffer, STATUS_FIELDS.length * 8);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    STATUS_FIELDS.forEach((field, i) => {
      view.setBigInt64(i * 8, status[field], true);
    });
    return 0;
  };
  return {
    ...textImports(texts, system),
    ...descriptorImports(texts, table),
    file_status: (fd: number, buffer: number) => putStatus(table.status(fd), buffer),
    path_status: (path: number, length: number, follow: number, buffer: number) =>
      putStatus(files.status(texts.text(path, length), follow !== 0), buffer),
    path_make_folder: (path: number, length: number, mode: number) => files.makeFolder(texts.text(path, length), mode),
    path_remove_folder: (path: number, length: number) => files.removeFolder(texts.text(path, length)),
    path_remove: (path: number, length: number) => files.remove(texts.text(path, length)),
    path_rename: (from: number, fromLength: number, to: number, toLength: number) =>
      files.rename(texts.text(from, fromLength), texts.text(to, toLength)),
    path_link: (target: number, targetLength: number, path: number, length: number, symbolic: number) => {
      const target_ = texts.text(target, targetLength);
      const path_ = texts.text(path, length);
      return symbolic !== 0 ? files.symbolicLink(target_, path_) : files.link(target_, path_);
    },
    path_change_mode: (path: number, length: number, mode: number) => files.changeMode(texts.text(path, length), mode),
    path_set_times: (path: number, length: number, atime: number, mtime: number, follow: number) =>
      files.setTimes(texts.text(path, length), atime, mtime, follow !== 0),
    path_truncate: (path: number, length: number, size: number) => files.truncate(texts.text(path, length), size),
    path_access: (path: number, length: number, mode: number) => files.access(texts.text(path, length), mode),
    path_change_folder: (path: number, length: number) => files.changeFolder(texts.text(path, length)),
    process_fact: (which: number) => system.processFacts()[PROCESS_FACTS[which]],
    terminal_size: (fd: number) => {
      const size =
        table.isTerminal(fd) > 0 ? system.terminalSize() : table.isTerminal(fd) < 0 ? -ERRNO.EBADF : -ERRNO.ENOTTY;
      return typeof size === "number" ? size : (size.columns << 16) | size.lines;
    },
    process_exit: (status: number) => {
      throw new ProcessExit(status & 0xff);
    },
    process_umask: (mask: number) => system.umask(mask),
  };
}
