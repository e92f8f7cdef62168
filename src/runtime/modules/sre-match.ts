/**
 * Matching: the loop over contexts, and what needs no way back. CPython: SRE(match), SRE(at), SRE(count) of
 * Modules/_sre/sre_lib.h, once for each width T of characters. Instructions that may try twice: sre-attempts.ts.
 */
import {
  bit_of,
  char_at,
  character_op_size,
  is_ascii_word,
  is_character_op,
  is_unicode_word,
  LINE_FEED,
  matches_character,
  sre_category,
  sre_charset,
  sre_lower_ascii,
  sre_lower_unicode,
} from "./sre-characters";
import {
  SRE_AT_BEGINNING,
  SRE_AT_BEGINNING_LINE,
  SRE_AT_BEGINNING_STRING,
  SRE_AT_END,
  SRE_AT_END_LINE,
  SRE_AT_END_STRING,
  SRE_AT_LOC_NON_BOUNDARY,
  SRE_AT_NON_BOUNDARY,
  SRE_AT_UNI_BOUNDARY,
  SRE_AT_UNI_NON_BOUNDARY,
  SRE_CATEGORY_UNI_WORD,
  SRE_MAXREPEAT,
  SRE_OP_ANY,
  SRE_OP_ANY_ALL,
  SRE_OP_AT,
  SRE_OP_CATEGORY,
  SRE_OP_CHARSET,
  SRE_OP_FAILURE,
  SRE_OP_GROUPREF,
  SRE_OP_GROUPREF_EXISTS,
  SRE_OP_GROUPREF_IGNORE,
  SRE_OP_GROUPREF_LOC_IGNORE,
  SRE_OP_GROUPREF_UNI_IGNORE,
  SRE_OP_IN,
  SRE_OP_INFO,
  SRE_OP_JUMP,
  SRE_OP_LITERAL,
  SRE_OP_MARK,
  SRE_OP_NEGATE,
  SRE_OP_NOT_LITERAL,
  SRE_OP_SUCCESS,
} from "./sre-constants";
import { match_context, SRE_STATE } from "./sre-state";

/** Is there a word's edge at `ptr`? `unicode`: which characters words are of. */
function is_boundary<T>(state: SRE_STATE, ptr: usize, unicode: bool): bool {
  let before: bool = false;
  let after: bool = false;
  if (ptr > state.beginning) {
    const ch = char_at<T>(ptr - sizeof<T>());
    before = unicode ? is_unicode_word(ch) : is_ascii_word(ch);
  }
  if (ptr < state.end) {
    const ch = char_at<T>(ptr);
    after = unicode ? is_unicode_word(ch) : is_ascii_word(ch);
  }
  return before !== after;
}

/** `ptr` is at a place of that kind. */
function sre_at<T>(state: SRE_STATE, ptr: usize, at: u32): bool {
  switch (at) {
    case SRE_AT_BEGINNING:
    case SRE_AT_BEGINNING_STRING:
      return ptr === state.beginning;
    case SRE_AT_BEGINNING_LINE:
      return ptr === state.beginning || char_at<T>(ptr - sizeof<T>()) === LINE_FEED;
    case SRE_AT_END:
      return ptr === state.end || (ptr + sizeof<T>() === state.end && char_at<T>(ptr) === LINE_FEED);
    case SRE_AT_END_LINE:
      return ptr === state.end || char_at<T>(ptr) === LINE_FEED;
    case SRE_AT_END_STRING:
      return ptr === state.end;
  }
  // Where there are no characters there are neither edges nor places without.
  if (state.beginning === state.end) return false;
  const unicode = at === SRE_AT_UNI_BOUNDARY || at === SRE_AT_UNI_NON_BOUNDARY;
  const negated = at === SRE_AT_NON_BOUNDARY || at === SRE_AT_LOC_NON_BOUNDARY || at === SRE_AT_UNI_NON_BOUNDARY;
  return is_boundary<T>(state, ptr, unicode) !== negated;
}

/** How far from `ptr` on (up to `end`) characters are of a category: the end of them. */
function skip_category<T>(category: u32, ptr: usize, end: usize): usize {
  if (category === SRE_CATEGORY_UNI_WORD) {
    while (ptr < end && is_unicode_word(char_at<T>(ptr))) ptr += sizeof<T>();
  } else {
    while (ptr < end && sre_category(category, char_at<T>(ptr))) ptr += sizeof<T>();
  }
  return ptr;
}

/** How far from `ptr` on (up to `end`) characters are in a set: the end of them. */
function skip_set<T>(set: usize, ptr: usize, end: usize): usize {
  if (load<u32>(set) === SRE_OP_CATEGORY && load<u32>(set, 8) === SRE_OP_FAILURE) {
    return skip_category<T>(load<u32>(set, 4), ptr, end);
  }
  const negated = load<u32>(set) === SRE_OP_NEGATE;
  const first = negated ? set + 4 : set;
  if (load<u32>(first) !== SRE_OP_CHARSET || load<u32>(first, 36) !== SRE_OP_FAILURE) {
    while (ptr < end && sre_charset(set, char_at<T>(ptr))) ptr += sizeof<T>();
    return ptr;
  }
  const bits = first + 4;
  while (ptr < end) {
    const ch = char_at<T>(ptr);
    if ((ch < 256 && bit_of(bits, ch)) === negated) break;
    ptr += sizeof<T>();
  }
  return ptr;
}

/** How many characters, at most `maxcount`, the instruction at `pattern` takes from state.ptr on. */
export function sre_count<T>(state: SRE_STATE, pattern: usize, maxcount: u32): i32 {
  const first = state.ptr;
  let ptr = first;
  let end = state.end;
  if (maxcount !== SRE_MAXREPEAT && maxcount < <u32>((end - ptr) / sizeof<T>()))
    end = ptr + <usize>maxcount * sizeof<T>();
  const op = load<u32>(pattern);
  const ch = load<u32>(pattern, 4);
  if (op === SRE_OP_IN) ptr = skip_set<T>(pattern + 8, ptr, end);
  else if (op === SRE_OP_ANY) while (ptr < end && char_at<T>(ptr) !== LINE_FEED) ptr += sizeof<T>();
  else if (op === SRE_OP_ANY_ALL) ptr = end;
  else if (op === SRE_OP_LITERAL) while (ptr < end && char_at<T>(ptr) === ch) ptr += sizeof<T>();
  else if (op === SRE_OP_NOT_LITERAL) while (ptr < end && char_at<T>(ptr) !== ch) ptr += sizeof<T>();
  else while (ptr < end && matches_character(op, pattern + 4, char_at<T>(ptr))) ptr += sizeof<T>();
  return <i32>((ptr - first) / sizeof<T>());
}

/** Sets mark `i` to `ptr`; those between the last one and it were not met. */
function set_mark(state: SRE_STATE, i: i32, ptr: usize): void {
  if (i & 1) state.lastindex = i / 2 + 1;
  const last = state.lastmark;
  if (i > last) {
    for (let j = last + 1; j < i; j++) store<usize>(state.mark + ((<usize>j) << 3), 0);
    state.lastmark = i;
  }
  store<usize>(state.mark + ((<usize>i) << 3), ptr);
}

/** Address of the two marks of group `i` (from 0), 0 when it has not matched. */
function group_marks(state: SRE_STATE, i: u32): usize {
  if (<i32>(i << 1) >= state.lastmark) return 0;
  const marks = state.mark + ((<usize>i) << 4);
  const start = load<usize>(marks);
  const end = load<usize>(marks, 8);
  return start === 0 || end === 0 || end < start ? 0 : marks;
}

/** @inline */
function folded(op: u32, ch: u32): u32 {
  if (op === SRE_OP_GROUPREF) return ch;
  return op === SRE_OP_GROUPREF_UNI_IGNORE ? sre_lower_unicode(ch) : sre_lower_ascii(ch);
}

/** What group `i` has matched comes again at `ptr`: the end of it, else 0. */
function match_group_again<T>(state: SRE_STATE, op: u32, i: u32, ptr: usize): usize {
  const marks = group_marks(state, i);
  if (marks === 0) return 0;
  const end = state.end;
  const last = load<usize>(marks, 8);
  for (let p = load<usize>(marks); p < last; p += sizeof<T>()) {
    if (ptr >= end || folded(op, char_at<T>(ptr)) !== folded(op, char_at<T>(p))) return 0;
    ptr += sizeof<T>();
  }
  return ptr;
}

/** The end of the pattern at `ptr` is a match. */
function may_end(state: SRE_STATE, ctx: match_context, ptr: usize): bool {
  if (!ctx.toplevel) return true;
  return !((state.match_all && ptr !== state.end) || (state.must_advance && ptr === state.start));
}

/**
 * Goes on in a context as long as there is only one way. SRE_OP_SUCCESS or SRE_OP_FAILURE at its end; else the instruction that
 * makes attempts, with the context behind it.
 */
export function advance<T>(state: SRE_STATE, ctx: match_context): u32 {
  const end = state.end;
  let p = ctx.pattern;
  let ptr = ctx.ptr;
  while (true) {
    const op = load<u32>(p);
    p += 4;
    switch (op) {
      case SRE_OP_LITERAL:
        if (ptr >= end || char_at<T>(ptr) !== load<u32>(p)) return SRE_OP_FAILURE;
        p += 4;
        ptr += sizeof<T>();
        break;
      case SRE_OP_IN:
        if (ptr >= end || !sre_charset(p + 4, char_at<T>(ptr))) return SRE_OP_FAILURE;
        p += (<usize>load<u32>(p)) << 2;
        ptr += sizeof<T>();
        break;
      case SRE_OP_MARK:
        set_mark(state, <i32>load<u32>(p), ptr);
        p += 4;
        break;
      case SRE_OP_AT:
        if (!sre_at<T>(state, ptr, load<u32>(p))) return SRE_OP_FAILURE;
        p += 4;
        break;
      case SRE_OP_JUMP:
      case SRE_OP_INFO:
        p += (<usize>load<u32>(p)) << 2;
        break;
      case SRE_OP_GROUPREF:
      case SRE_OP_GROUPREF_IGNORE:
      case SRE_OP_GROUPREF_LOC_IGNORE:
      case SRE_OP_GROUPREF_UNI_IGNORE:
        ptr = match_group_again<T>(state, op, load<u32>(p), ptr);
        if (ptr === 0) return SRE_OP_FAILURE;
        p += 4;
        break;
      case SRE_OP_GROUPREF_EXISTS:
        if (group_marks(state, load<u32>(p)) === 0) p += (<usize>load<u32>(p, 4)) << 2;
        else p += 8;
        break;
      case SRE_OP_SUCCESS:
        if (!may_end(state, ctx, ptr)) return SRE_OP_FAILURE;
        state.ptr = ptr;
        return SRE_OP_SUCCESS;
      case SRE_OP_FAILURE:
        return SRE_OP_FAILURE;
      default:
        if (!is_character_op(op)) {
          ctx.pattern = p;
          ctx.ptr = ptr;
          return op;
        }
        if (ptr >= end || !matches_character(op, p, char_at<T>(ptr))) return SRE_OP_FAILURE;
        p += character_op_size(op, p);
        ptr += sizeof<T>();
    }
  }
}
