/**
 * What the runtime asks of its host (module name `host`). Declared functions only; nothing here is on a hot path.
 * Addresses and lengths are in bytes. A host function never calls back into the module unless its comment says so.
 */

/** Ends the runtime: prints the UTF-8 text and traps. Does not return. */
export declare function fatal_error(text: usize, length: i32): void;

/**
 * 1 where `bytes` of the engine's stack are still free, 0 where it would end. Tries it: calls stack_probe of the module, which
 * changes nothing.
 */
export declare function stack_room(bytes: i32): i32;

/** Debug builds: a reference was given back to an object that has none left. Does not return. */
export declare function fatal_refcount(object: usize): void;

/** Writes bytes to file descriptor `fd`; returns the number written, or -errno. */
export declare function write(fd: i32, bytes: usize, length: i32): i32;

/** Shortest repr digits of `value` as JavaScript's String(value), ASCII, to `buffer` (at least 32 bytes); returns the length. */
export declare function float_repr(value: f64, buffer: usize): i32;

/** Nearest double of `length` ASCII characters that match a Python float literal without underscores. */
export declare function float_parse(text: usize, length: i32): f64;

/** Digits of `value` as toFixed(precision 0..100) ('f'), toExponential(precision) ('e'); returns the length. */
export declare function float_format(value: f64, format: i32, precision: i32, buffer: usize, capacity: i32): i32;

/** Seconds since the epoch (`clock` 0) or since an arbitrary start (1: monotonic), CPU time (2). */
export declare function clock(which: i32): f64;

/** Waits. */
export declare function sleep(seconds: f64): void;

/**
 * Local time at a moment: seconds ahead of UTC (i32), 1 during summer time (i32), then the abbreviation in ASCII, which is not
 * terminated; to `buffer`. Returns the length of the abbreviation.
 */
export declare function zone_at(epochSeconds: f64, buffer: usize, capacity: i32): i32;

/** The zone is to be found anew, from TZ. */
export declare function zone_reload(): void;

/** Fills `length` bytes with random data. */
export declare function random_bytes(buffer: usize, length: i32): void;

/** 1 when `fd` is a terminal. */
export declare function isatty(fd: i32): i32;

/**
 * Compiles source text; the host's compiler is src/compiler. `mode` 256 single, 257 exec, 258 eval, 345 func_type; `optimize` 0..2;
 * `depth`: native levels that are in use, of Py_C_RECURSION_LIMIT; `feature_version` the minor version of Python whose syntax a tree may have, -1 for any;
 * `max_str_digits`: sys.get_int_max_str_digits().
 * Returns the length of a marshal record, which `take_bytes` then delivers:
 *   (code, ((message, lineno, offset, text, end_lineno, end_offset), ...))  the code object and the warnings, or
 *   (bytes, warnings)                                             with PyCF_ONLY_AST: a tree record (src/compiler/tree-record.ts), or
 *   (exception name, message, None or (filename, lineno, offset, text, end_lineno, end_offset), warnings), or
 *   (UnicodeEncodeError or -DecodeError, None, its arguments, warnings)
 */
export declare function compile_source(
  text: usize,
  length: i32,
  filename: usize,
  filenameLength: i32,
  mode: i32,
  flags: i32,
  optimize: i32,
  depth: i32,
  feature_version: i32,
  max_str_digits: i32,
): i32;

/** The same for a tree record, which is `length` bytes at `record`. Without PyCF_ONLY_AST its code, else the tree once more. */
export declare function compile_tree(
  record: usize,
  length: i32,
  filename: usize,
  filenameLength: i32,
  flags: i32,
  optimize: i32,
  depth: i32,
): i32;

/**
 * Opens a tokenizer for a program that reads lines itself: its number. `keepsAll`: comments and all line ends are tokens.
 * `tokenizer_feed` gives it the next line (`length` -1: there is none), `tokenizer_resume` goes on behind an error; both return the
 * length of a marshal record for `take_bytes`:
 *   (((type, string, lineno, column, end lineno, end column, number of its line), ...), (line, ...), (warning as above, ...),
 *    None or (exception name, message, None or the second argument of SyntaxError, lineno, offset))
 */
export declare function tokenizer_open(keepsAll: i32): i32;
export declare function tokenizer_feed(tokenizer: i32, text: usize, length: i32): i32;
export declare function tokenizer_resume(tokenizer: i32): i32;
export declare function tokenizer_close(tokenizer: i32): void;

/** Copies what the last host function with a length as its result has left (compile_source, source_line). */
export declare function take_bytes(buffer: usize): void;

/**
 * Looks for module `name` (its last part) in folder `folder`: 0 none, 1 a source file, 2 a package with an `__init__`, 3 a folder
 * without one (namespace package). For 1 and 2 `module_path_length` and `module_source_length` tell the sizes of what
 * `take_module_path` and `take_module_source` deliver; for 3 there is no source. With `wantCode` the host may have marshalled code
 * instead (`module_code_length` is not 0 then, and there is no source): code compiled without -O.
 */
export declare function find_module(folder: usize, folderLength: i32, name: usize, nameLength: i32, wantCode: i32): i32;
export declare function module_path_length(): i32;
export declare function take_module_path(buffer: usize): void;
export declare function module_source_length(): i32;
export declare function take_module_source(buffer: usize): void;
export declare function module_code_length(): i32;
export declare function take_module_code(buffer: usize): void;

/**
 * Line `lineno` (from 1) of the source file of that name, without its end: its length in UTF-8, which `take_bytes` then delivers;
 * -1 when there is no such file or line.
 */
export declare function source_line(filename: usize, filenameLength: i32, lineno: i32): i32;

/**
 * What a traceback shows under an entry: the lines of code from `lineno` to `endLineno`, with carets under bytes [column, endColumn)
 * (-1: unknown, no carets), indented by four blanks. Returns the length of UTF-8 text, which `take_bytes` then delivers: those lines,
 * then, each behind a NUL, line and message of what the parser warned of; -1 when there is no source of that name.
 */
export declare function source_excerpt(
  filename: usize,
  filenameLength: i32,
  lineno: i32,
  endLineno: i32,
  column: i32,
  endColumn: i32,
): i32;

/**
 * The name of a character, ASCII, to `buffer`: its length, 0 when it has none (or it does not fit), -1 when the host has no table of
 * names.
 */
export declare function unicode_name(character: u32, buffer: usize, capacity: i32): i32;

/**
 * The characters (u32) of the name `text`, to `buffer`: how many there are (1, several for a named sequence, at most 20), 0 for an
 * unknown name, -1 when the host has no table of names.
 */
export declare function unicode_lookup(text: usize, length: i32, buffer: usize): i32;
