/**
 * The exception table of a code object: which handler covers an instruction. CPython: get_exception_handler of
 * Python/ceval.c; format in InternalDocs/exception_handling.md.
 *
 * Entries, sorted by start: four varints (start, length, target, depth << 1 | lasti) of 6 bits a byte, most significant
 * first; 64 marks "more follows", 128 the first byte of an entry.
 */
import { PyBytes_AS_STRING, PyBytes_GET_SIZE } from "./bytes";
import { PyCodeObject } from "./code";

/** What get_exception_handler found. */
@unmanaged
export class HandlerFound {
  /** Stack depth to unwind to. */
  depth: i32;
  /** 1: push the index of the raising instruction too. */
  lasti: i32;
}
export const handler_found: HandlerFound = changetype<HandlerFound>(memory.data(8, 8));

/** Where the scan is, and the number it read. */
@unmanaged
class Scan {
  at: usize;
  value: i32;
}
const scan: Scan = changetype<Scan>(memory.data(16, 8));

function parse_varint(): i32 {
  let p = scan.at;
  let byte = <i32>load<u8>(p);
  let value = byte & 63;
  while ((byte & 64) !== 0) {
    byte = <i32>load<u8>(++p);
    value = (value << 6) | (byte & 63);
  }
  scan.at = p + 1;
  return value;
}

/** Moves back to the first byte of the entry that `p` is in. */
function entry_start(p: usize): usize {
  let at = p;
  while ((load<u8>(at) & 128) === 0) at--;
  return at;
}

/** Below this many bytes the table is read from its beginning. */
const MAX_LINEAR_SEARCH: usize = 40;

/** Index of the handler for code unit `index`, details in handler_found; -1: none. */
export function get_exception_handler(code: PyCodeObject, index: i32): i32 {
  const table = code.co_exceptiontable;
  let start = PyBytes_AS_STRING(table);
  const limit = start + <usize>PyBytes_GET_SIZE(table);
  let end = limit;
  if (end - start > MAX_LINEAR_SEARCH) {
    scan.at = start;
    if (parse_varint() > index) return -1;
    // Invariant: the entry at `start` begins at or before `index`.
    while (end - start > MAX_LINEAR_SEARCH) {
      const middle = entry_start(start + ((end - start) >> 1));
      scan.at = middle;
      if (parse_varint() > index) end = middle;
      else if (middle === start) break;
      else start = middle;
    }
  }
  scan.at = start;
  while (scan.at < limit) {
    const from = parse_varint();
    if (from > index) return -1;
    const length = parse_varint();
    const target = parse_varint();
    const depth_lasti = parse_varint();
    if (index < from + length) {
      handler_found.depth = depth_lasti >> 1;
      handler_found.lasti = depth_lasti & 1;
      return target;
    }
  }
  return -1;
}

// ---- All entries ----------------------------------------------------------------------------------------------------

/** One entry while the table is walked: the units [start, start + length) are covered by the handler at `target`. */
@unmanaged
export class HandlerEntry {
  next: usize;
  limit: usize;
  start: i32;
  length: i32;
  target: i32;
  depth: i32;
  lasti: i32;
}
export const handler_entry: HandlerEntry = changetype<HandlerEntry>(memory.data(40, 8));

/** Begins a walk over the table of `code`; no other walk may be under way. */
export function first_handler(code: PyCodeObject): void {
  handler_entry.next = PyBytes_AS_STRING(code.co_exceptiontable);
  handler_entry.limit = handler_entry.next + <usize>PyBytes_GET_SIZE(code.co_exceptiontable);
}

/** Reads the next entry into handler_entry; false at the end. */
export function next_handler(): bool {
  if (handler_entry.next >= handler_entry.limit) return false;
  scan.at = handler_entry.next;
  handler_entry.start = parse_varint();
  handler_entry.length = parse_varint();
  handler_entry.target = parse_varint();
  const depth_lasti = parse_varint();
  handler_entry.depth = depth_lasti >> 1;
  handler_entry.lasti = depth_lasti & 1;
  handler_entry.next = scan.at;
  return true;
}
