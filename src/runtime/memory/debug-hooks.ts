// The debug hooks of PYTHONMALLOC=debug: guard bytes and fills around every block, checked when it is freed or resized.
// CPython's counterpart: _PyMem_DebugRawAlloc and its family.  S = 8, the size of CPython's size_t.
//
//   p - 16  bytes asked for, 8 bytes, most significant first (to be read in a dump)
//   p -  8  API id: 'r', 'm' or 'o', the domain that made the block
//   p -  7  7 x FORBIDDENBYTE 0xFD
//   p       the block, filled with CLEANBYTE 0xCD when new (not by calloc), with DEADBYTE 0xDD when freed
//   p +  n  8 x FORBIDDENBYTE
//   p + n + 8   serial number of the call that made it, 8 bytes; only with HOOK_SERIALNO (CPython: PYMEM_DEBUG_SERIALNO,
//               which its releases, 3.13 among them, are built without)
import { fatal_error } from "../host";
import { plain_calloc, plain_free, plain_malloc, plain_realloc } from "./domains";
import { HOOK_SERIALNO, HOOK_TRACEMALLOC, hooks } from "./hooks";
import { literal_length, put, put_byte, put_decimal, put_hex, report_begin, report_flush } from "./report-text";
import { door_dump } from "./tracemalloc-door";

const SST: u32 = 8;
const PYMEM_CLEANBYTE: u8 = 0xcd;
const PYMEM_DEADBYTE: u8 = 0xdd;
const PYMEM_FORBIDDENBYTE: u32 = 0xfd;
const FORBIDDEN_WORD: u64 = ((<u64>0xfdfdfdfd) << 32) | 0xfdfdfdfd;
const PY_SSIZE_T_MAX: u32 = 0x7fffffff;
/** Bytes at both ends of a block that a realloc marks dead for as long as it works. */
const ERASED_SIZE: u32 = 64;

/**
 * What a realloc keeps of the erased ends: one place for the raw domain, one for the others, whose realloc may call
 * raw's.
 */
const SAVED: usize = memory.data(256, 8);

/** @inline */
function saved(domain: u32): usize {
  return domain === 0 ? SAVED : SAVED + 2 * ERASED_SIZE;
}

const SERIALNO: usize = memory.data(8, 8);

/** Calls to debug malloc and realloc so far. */
export function debug_serialno(): u64 {
  return load<u64>(SERIALNO);
}

/** Bytes that a debug block is longer than was asked for. @inline */
function extra_bytes(): u32 {
  return hooks() & HOOK_SERIALNO ? 4 * SST : 3 * SST;
}

/** The letter of a domain. */
function api_id(domain: u32): u32 {
  return domain === 0 ? 0x72 : domain === 1 ? 0x6d : 0x6f;
}

/** Big-endian size at `p`. @inline */
function read_size_t(p: usize): u64 {
  return bswap<u64>(load<u64>(p));
}

/** @inline */
function write_size_t(p: usize, n: u64): void {
  store<u64>(p, bswap<u64>(n));
}

/** Writes everything around a block of `nbytes` whose debug head is at `head`; returns the block. */
function decorate(head: usize, domain: u32, nbytes: u32, serialno: u64): usize {
  write_size_t(head, nbytes);
  store<u64>(head + SST, (FORBIDDEN_WORD & ~(<u64>0xff)) | <u64>api_id(domain));
  const tail = head + 2 * SST + nbytes;
  store<u64>(tail, FORBIDDEN_WORD);
  if (hooks() & HOOK_SERIALNO) write_size_t(tail + SST, serialno);
  return head + 2 * SST;
}

function bumpserialno(): u64 {
  const serialno = debug_serialno() + 1;
  store<u64>(SERIALNO, serialno);
  return serialno;
}

/** Returns a guarded block of `nbytes` bytes, or 0 when out of memory. */
export function debug_alloc(domain: u32, zeroed: bool, nbytes: usize): usize {
  if (nbytes > PY_SSIZE_T_MAX - extra_bytes()) return 0;
  const total = nbytes + extra_bytes();
  const head = zeroed ? plain_calloc(domain, total) : plain_malloc(domain, total);
  if (head === 0) return 0;
  const p = decorate(head, domain, nbytes, bumpserialno());
  if (!zeroed) memory.fill(p, PYMEM_CLEANBYTE, nbytes);
  return p;
}

/** Checks the block at `p`, fills it with dead bytes and releases it (nothing happens for 0). */
export function debug_free(domain: u32, p: usize): void {
  if (p === 0) return;
  check_address("_PyMem_DebugRawFree", domain, p);
  const head = p - 2 * SST;
  memory.fill(head, PYMEM_DEADBYTE, <usize>read_size_t(head) + extra_bytes());
  plain_free(domain, head);
}

/** Marks head, tail and the first and last ERASED_SIZE bytes of a block as dead; `save` gets what was there. */
function erase_ends(save: usize, p: usize, nbytes: u32): void {
  const tail = p + nbytes;
  if (nbytes <= 2 * ERASED_SIZE) {
    memory.copy(save, p, nbytes);
    memory.fill(p - 2 * SST, PYMEM_DEADBYTE, nbytes + extra_bytes());
    return;
  }
  memory.copy(save, p, ERASED_SIZE);
  memory.fill(p - 2 * SST, PYMEM_DEADBYTE, ERASED_SIZE + 2 * SST);
  memory.copy(save + ERASED_SIZE, tail - ERASED_SIZE, ERASED_SIZE);
  memory.fill(tail - ERASED_SIZE, PYMEM_DEADBYTE, ERASED_SIZE + extra_bytes() - 2 * SST);
}

/** Puts back what erase_ends() took from a block that had `old` bytes and now has `nbytes`. */
function restore_ends(save: usize, p: usize, old: u32, nbytes: u32): void {
  if (old <= 2 * ERASED_SIZE) {
    memory.copy(p, save, min(old, nbytes));
    return;
  }
  memory.copy(p, save, min(nbytes, ERASED_SIZE));
  const end = old - ERASED_SIZE;
  if (nbytes > end) memory.copy(p + end, save + ERASED_SIZE, min(nbytes - end, ERASED_SIZE));
}

/** Checks the block at `p` and gives it a new size; returns it, or 0 when out of memory (then it is as it was). */
export function debug_realloc(domain: u32, p: usize, nbytes: usize): usize {
  if (p === 0) return debug_alloc(domain, false, nbytes);
  check_address("_PyMem_DebugRawRealloc", domain, p);
  if (nbytes > PY_SSIZE_T_MAX - extra_bytes()) return 0;
  const oldHead = p - 2 * SST;
  const old = <u32>read_size_t(oldHead);
  const oldSerialno = read_size_t(p + old + SST);
  const save = saved(domain);
  erase_ends(save, p, old);
  const head = plain_realloc(domain, oldHead, nbytes + extra_bytes());
  if (head === 0) {
    decorate(oldHead, domain, old, oldSerialno);
    restore_ends(save, p, old, old);
    return 0;
  }
  const q = decorate(head, domain, nbytes, bumpserialno());
  restore_ends(save, q, old, nbytes);
  if (nbytes > old) memory.fill(q + old, PYMEM_CLEANBYTE, nbytes - old);
  return q;
}

/** True if `count` bytes from `p` on are in memory. */
function is_readable(p: u64, count: u64): bool {
  return p + count >= p && p + count <= (<u64>memory.size()) << 16;
}

/** 0 if the guards of block `p` of `domain` are whole; else 1 bad id, 2 bad leading, 3 bad trailing pad byte. */
export function debug_block_fault(domain: u32, p: usize): i32 {
  if (<u32>load<u8>(p - SST) !== api_id(domain)) return 1;
  if (load<u64>(p - SST) >> 8 !== FORBIDDEN_WORD >> 8) return 2;
  const tail = <u64>p + read_size_t(p - 2 * SST);
  return is_readable(tail, SST) && load<u64>(<usize>tail) === FORBIDDEN_WORD ? 0 : 3;
}

/** Ends the process with a report if the guards of block `p` are not as `domain` made them. */
function check_address(func: string, domain: u32, p: usize): void {
  const fault = debug_block_fault(domain, p);
  if (fault === 0) return;
  _PyObject_DebugDumpAddress(p);
  fatal_begin(func);
  if (fault === 1) {
    fatal_put("bad ID: Allocated using API '");
    fatal_byte(load<u8>(p - SST));
    fatal_put("', verified using API '");
    fatal_byte(api_id(domain));
    fatal_put("'");
  } else fatal_put(fault === 2 ? "bad leading pad byte" : "bad trailing pad byte");
  fatal_error(FATAL_TEXT, load<u32>(FATAL_USED));
  unreachable();
}

/** Checks the block at `p` on behalf of `func`; for the collector and for tests. */
export function _PyMem_DebugCheckAddress(domain: u32, p: usize): void {
  check_address("_PyMem_DebugCheckAddress", domain, p);
}

const FATAL_TEXT: usize = memory.data(160, 8);
const FATAL_USED: usize = memory.data(4, 4);

function fatal_byte(byte: u32): void {
  store<u8>(FATAL_TEXT + load<u32>(FATAL_USED), byte);
  store<u32>(FATAL_USED, load<u32>(FATAL_USED) + 1);
}

function fatal_put(s: string): void {
  const length = literal_length(s);
  for (let i: u32 = 0; i < length; i++) fatal_byte(load<u16>(changetype<usize>(s) + (i << 1)));
}

function fatal_begin(func: string): void {
  store<u32>(FATAL_USED, 0);
  fatal_put(func);
  fatal_put(": ");
}

/** A line per guard byte: where it is, what is there, and whether it was overwritten. */
function dump_pad(where: string, p: usize, first: i32, count: i32, step: i32): void {
  for (let i = first, n = 0; n < count; n++, i += step) {
    const byte = load<u8>(p + n);
    put("        at ");
    put(where);
    put_decimal(i, 0, false);
    put(": 0x");
    put_hex(byte, 2);
    if (<u32>byte !== PYMEM_FORBIDDENBYTE) put(" *** OUCH");
    put("\n");
  }
}

function put_not_all_forbidden(): void {
  put("not all FORBIDDENBYTE (0x");
  put_hex(PYMEM_FORBIDDENBYTE, 2);
  put("):\n");
}

/** Up to 8 bytes from the beginning of the data and up to 8 from its end. */
function dump_data(p: usize, tail: usize): void {
  put("    Data at p:");
  let q = p;
  for (; q < tail && q < p + 8; q++) put_data_byte(q);
  if (tail - q > 8) {
    put(" ...");
    q = tail - 8;
  }
  for (; q < tail; q++) put_data_byte(q);
  put("\n");
}

function put_data_byte(q: usize): void {
  put(" ");
  put_hex(load<u8>(q), 2);
}

/** Tells on stderr what is known about the debug block at `p`, in CPython's words. */
export function _PyObject_DebugDumpAddress(p: usize): void {
  report_begin(2);
  put("Debug memory block at address p=0x");
  put_hex(p, 1);
  put(": API '");
  put_byte(load<u8>(p - SST));
  put("'\n    ");
  const nbytes = read_size_t(p - 2 * SST);
  put_decimal(nbytes, 0, false);
  put(" bytes originally requested\n    The 7 pad bytes at p-7 are ");
  if (load<u64>(p - SST) >> 8 === FORBIDDEN_WORD >> 8) put("FORBIDDENBYTE, as expected.\n");
  else {
    put_not_all_forbidden();
    dump_pad("p-", p - 7, 7, 7, -1);
    put("    Because memory is corrupted at the start, the count of bytes requested\n");
    put("       may be bogus, and checking the trailing pad bytes may segfault.\n");
  }
  dump_tail(p, nbytes);
  put("\n");
  if (hooks() & HOOK_TRACEMALLOC) door_dump(p);
  else put("Enable tracemalloc to get the memory block allocation traceback\n\n");
  report_flush();
}

/** The part of the dump that believes the block's size. */
function dump_tail(p: usize, nbytes: u64): void {
  const tail = <u64>p + nbytes;
  put("    The 8 pad bytes at tail=0x");
  put_hex(tail, 1);
  put(" are ");
  if (!is_readable(tail, 4 * SST)) {
    put("outside of the memory.\n"); // NOT CPYTHON: it reads there, and crashes
    return;
  }
  if (load<u64>(<usize>tail) === FORBIDDEN_WORD) put("FORBIDDENBYTE, as expected.\n");
  else {
    put_not_all_forbidden();
    dump_pad("tail+", <usize>tail, 0, 8, 1);
  }
  if (hooks() & HOOK_SERIALNO) {
    put("    The block was made by call #");
    put_decimal(read_size_t(<usize>tail + SST), 0, false);
    put(" to debug malloc/realloc.\n");
  }
  if (nbytes) dump_data(p, <usize>tail);
}
