/**
 * Matching: the loop over contexts. CPython: SRE(match) of Modules/_sre/sre_lib.h, once for each width T of characters.
 *
 * A context goes on until its instruction makes an attempt (a new context), or ends; then the one that made it is resumed.
 */
import {
  begin_assert,
  begin_assert_not,
  begin_atomic_group,
  begin_max_until,
  begin_min_repeat_one,
  begin_min_until,
  begin_possessive_repeat,
  begin_possessive_repeat_one,
  begin_repeat,
  begin_repeat_one,
  behind,
  keep_marks,
  resume_assert_not,
  resume_atomic_group,
  resume_branch,
  resume_max_until_2,
  resume_max_until_3,
  resume_min_repeat_one,
  resume_min_until_2,
  resume_min_until_3,
  resume_possessive_repeat_1,
  resume_possessive_repeat_2,
  resume_repeat,
  resume_repeat_one,
  resume_until_1,
  skip_assertion,
  try_branches,
} from "./sre-attempts";
import {
  SRE_ERROR_ILLEGAL,
  SRE_ERROR_MEMORY,
  SRE_OP_ASSERT,
  SRE_OP_ASSERT_NOT,
  SRE_OP_ATOMIC_GROUP,
  SRE_OP_BRANCH,
  SRE_OP_FAILURE,
  SRE_OP_INFO,
  SRE_OP_MAX_UNTIL,
  SRE_OP_MIN_REPEAT_ONE,
  SRE_OP_MIN_UNTIL,
  SRE_OP_POSSESSIVE_REPEAT,
  SRE_OP_POSSESSIVE_REPEAT_ONE,
  SRE_OP_REPEAT,
  SRE_OP_REPEAT_ONE,
  SRE_OP_SUCCESS,
} from "./sre-constants";
import { advance } from "./sre-match";
import {
  CALL,
  CONTEXT_SIZE,
  context_at,
  FAILED,
  JUMP_ASSERT,
  JUMP_ASSERT_NOT,
  JUMP_BRANCH,
  JUMP_MAX_UNTIL_1,
  JUMP_MAX_UNTIL_2,
  JUMP_MAX_UNTIL_3,
  JUMP_MIN_REPEAT_ONE,
  JUMP_MIN_UNTIL_1,
  JUMP_MIN_UNTIL_2,
  JUMP_MIN_UNTIL_3,
  JUMP_NONE,
  JUMP_POSS_REPEAT_1,
  JUMP_POSS_REPEAT_2,
  JUMP_REPEAT,
  JUMP_REPEAT_ONE,
  match_context,
  push_context,
  SRE_STATE,
  SUCCEEDED,
} from "./sre-state";

/** Begins instruction `op` of the context at `pos`. */
function begin<T>(state: SRE_STATE, pos: i32, op: u32): i32 {
  switch (op) {
    case SRE_OP_REPEAT_ONE:
      return begin_repeat_one<T>(state, pos);
    case SRE_OP_MIN_REPEAT_ONE:
      return begin_min_repeat_one<T>(state, pos);
    case SRE_OP_BRANCH:
      return keep_marks(state, pos) ? try_branches<T>(state, pos) : SRE_ERROR_MEMORY;
    case SRE_OP_REPEAT:
      return begin_repeat(state, pos);
    case SRE_OP_MAX_UNTIL:
      return begin_max_until(state, pos);
    case SRE_OP_MIN_UNTIL:
      return begin_min_until(state, pos);
    case SRE_OP_ASSERT:
      return begin_assert(state, pos, sizeof<T>());
    case SRE_OP_ASSERT_NOT:
      return begin_assert_not(state, pos, sizeof<T>());
    case SRE_OP_ATOMIC_GROUP:
      return begin_atomic_group(state, pos);
    case SRE_OP_POSSESSIVE_REPEAT:
      return begin_possessive_repeat(state, pos);
    case SRE_OP_POSSESSIVE_REPEAT_ONE:
      return begin_possessive_repeat_one<T>(state, pos);
    case SRE_OP_SUCCESS:
      return SUCCEEDED;
    case SRE_OP_FAILURE:
      return FAILED;
    default:
      return SRE_ERROR_ILLEGAL;
  }
}

/** The context at `pos` goes on after its attempt has ended with `ret`. */
function resume<T>(state: SRE_STATE, pos: i32, jump: i32, ret: i32): i32 {
  switch (jump) {
    case JUMP_REPEAT_ONE:
      return resume_repeat_one<T>(state, pos, ret);
    case JUMP_MIN_REPEAT_ONE:
      return resume_min_repeat_one<T>(state, pos, ret);
    case JUMP_BRANCH:
      return resume_branch<T>(state, pos, ret);
    case JUMP_MAX_UNTIL_1:
    case JUMP_MIN_UNTIL_1:
      return resume_until_1(state, pos, ret);
    case JUMP_MAX_UNTIL_2:
      return resume_max_until_2(state, pos, ret);
    case JUMP_MAX_UNTIL_3:
      return resume_max_until_3(state, pos, ret);
    case JUMP_MIN_UNTIL_2:
      return resume_min_until_2(state, pos, ret);
    case JUMP_MIN_UNTIL_3:
      return resume_min_until_3(state, pos, ret);
    case JUMP_REPEAT:
      return resume_repeat(state, pos, ret);
    case JUMP_ASSERT:
      return ret <= 0 ? ret : skip_assertion(context_at(state, pos));
    case JUMP_ASSERT_NOT:
      return resume_assert_not(state, pos, ret);
    case JUMP_POSS_REPEAT_1:
      return resume_possessive_repeat_1(state, pos, ret);
    case JUMP_POSS_REPEAT_2:
      return resume_possessive_repeat_2(state, pos, ret);
    default:
      return resume_atomic_group(state, pos, ret);
  }
}

/** Sets a new context to state.ptr. False: too few characters are left for its pattern. */
function enter<T>(state: SRE_STATE, ctx: match_context): bool {
  const p = ctx.pattern;
  ctx.ptr = state.ptr;
  if (load<u32>(p) !== SRE_OP_INFO) return true;
  const least = load<u32>(p, 12);
  if (least !== 0 && <u32>((state.end - ctx.ptr) / sizeof<T>()) < least) return false;
  ctx.pattern = behind(p, load<u32>(p, 4) + 1);
  return true;
}

/** Matches `pattern` at state.ptr: 1 with state.ptr at its end, 0, or an error below 0. */
export function sre_match<T>(state: SRE_STATE, pattern: usize, toplevel: i32): i32 {
  const base = state.data_stack_base;
  let pos = base;
  let ret = push_context(state, -1, JUMP_NONE, pattern, toplevel);
  if (ret < 0) return ret;
  while (true) {
    if (ret >= CALL) {
      if (ret === CALL) pos = state.data_stack_base - CONTEXT_SIZE;
      const ctx = context_at(state, pos);
      if (ret === CALL && !enter<T>(state, ctx)) ret = FAILED;
      else ret = begin<T>(state, pos, advance<T>(state, ctx));
      continue;
    }
    const ctx = context_at(state, pos);
    const jump = ctx.jump;
    // After an error there may be more above it.
    state.data_stack_base = pos;
    pos = ctx.last_ctx_pos;
    if (pos < 0) return ret;
    ret = resume<T>(state, pos, jump, ret);
  }
}
