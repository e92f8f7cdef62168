/**
 * Matching: instructions that make attempts, how they begin and what they do with an attempt's result. CPython: the cases of
 * SRE(match) in Modules/_sre/sre_lib.h that DO_JUMP.
 *
 * Each function gets the position of its context and returns what follows: FAILED, SUCCEEDED, CALL, CONTINUE or an error.
 * An instruction's arguments are at ctx.pattern: codes of 4 bytes, the first mostly the distance to its end.
 */
import { PyObject_Free, PyObject_Malloc } from "../memory/domains";
import { char_at, sre_charset } from "./sre-characters";
import {
  SRE_ERROR_MEMORY,
  SRE_ERROR_STATE,
  SRE_MAXREPEAT,
  SRE_OP_IN,
  SRE_OP_LITERAL,
  SRE_OP_SUCCESS,
} from "./sre-constants";
import { sre_count } from "./sre-match";
import {
  attempt,
  CALL,
  CONTINUE,
  context_at,
  FAILED,
  JUMP_ASSERT,
  JUMP_ASSERT_NOT,
  JUMP_ATOMIC_GROUP,
  JUMP_BRANCH,
  JUMP_MAX_UNTIL_1,
  JUMP_MAX_UNTIL_2,
  JUMP_MAX_UNTIL_3,
  JUMP_MIN_REPEAT_ONE,
  JUMP_MIN_UNTIL_1,
  JUMP_MIN_UNTIL_2,
  JUMP_MIN_UNTIL_3,
  JUMP_POSS_REPEAT_1,
  JUMP_POSS_REPEAT_2,
  JUMP_REPEAT,
  JUMP_REPEAT_ONE,
  mark_pop,
  mark_pop_discard,
  mark_pop_keep,
  mark_push,
  match_context,
  pop_word,
  push_context,
  push_word,
  restore_lastmark,
  SRE_REPEAT,
  SRE_STATE,
  SUCCEEDED,
  save_lastmark,
} from "./sre-state";

/** The address `codes` codes behind `p`. @inline */
export function behind(p: usize, codes: u32): usize {
  return p + ((<usize>codes) << 2);
}

/** One more than `count` items are allowed by the maximum of the repeat at `p`. @inline */
function may_repeat(count: i64, p: usize): bool {
  const most = load<u32>(p, 8);
  return most === SRE_MAXREPEAT || count < <i64>most;
}

/** Notes the marks, and keeps them on the stack while a repeat is under way. False without memory. */
export function keep_marks(state: SRE_STATE, pos: i32): bool {
  const ctx = context_at(state, pos);
  save_lastmark(state, ctx);
  return state.repeat ? mark_push(state, ctx.lastmark) : true;
}

/** Drops the marks of keep_marks. */
function drop_marks(state: SRE_STATE, ctx: match_context): void {
  if (state.repeat) mark_pop_discard(state, ctx.lastmark);
}

/** Takes back what an attempt has done to the marks; those on the stack stay. */
function reset_marks(state: SRE_STATE, ctx: match_context): void {
  if (state.repeat) mark_pop_keep(state, ctx.lastmark);
  restore_lastmark(state, ctx);
}

// --- BRANCH: <skip> code <JUMP> ... 0 ---

/** The alternative at `p` may match: its first instruction does. */
function is_viable<T>(state: SRE_STATE, p: usize, ptr: usize): bool {
  const op = load<u32>(p, 4);
  if (op === SRE_OP_LITERAL) return ptr < state.end && char_at<T>(ptr) === load<u32>(p, 8);
  if (op === SRE_OP_IN) return ptr < state.end && sre_charset(p + 12, char_at<T>(ptr));
  return true;
}

/** Tries the alternatives from ctx.pattern on. */
export function try_branches<T>(state: SRE_STATE, pos: i32): i32 {
  const ctx = context_at(state, pos);
  const ptr = ctx.ptr;
  let p = ctx.pattern;
  while (load<u32>(p) !== 0 && !is_viable<T>(state, p, ptr)) p = behind(p, load<u32>(p));
  ctx.pattern = p;
  if (load<u32>(p) !== 0) {
    state.ptr = ptr;
    return attempt(state, pos, JUMP_BRANCH, p + 4);
  }
  drop_marks(state, ctx);
  return FAILED;
}

export function resume_branch<T>(state: SRE_STATE, pos: i32, ret: i32): i32 {
  const ctx = context_at(state, pos);
  if (ret) {
    drop_marks(state, ctx);
    return ret;
  }
  reset_marks(state, ctx);
  ctx.pattern = behind(ctx.pattern, load<u32>(ctx.pattern));
  return try_branches<T>(state, pos);
}

// --- repeats of one character: <skip> <min> <max> item <SUCCESS> tail ---

/** The tail is empty, and the match may end at `ptr`, the string's end. */
function ends_there(state: SRE_STATE, ctx: match_context, tail: usize, ptr: usize): bool {
  if (load<u32>(tail) !== SRE_OP_SUCCESS || ptr !== state.end) return false;
  return !(ctx.toplevel && state.must_advance && ptr === state.start);
}

/** Takes as many items as there are: false if they are too few. ctx.count and ctx.ptr tell how many, and where they end. */
function take_items<T>(state: SRE_STATE, ctx: match_context, most: u32): bool {
  const p = ctx.pattern;
  const least = load<u32>(p, 4);
  if (least > <u32>((state.end - ctx.ptr) / sizeof<T>())) return false;
  state.ptr = ctx.ptr;
  const count = sre_count<T>(state, p + 12, most);
  ctx.count = <i64>count;
  ctx.ptr += <usize>count * sizeof<T>();
  return <u32>count >= least;
}

/** Tries the tail behind ctx.count items, then behind fewer. */
function try_tail_of_items<T>(state: SRE_STATE, pos: i32): i32 {
  const ctx = context_at(state, pos);
  const p = ctx.pattern;
  const least = <i64>load<u32>(p, 4);
  const tail = behind(p, load<u32>(p));
  let count = ctx.count;
  let ptr = ctx.ptr;
  if (load<u32>(tail) === SRE_OP_LITERAL) {
    // Only where the tail can begin.
    const ch = load<u32>(tail, 4);
    while (count >= least && (ptr >= state.end || char_at<T>(ptr) !== ch)) {
      ptr -= sizeof<T>();
      count--;
    }
  }
  ctx.count = count;
  ctx.ptr = ptr;
  if (count < least) {
    drop_marks(state, ctx);
    return FAILED;
  }
  state.ptr = ptr;
  return attempt(state, pos, JUMP_REPEAT_ONE, tail);
}

export function begin_repeat_one<T>(state: SRE_STATE, pos: i32): i32 {
  const ctx = context_at(state, pos);
  const p = ctx.pattern;
  if (!take_items<T>(state, ctx, load<u32>(p, 8))) return FAILED;
  if (ends_there(state, ctx, behind(p, load<u32>(p)), ctx.ptr)) {
    state.ptr = ctx.ptr;
    return SUCCEEDED;
  }
  return keep_marks(state, pos) ? try_tail_of_items<T>(state, pos) : SRE_ERROR_MEMORY;
}

export function resume_repeat_one<T>(state: SRE_STATE, pos: i32, ret: i32): i32 {
  const ctx = context_at(state, pos);
  if (ret) {
    drop_marks(state, ctx);
    return ret;
  }
  reset_marks(state, ctx);
  ctx.ptr -= sizeof<T>();
  ctx.count--;
  return try_tail_of_items<T>(state, pos);
}

export function begin_possessive_repeat_one<T>(state: SRE_STATE, pos: i32): i32 {
  const ctx = context_at(state, pos);
  const p = ctx.pattern;
  if (!take_items<T>(state, ctx, load<u32>(p, 8))) return FAILED;
  const tail = behind(p, load<u32>(p));
  if (ends_there(state, ctx, tail, ctx.ptr)) {
    state.ptr = ctx.ptr;
    return SUCCEEDED;
  }
  ctx.pattern = tail;
  return CONTINUE;
}

/** Tries the tail behind ctx.count items. */
function try_tail_of_few(state: SRE_STATE, pos: i32): i32 {
  const ctx = context_at(state, pos);
  const p = ctx.pattern;
  const most = load<u32>(p, 8);
  if (most !== SRE_MAXREPEAT && ctx.count > <i64>most) {
    drop_marks(state, ctx);
    return FAILED;
  }
  state.ptr = ctx.ptr;
  return attempt(state, pos, JUMP_MIN_REPEAT_ONE, behind(p, load<u32>(p)));
}

export function begin_min_repeat_one<T>(state: SRE_STATE, pos: i32): i32 {
  const ctx = context_at(state, pos);
  const p = ctx.pattern;
  if (!take_items<T>(state, ctx, load<u32>(p, 4))) return FAILED;
  const ptr = ctx.ptr;
  const barred =
    ctx.toplevel && ((state.match_all && ptr !== state.end) || (state.must_advance && ptr === state.start));
  if (load<u32>(behind(p, load<u32>(p))) === SRE_OP_SUCCESS && !barred) {
    state.ptr = ptr;
    return SUCCEEDED;
  }
  return keep_marks(state, pos) ? try_tail_of_few(state, pos) : SRE_ERROR_MEMORY;
}

export function resume_min_repeat_one<T>(state: SRE_STATE, pos: i32, ret: i32): i32 {
  const ctx = context_at(state, pos);
  if (ret) {
    drop_marks(state, ctx);
    return ret;
  }
  reset_marks(state, ctx);
  state.ptr = ctx.ptr;
  if (sre_count<T>(state, ctx.pattern + 12, 1) === 0) {
    drop_marks(state, ctx);
    return FAILED;
  }
  ctx.ptr += sizeof<T>();
  ctx.count++;
  return try_tail_of_few(state, pos);
}

// --- REPEAT: <skip> <min> <max> item <MAX_UNTIL or MIN_UNTIL> tail ---

export function begin_repeat(state: SRE_STATE, pos: i32): i32 {
  const ctx = context_at(state, pos);
  const block = PyObject_Malloc(offsetof<SRE_REPEAT>());
  if (block === 0) return SRE_ERROR_MEMORY;
  const rep = changetype<SRE_REPEAT>(block);
  rep.count = -1;
  rep.pattern = ctx.pattern;
  rep.prev = state.repeat;
  rep.last_ptr = 0;
  ctx.rep = rep;
  state.repeat = rep;
  state.ptr = ctx.ptr;
  const called = attempt(state, pos, JUMP_REPEAT, behind(ctx.pattern, load<u32>(ctx.pattern)));
  return called === CALL ? CALL : resume_repeat(state, pos, called);
}

export function resume_repeat(state: SRE_STATE, pos: i32, ret: i32): i32 {
  const rep = context_at(state, pos).rep!;
  state.repeat = rep.prev;
  PyObject_Free(changetype<usize>(rep));
  return ret;
}

/** Tries the tail, outside of the repeat. */
function try_tail_of_repeat(state: SRE_STATE, pos: i32): i32 {
  const ctx = context_at(state, pos);
  state.repeat = ctx.rep!.prev;
  const called = attempt(state, pos, JUMP_MAX_UNTIL_3, ctx.pattern);
  return called === CALL ? CALL : resume_max_until_3(state, pos, called);
}

export function begin_max_until(state: SRE_STATE, pos: i32): i32 {
  const ctx = context_at(state, pos);
  const rep = state.repeat;
  if (!rep) return SRE_ERROR_STATE;
  ctx.rep = rep;
  state.ptr = ctx.ptr;
  const p = rep.pattern;
  const count = rep.count + 1;
  ctx.count = count;
  if (count < <i64>load<u32>(p, 4)) {
    rep.count = count;
    return attempt(state, pos, JUMP_MAX_UNTIL_1, p + 12);
  }
  // An item that was empty is not tried again at the same place.
  if (!may_repeat(count, p) || state.ptr === rep.last_ptr) return try_tail_of_repeat(state, pos);
  rep.count = count;
  save_lastmark(state, ctx);
  if (!mark_push(state, ctx.lastmark) || !push_word(state, rep.last_ptr)) return SRE_ERROR_MEMORY;
  rep.last_ptr = state.ptr;
  return attempt(state, pos, JUMP_MAX_UNTIL_2, p + 12);
}

/** After an item of those that are needed. */
export function resume_until_1(state: SRE_STATE, pos: i32, ret: i32): i32 {
  if (ret) return ret;
  const ctx = context_at(state, pos);
  ctx.rep!.count = ctx.count - 1;
  state.ptr = ctx.ptr;
  return FAILED;
}

export function resume_max_until_2(state: SRE_STATE, pos: i32, ret: i32): i32 {
  const ctx = context_at(state, pos);
  const rep = ctx.rep!;
  rep.last_ptr = pop_word(state);
  if (ret) {
    mark_pop_discard(state, ctx.lastmark);
    return ret;
  }
  mark_pop(state, ctx.lastmark);
  restore_lastmark(state, ctx);
  rep.count = ctx.count - 1;
  state.ptr = ctx.ptr;
  return try_tail_of_repeat(state, pos);
}

export function resume_max_until_3(state: SRE_STATE, pos: i32, ret: i32): i32 {
  const ctx = context_at(state, pos);
  state.repeat = ctx.rep;
  if (!ret) state.ptr = ctx.ptr;
  return ret;
}

export function begin_min_until(state: SRE_STATE, pos: i32): i32 {
  const ctx = context_at(state, pos);
  const rep = state.repeat;
  if (!rep) return SRE_ERROR_STATE;
  ctx.rep = rep;
  state.ptr = ctx.ptr;
  const count = rep.count + 1;
  ctx.count = count;
  if (count < <i64>load<u32>(rep.pattern, 4)) {
    rep.count = count;
    return attempt(state, pos, JUMP_MIN_UNTIL_1, rep.pattern + 12);
  }
  state.repeat = rep.prev;
  const called = keep_marks(state, pos)
    ? attempt(state, pos, JUMP_MIN_UNTIL_2, context_at(state, pos).pattern)
    : SRE_ERROR_MEMORY;
  if (called !== CALL) state.repeat = rep;
  return called;
}

/** After the tail: one item more, if that is allowed. */
export function resume_min_until_2(state: SRE_STATE, pos: i32, ret: i32): i32 {
  const ctx = context_at(state, pos);
  const rep = ctx.rep!;
  if (ret) drop_marks(state, ctx);
  else {
    if (state.repeat) mark_pop(state, ctx.lastmark);
    restore_lastmark(state, ctx);
  }
  state.repeat = rep;
  if (ret) return ret;
  state.ptr = ctx.ptr;
  if (!may_repeat(ctx.count, rep.pattern) || state.ptr === rep.last_ptr) return FAILED;
  rep.count = ctx.count;
  if (!push_word(state, rep.last_ptr)) return SRE_ERROR_MEMORY;
  rep.last_ptr = state.ptr;
  return attempt(state, pos, JUMP_MIN_UNTIL_3, rep.pattern + 12);
}

export function resume_min_until_3(state: SRE_STATE, pos: i32, ret: i32): i32 {
  context_at(state, pos).rep!.last_ptr = pop_word(state);
  return resume_until_1(state, pos, ret);
}

// --- POSSESSIVE_REPEAT: <skip> <min> <max> item <SUCCESS> tail ---

/** The items that are needed, then as many as there are; ctx.ptr is where the last of these began, 0 before. */
function try_possessive_item(state: SRE_STATE, pos: i32): i32 {
  const ctx = context_at(state, pos);
  const p = ctx.pattern;
  if (ctx.count < <i64>load<u32>(p, 4)) return push_context(state, pos, JUMP_POSS_REPEAT_1, p + 12, 0);
  if (ctx.count === <i64>load<u32>(p, 4)) ctx.ptr = 0;
  if (!may_repeat(ctx.count, p) || state.ptr === ctx.ptr) return end_possessive_repeat(state, ctx);
  save_lastmark(state, ctx);
  ctx.ptr = state.ptr;
  if (!mark_push(state, ctx.lastmark)) return SRE_ERROR_MEMORY;
  return push_context(state, pos, JUMP_POSS_REPEAT_2, p + 12, 0);
}

function end_possessive_repeat(state: SRE_STATE, ctx: match_context): i32 {
  ctx.pattern = behind(ctx.pattern, load<u32>(ctx.pattern) + 1);
  ctx.ptr = state.ptr;
  return CONTINUE;
}

export function begin_possessive_repeat(state: SRE_STATE, pos: i32): i32 {
  const ctx = context_at(state, pos);
  state.ptr = ctx.ptr;
  ctx.count = 0;
  return try_possessive_item(state, pos);
}

export function resume_possessive_repeat_1(state: SRE_STATE, pos: i32, ret: i32): i32 {
  const ctx = context_at(state, pos);
  if (ret < 0) return ret;
  if (ret === 0) {
    state.ptr = ctx.ptr;
    return FAILED;
  }
  ctx.count++;
  return try_possessive_item(state, pos);
}

export function resume_possessive_repeat_2(state: SRE_STATE, pos: i32, ret: i32): i32 {
  const ctx = context_at(state, pos);
  if (ret) {
    mark_pop_discard(state, ctx.lastmark);
    if (ret < 0) return ret;
    ctx.count++;
    return try_possessive_item(state, pos);
  }
  mark_pop(state, ctx.lastmark);
  restore_lastmark(state, ctx);
  state.ptr = ctx.ptr;
  return end_possessive_repeat(state, ctx);
}

// --- groups that are looked at for themselves ---

/** ATOMIC_GROUP: <skip> pattern <SUCCESS> tail. */
export function begin_atomic_group(state: SRE_STATE, pos: i32): i32 {
  const ctx = context_at(state, pos);
  state.ptr = ctx.ptr;
  return push_context(state, pos, JUMP_ATOMIC_GROUP, ctx.pattern + 4, 0);
}

export function resume_atomic_group(state: SRE_STATE, pos: i32, ret: i32): i32 {
  const ctx = context_at(state, pos);
  if (ret < 0) return ret;
  if (ret === 0) {
    state.ptr = ctx.ptr;
    return FAILED;
  }
  ctx.pattern = behind(ctx.pattern, load<u32>(ctx.pattern));
  ctx.ptr = state.ptr;
  return CONTINUE;
}

/** ASSERT, ASSERT_NOT: <skip> <back> pattern <SUCCESS> tail. Where looking back begins, 0 in front of the string. */
function look_from(state: SRE_STATE, ctx: match_context, width: usize): usize {
  const back = load<u32>(ctx.pattern, 4);
  if (<u32>((ctx.ptr - state.beginning) / width) < back) return 0;
  return ctx.ptr - <usize>back * width;
}

export function begin_assert(state: SRE_STATE, pos: i32, width: usize): i32 {
  const ctx = context_at(state, pos);
  const from = look_from(state, ctx, width);
  if (from === 0) return FAILED;
  state.ptr = from;
  return push_context(state, pos, JUMP_ASSERT, ctx.pattern + 8, 0);
}

export function skip_assertion(ctx: match_context): i32 {
  ctx.pattern = behind(ctx.pattern, load<u32>(ctx.pattern));
  return CONTINUE;
}

export function begin_assert_not(state: SRE_STATE, pos: i32, width: usize): i32 {
  const ctx = context_at(state, pos);
  const from = look_from(state, ctx, width);
  if (from === 0) return skip_assertion(ctx);
  state.ptr = from;
  if (!keep_marks(state, pos)) return SRE_ERROR_MEMORY;
  return push_context(state, pos, JUMP_ASSERT_NOT, context_at(state, pos).pattern + 8, 0);
}

export function resume_assert_not(state: SRE_STATE, pos: i32, ret: i32): i32 {
  const ctx = context_at(state, pos);
  if (ret) {
    drop_marks(state, ctx);
    return ret < 0 ? ret : FAILED;
  }
  if (state.repeat) mark_pop(state, ctx.lastmark);
  restore_lastmark(state, ctx);
  return skip_assertion(ctx);
}
