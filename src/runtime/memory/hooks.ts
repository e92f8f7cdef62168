// The one flag word that decides about the fast path of every allocation: 0 = straight to the allocator. Each bit is
// an observer or a changed allocator; see domains.ts for the order in which they act.  So that the fast path pays
// nothing at all, it does not look at the word itself but at the two limits it has to compare with anyway (HookWords).
import { page_entry, page_of } from "./page-map";
import { SMALL_REQUEST_THRESHOLD } from "./pool";

/** PYTHONMALLOC=debug, malloc_debug, pymalloc_debug: guard bytes and fills around every block. */
export const HOOK_DEBUG: u32 = 1;
/** PYTHONMALLOC=malloc, malloc_debug: the mem and obj domains go to the raw allocator as well. */
export const HOOK_MALLOC: u32 = 2;
/** Tell the host of every block and arena (trace.ts). */
export const HOOK_TRACE: u32 = 4;
/** Make a request fail, see FailState. */
export const HOOK_FAIL: u32 = 8;
/** A serial number behind every debug block (CPython: when compiled with PYMEM_DEBUG_SERIALNO). */
export const HOOK_SERIALNO: u32 = 16;
/** tracemalloc notes every block (tracemalloc-door.ts). */
export const HOOK_TRACEMALLOC: u32 = 32;

@unmanaged
class HookWords {
  /** The bits. */
  flags: u32;
  /** Requests of 1 to so many bytes take the fast path: SMALL_REQUEST_THRESHOLD, or 0 when a bit is set. */
  fast_request: u32;
  /**
   * A page map entry below this (signed) lets a free take the fast path: 0 (any arena), or the least i32 when a bit
   * is set.
   */
  fast_page: i32;
}
/** All zero until set_hooks() was called at start-up: that sends everything the slow way. */
export const hookWords: HookWords = changetype<HookWords>(memory.data(12, 4));

/** @inline */
export function hooks(): u32 {
  return hookWords.flags;
}

/** True if no hook is on and `nbytes` is a request for obmalloc: the one test on the way to a small block. @inline */
export function is_fast_request(nbytes: usize): bool {
  return nbytes - 1 < hookWords.fast_request;
}

/** True if no hook is on and `p` lies in an arena: the one test when a block is freed. @inline */
export function is_fast_free(p: usize): bool {
  return <i32>page_entry(page_of(p)) < hookWords.fast_page;
}

/**
 * Sets and clears bits of the flag word. HOOK_DEBUG, HOOK_MALLOC and HOOK_SERIALNO only before the first allocation.
 */
export function set_hooks(set: u32, clear: u32): void {
  const flags = (hooks() & ~clear) | set;
  hookWords.flags = flags;
  hookWords.fast_request = flags ? 0 : SMALL_REQUEST_THRESHOLD;
  hookWords.fast_page = flags ? i32.MIN_VALUE : 0;
}

/** The switch that makes requests fail.  CPython's counterpart: _testcapi.set_nomemory(). */
@unmanaged
export class FailState {
  /** Requests that still succeed; the one after them fails. */
  countdown: u32;
  /** 1: every request after that one fails too; 0: only that one does. */
  forever: u32;
  /** Requests made while the switch was on. */
  requests: u32;
  /** Requests that were made to fail. */
  failed: u32;
}

export const failState: FailState = changetype<FailState>(memory.data(16, 4));

/**
 * Makes request number `nth` (counted from 1, in all domains) fail; and all later ones if `forever`. 0 switches it
 * off.
 */
export function fail_nth_allocation(nth: u32, forever: u32): void {
  failState.countdown = nth - 1;
  failState.forever = forever;
  failState.requests = 0;
  failState.failed = 0;
  if (nth) set_hooks(HOOK_FAIL, 0);
  else set_hooks(0, HOOK_FAIL);
}

/** Counts a request; true if it has to fail. */
export function request_fails(): bool {
  failState.requests++;
  if (failState.countdown) {
    failState.countdown--;
    return false;
  }
  if (failState.forever === 0 && failState.failed) return false;
  failState.failed++;
  return true;
}

/** Requests that have been made since fail_nth_allocation() was called with a number. */
export function allocation_requests(): u32 {
  return failState.requests;
}

/** Requests that have been made to fail since then. */
export function failed_allocations(): u32 {
  return failState.failed;
}
