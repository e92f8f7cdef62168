/**
 * Searching: where a match may begin. CPython: SRE(search) of Modules/_sre/sre_lib.h.
 *
 *   <INFO> <skip> <flags> <min> <max> then, by the flags,
 *     PREFIX   <length> <how much of it needs no matching> prefix overlap-table
 *     CHARSET  set
 */

import { char_at, is_character_op, matches_character, sre_charset } from "./sre-characters";
import {
  SRE_AT_BEGINNING,
  SRE_AT_BEGINNING_STRING,
  SRE_INFO_CHARSET,
  SRE_INFO_LITERAL,
  SRE_INFO_PREFIX,
  SRE_OP_AT,
  SRE_OP_INFO,
} from "./sre-constants";
import { sre_match } from "./sre-contexts";
import { SRE_STATE } from "./sre-state";

/** No groups, before the next attempt. @inline */
function reset_groups(state: SRE_STATE): void {
  state.lastmark = -1;
  state.lastindex = -1;
}

/** The character does not exist in strings of characters T. @inline */
function is_too_wide<T>(ch: u32): bool {
  return sizeof<T>() < 4 && ch >> (sizeof<T>() << 3) !== 0;
}

/** Behind a prefix that was found at `start`. As sre_match. */
function match_behind_prefix<T>(state: SRE_STATE, info: usize, pattern: usize, start: usize): i32 {
  const skip = <usize>load<u32>(info, 24);
  state.start = start;
  state.ptr = start + skip * sizeof<T>();
  if (load<u32>(info, 8) & SRE_INFO_LITERAL) return 1;
  // The instructions of its literals are <LITERAL> <code>.
  return sre_match<T>(state, pattern + (skip << 3), 0);
}

function search_character<T>(state: SRE_STATE, info: usize, pattern: usize): i32 {
  const ch = load<u32>(info, 28);
  if (is_too_wide<T>(ch)) return 0;
  const end = state.end;
  let ptr = state.start;
  state.must_advance = 0;
  while (ptr < end) {
    while (char_at<T>(ptr) !== ch) {
      ptr += sizeof<T>();
      if (ptr >= end) return 0;
    }
    const status = match_behind_prefix<T>(state, info, pattern, ptr);
    if (status !== 0) return status;
    ptr += sizeof<T>();
    reset_groups(state);
  }
  return 0;
}

/** By the table of overlaps: what is known of the characters that were seen. */
function search_prefix<T>(state: SRE_STATE, info: usize, pattern: usize): i32 {
  const length = load<u32>(info, 20);
  const prefix = info + 28;
  const overlap = prefix + ((<usize>length) << 2) - 4;
  const end = state.end;
  let ptr = state.start;
  if (length > <u32>((end - ptr) / sizeof<T>())) return 0;
  for (let i: u32 = 0; i < length; i++) if (is_too_wide<T>(load<u32>(prefix + ((<usize>i) << 2)))) return 0;
  let matched: u32 = 0;
  while (ptr < end) {
    const ch = char_at<T>(ptr);
    while (matched > 0 && ch !== load<u32>(prefix + ((<usize>matched) << 2))) {
      matched = load<u32>(overlap + ((<usize>matched) << 2));
    }
    if (ch === load<u32>(prefix + ((<usize>matched) << 2))) matched++;
    ptr += sizeof<T>();
    if (matched < length) continue;
    state.must_advance = 0;
    const status = match_behind_prefix<T>(state, info, pattern, ptr - <usize>length * sizeof<T>());
    if (status !== 0) return status;
    reset_groups(state);
    matched = load<u32>(overlap + ((<usize>matched) << 2));
  }
  return 0;
}

function search_set<T>(state: SRE_STATE, set: usize, pattern: usize): i32 {
  const end = state.end;
  let ptr = state.start;
  state.must_advance = 0;
  while (true) {
    while (ptr < end && !sre_charset(set, char_at<T>(ptr))) ptr += sizeof<T>();
    if (ptr >= end) return 0;
    state.start = ptr;
    state.ptr = ptr;
    const status = sre_match<T>(state, pattern, 0);
    if (status !== 0) return status;
    ptr += sizeof<T>();
    reset_groups(state);
  }
}

/** The pattern can match at the beginning of the string only. */
function is_anchored(pattern: usize): bool {
  if (load<u32>(pattern) !== SRE_OP_AT) return false;
  const at = load<u32>(pattern, 4);
  return at === SRE_AT_BEGINNING || at === SRE_AT_BEGINNING_STRING;
}

/** At every place up to `end`. */
function search_everywhere<T>(state: SRE_STATE, pattern: usize, end: usize): i32 {
  let ptr = state.start;
  state.ptr = ptr;
  let status = sre_match<T>(state, pattern, 1);
  state.must_advance = 0;
  if (status === 0 && is_anchored(pattern)) {
    state.start = end;
    state.ptr = end;
    return 0;
  }
  const first = load<u32>(pattern);
  const by_first = is_character_op(first);
  while (status === 0 && ptr < end) {
    ptr += sizeof<T>();
    // Where the first character does not fit, nothing is tried.
    if (by_first && (ptr >= state.end || !matches_character(first, pattern + 4, char_at<T>(ptr)))) continue;
    reset_groups(state);
    state.start = ptr;
    state.ptr = ptr;
    status = sre_match<T>(state, pattern, 0);
  }
  return status;
}

/** Finds the first match from state.start on: 1 with state.start and state.ptr around it, 0, or an error below 0. */
export function sre_search<T>(state: SRE_STATE, pattern: usize): i32 {
  let end = state.end;
  if (state.start > end) return 0;
  if (load<u32>(pattern) !== SRE_OP_INFO) return search_everywhere<T>(state, pattern, end);
  const info = pattern;
  const flags = load<u32>(info, 8);
  const least = load<u32>(info, 12);
  const length = <u32>((end - state.start) / sizeof<T>());
  if (least > length) return 0;
  // Nearer to the end there is too little left; one character at least, for the searches.
  if (least > 1) end -= <usize>(least - 1) * sizeof<T>();
  pattern += 4 + ((<usize>load<u32>(info, 4)) << 2);
  if (flags & SRE_INFO_PREFIX) {
    const prefix = load<u32>(info, 20);
    if (prefix === 1) return search_character<T>(state, info, pattern);
    if (prefix > 1) return search_prefix<T>(state, info, pattern);
  } else if (flags & SRE_INFO_CHARSET) return search_set<T>(state, info + 20, pattern);
  return search_everywhere<T>(state, pattern, end);
}
