/**
 * Files and the process, as the host offers them (module name `host-files`): what posix and io stand on. Paths are UTF-8
 * with their lengths; results below zero are -errno (Linux's numbers). Flags and modes are Linux's.
 */

/** A new file descriptor. */
export declare function file_open(path: usize, length: i32, flags: i32, mode: i32): i32;
export declare function file_close(fd: i32): i32;

/** Number of bytes; reading: 0 at the end. */
export declare function file_read(fd: i32, buffer: usize, capacity: i32): i32;
export declare function file_write(fd: i32, bytes: usize, length: i32): i32;

/** The new position; `whence` 0 from the start, 1 from the position, 2 from the end. */
export declare function file_seek(fd: i32, offset: f64, whence: i32): f64;
export declare function file_truncate(fd: i32, size: f64): i32;

/** Waits until what was written is on the disk. */
export declare function file_sync(fd: i32): i32;
export declare function file_isatty(fd: i32): i32;

/** The lowest free descriptor from `from` on, for the same open file. */
export declare function file_dup(fd: i32, from: i32): i32;

/** Makes `target` mean what `fd` means: `target`. */
export declare function file_dup2(fd: i32, target: i32): i32;

/** Flags of open(). */
export declare function file_flags(fd: i32): i32;

/**
 * Fills 13 i64 at `buffer`: mode, ino, dev, nlink, uid, gid, size; access, change of contents, change of status in nanoseconds since
 * the epoch; blksize, blocks, rdev.
 */
export declare function file_status(fd: i32, buffer: usize): i32;
export declare function path_status(path: usize, length: i32, follow: i32, buffer: usize): i32;

/** Names in a folder, each with a NUL behind it: the length of the text that `take_text` delivers. */
export declare function path_list(path: usize, length: i32): i32;

/** What a symbolic link points to: as path_list. */
export declare function path_read_link(path: usize, length: i32): i32;

/** The working folder: as path_list. */
export declare function working_folder(): i32;

/** "NAME=VALUE" and a NUL for each variable: as path_list. */
export declare function environment(): i32;

/** Sets a variable of the environment; a negative `valueLength` takes it out. */
export declare function environment_set(name: usize, nameLength: i32, value: usize, valueLength: i32): void;

/** Names of system, node, release, version and machine: as path_list. */
export declare function system_names(): i32;

/** Copies what the last of the functions above with a text as its result has left. */
export declare function take_text(buffer: usize): void;

export declare function path_make_folder(path: usize, length: i32, mode: i32): i32;
export declare function path_remove_folder(path: usize, length: i32): i32;
export declare function path_remove(path: usize, length: i32): i32;
export declare function path_rename(from: usize, fromLength: i32, to: usize, toLength: i32): i32;

/** A further name `path` for the file `target`; `symbolic`: a link that says `target`. */
export declare function path_link(target: usize, targetLength: i32, path: usize, length: i32, symbolic: i32): i32;
export declare function path_change_mode(path: usize, length: i32, mode: i32): i32;

/** Seconds since the epoch. */
export declare function path_set_times(path: usize, length: i32, atime: f64, mtime: f64, follow: i32): i32;
export declare function path_truncate(path: usize, length: i32, size: f64): i32;
export declare function path_access(path: usize, length: i32, mode: i32): i32;
export declare function path_change_folder(path: usize, length: i32): i32;

/** 0 pid, 1 ppid, 2 uid, 3 euid, 4 gid, 5 egid, 6 number of processors. */
export declare function process_fact(which: i32): i32;

/** Columns << 16 | lines of a terminal. */
export declare function terminal_size(fd: i32): i32;

/** Ends the process (the runtime) at once with that exit code. Does not return. */
export declare function process_exit(status: i32): void;

/** Sets the mask of permissions; the old one. */
export declare function process_umask(mask: i32): i32;
