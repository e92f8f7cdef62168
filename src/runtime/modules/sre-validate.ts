/**
 * Is a list of numbers code that the matcher can trust? CPython: _validate of Modules/_sre/sre.c.
 *
 * Code is made of instructions whose jumps go forwards, to the end of what holds them. `code` and `end` are addresses; what is
 * asked first of each part is whether it lies inside.
 */
import {
  SRE_AT_UNI_NON_BOUNDARY,
  SRE_CATEGORY_LAST,
  SRE_INFO_CHARSET,
  SRE_INFO_LITERAL,
  SRE_INFO_PREFIX,
  SRE_MAXGROUPS,
  SRE_OP_ANY,
  SRE_OP_ANY_ALL,
  SRE_OP_ASSERT,
  SRE_OP_ASSERT_NOT,
  SRE_OP_AT,
  SRE_OP_ATOMIC_GROUP,
  SRE_OP_BIGCHARSET,
  SRE_OP_BRANCH,
  SRE_OP_CATEGORY,
  SRE_OP_CHARSET,
  SRE_OP_FAILURE,
  SRE_OP_GROUPREF,
  SRE_OP_GROUPREF_EXISTS,
  SRE_OP_GROUPREF_IGNORE,
  SRE_OP_GROUPREF_LOC_IGNORE,
  SRE_OP_GROUPREF_UNI_IGNORE,
  SRE_OP_IN,
  SRE_OP_IN_IGNORE,
  SRE_OP_IN_LOC_IGNORE,
  SRE_OP_IN_UNI_IGNORE,
  SRE_OP_INFO,
  SRE_OP_JUMP,
  SRE_OP_LITERAL,
  SRE_OP_LITERAL_IGNORE,
  SRE_OP_LITERAL_LOC_IGNORE,
  SRE_OP_LITERAL_UNI_IGNORE,
  SRE_OP_MARK,
  SRE_OP_MAX_UNTIL,
  SRE_OP_MIN_REPEAT_ONE,
  SRE_OP_MIN_UNTIL,
  SRE_OP_NEGATE,
  SRE_OP_NOT_LITERAL,
  SRE_OP_NOT_LITERAL_IGNORE,
  SRE_OP_NOT_LITERAL_LOC_IGNORE,
  SRE_OP_NOT_LITERAL_UNI_IGNORE,
  SRE_OP_POSSESSIVE_REPEAT,
  SRE_OP_POSSESSIVE_REPEAT_ONE,
  SRE_OP_RANGE,
  SRE_OP_RANGE_UNI_IGNORE,
  SRE_OP_REPEAT,
  SRE_OP_REPEAT_ONE,
  SRE_OP_SUCCESS,
} from "./sre-constants";

/** Result of a function that reads an instruction: where the next begins, or one of these. */
const INVALID: usize = 0;
const ENDS_WITH_JUMP: usize = 1;

/** Number of codes from `code` to `end`. @inline */
function room(code: usize, end: usize): u32 {
  return <u32>((end - code) >> 2);
}

/** `count` codes are there from `code` on. */
function has(code: usize, end: usize, count: u32): bool {
  return code <= end && room(code, end) >= count;
}

/** The place to which the distance at `code` leads, `adjust` codes short of it; INVALID when it is outside. */
function target(code: usize, end: usize, adjust: u32 = 0): usize {
  if (!has(code, end, 1)) return INVALID;
  const skip = load<u32>(code);
  return skip - adjust <= room(code, end) ? code + ((<usize>skip) << 2) : INVALID;
}

/** Bytes of the arguments at `code` of a member `op` of a set; -1: there is no such member. */
function member_size(op: u32, code: usize, end: usize): i32 {
  switch (op) {
    case SRE_OP_NEGATE:
      return 0;
    case SRE_OP_LITERAL:
      return 4;
    case SRE_OP_RANGE:
    case SRE_OP_RANGE_UNI_IGNORE:
      return 8;
    case SRE_OP_CHARSET:
      return 32;
    case SRE_OP_CATEGORY:
      return has(code, end, 1) && load<u32>(code) <= SRE_CATEGORY_LAST ? 4 : -1;
    case SRE_OP_BIGCHARSET: {
      if (!has(code, end, 65)) return -1;
      const blocks = load<u32>(code);
      for (let i = 0; i < 256; i++) if (load<u8>(code + 4 + <usize>i) >= blocks) return -1;
      return blocks < 0x1000000 ? <i32>(4 + 256 + blocks * 32) : -1;
    }
    default:
      return -1;
  }
}

/** The codes from `code` to `end` are members of a set. */
function is_charset(code: usize, end: usize): bool {
  while (code < end) {
    const size = member_size(load<u32>(code), code + 4, end);
    if (size < 0 || !has(code + 4, end, <u32>size >> 2)) return false;
    code += 4 + <usize>size;
  }
  return code === end;
}

/** <skip> set <FAILURE>. */
function after_set(code: usize, end: usize): usize {
  const next = target(code, end);
  if (next < code + 8) return INVALID;
  return load<u32>(next - 4) === SRE_OP_FAILURE && is_charset(code + 4, next - 4) ? next : INVALID;
}

/** A prefix and its table, at `code`, which end at `next`. */
function is_prefix(code: usize, next: usize): bool {
  if (!has(code, next, 2)) return false;
  const length = load<u32>(code);
  const overlap = code + 8 + ((<usize>length) << 2);
  if (length > 0x1000000 || !has(code + 8, next, length * 2) || overlap + ((<usize>length) << 2) !== next) return false;
  for (let i: u32 = 0; i < length; i++) if (load<u32>(overlap + ((<usize>i) << 2)) >= length) return false;
  return true;
}

/** INFO: <skip> <flags> <min> <max> and a prefix, or a set. */
function after_info(code: usize, end: usize): usize {
  const next = target(code, end);
  if (next === INVALID || !has(code, next, 4)) return INVALID;
  const flags = load<u32>(code, 4);
  const rest = code + 16;
  if (flags & ~(SRE_INFO_PREFIX | SRE_INFO_LITERAL | SRE_INFO_CHARSET)) return INVALID;
  const with_prefix = (flags & SRE_INFO_PREFIX) !== 0;
  const with_set = (flags & SRE_INFO_CHARSET) !== 0;
  if ((with_prefix && with_set) || ((flags & SRE_INFO_LITERAL) !== 0 && !with_prefix)) return INVALID;
  if (with_prefix) return is_prefix(rest, next) ? next : INVALID;
  if (!with_set) return rest === next ? next : INVALID;
  const ends: bool = rest < next && load<u32>(next - 4) === SRE_OP_FAILURE;
  return ends && is_charset(rest, next - 4) ? next : INVALID;
}

/** BRANCH: (<skip> code <JUMP> <to the end>)... 0. */
function after_branch(code: usize, end: usize, groups: i64): usize {
  let common: usize = 0;
  while (true) {
    const next = target(code, end);
    if (next === INVALID) return INVALID;
    if (next === code) break;
    if (next < code + 12 || load<u32>(next - 8) !== SRE_OP_JUMP) return INVALID;
    if (validate_inner(code + 4, next - 8, groups) !== next - 8) return INVALID;
    const to = target(next - 4, end);
    if (to === INVALID || (common !== 0 && to !== common)) return INVALID;
    common = to;
    code = next;
  }
  return code + 4 === common ? code + 4 : INVALID;
}

/** <min> <max> are in order. */
function is_span(code: usize): bool {
  return load<u32>(code) <= load<u32>(code, 4);
}

/** A repeat of one character, with its <SUCCESS>; its tail follows. */
function after_repeat_one(code: usize, end: usize, groups: i64): usize {
  const next = target(code, end);
  if (next < code + 16 || !is_span(code + 4)) return INVALID;
  if (load<u32>(next - 4) !== SRE_OP_SUCCESS) return INVALID;
  return validate_inner(code + 12, next - 4, groups) === next - 4 ? next : INVALID;
}

/** A repeat, and the instruction that ends its items. */
function after_repeat(op: u32, code: usize, end: usize, groups: i64): usize {
  const next = target(code, end);
  if (next < code + 12 || !has(next, end, 1) || !is_span(code + 4)) return INVALID;
  if (validate_inner(code + 12, next, groups) !== next) return INVALID;
  const last = load<u32>(next);
  const fits = op === SRE_OP_REPEAT ? last === SRE_OP_MAX_UNTIL || last === SRE_OP_MIN_UNTIL : last === SRE_OP_SUCCESS;
  return fits ? next + 4 : INVALID;
}

/** <skip> and `extra` codes, a pattern, <SUCCESS>. */
function after_group(code: usize, end: usize, extra: u32, groups: i64): usize {
  const next = target(code, end);
  const first = code + 4 + ((<usize>extra) << 2);
  if (next < first + 4 || load<u32>(next - 4) !== SRE_OP_SUCCESS) return INVALID;
  return validate_inner(first, next - 4, groups) === next - 4 ? next : INVALID;
}

/** GROUPREF_EXISTS: <group> <skip> yes [<JUMP> <skip> no]; the first distance counts from <group>. */
function after_conditional(code: usize, end: usize, groups: i64): usize {
  if (!has(code, end, 2) || <i64>load<u32>(code) >= groups) return INVALID;
  const skip = load<u32>(code, 4);
  if (skip < 2 || skip > room(code, end)) return INVALID;
  const otherwise = code + ((<usize>skip) << 2);
  const reached = validate_inner(code + 8, otherwise, groups);
  if (reached !== ENDS_WITH_JUMP) return reached;
  const next = target(otherwise - 4, end);
  return next !== INVALID && validate_inner(otherwise, next, groups) === next ? next : INVALID;
}

/** What follows the instruction `op` with its arguments at `code`. */
function after(op: u32, code: usize, end: usize, groups: i64): usize {
  switch (op) {
    case SRE_OP_MARK:
      return has(code, end, 1) && <i64>load<u32>(code) <= 2 * groups + 1 ? code + 4 : INVALID;
    case SRE_OP_LITERAL:
    case SRE_OP_NOT_LITERAL:
    case SRE_OP_LITERAL_IGNORE:
    case SRE_OP_NOT_LITERAL_IGNORE:
    case SRE_OP_LITERAL_UNI_IGNORE:
    case SRE_OP_NOT_LITERAL_UNI_IGNORE:
    case SRE_OP_LITERAL_LOC_IGNORE:
    case SRE_OP_NOT_LITERAL_LOC_IGNORE:
      return has(code, end, 1) ? code + 4 : INVALID;
    case SRE_OP_SUCCESS:
    case SRE_OP_FAILURE:
    case SRE_OP_ANY:
    case SRE_OP_ANY_ALL:
      return code;
    case SRE_OP_AT:
      return has(code, end, 1) && load<u32>(code) <= SRE_AT_UNI_NON_BOUNDARY ? code + 4 : INVALID;
    case SRE_OP_IN:
    case SRE_OP_IN_IGNORE:
    case SRE_OP_IN_UNI_IGNORE:
    case SRE_OP_IN_LOC_IGNORE:
      return after_set(code, end);
    case SRE_OP_INFO:
      return after_info(code, end);
    case SRE_OP_BRANCH:
      return after_branch(code, end, groups);
    case SRE_OP_REPEAT_ONE:
    case SRE_OP_MIN_REPEAT_ONE:
    case SRE_OP_POSSESSIVE_REPEAT_ONE:
      return after_repeat_one(code, end, groups);
    case SRE_OP_REPEAT:
    case SRE_OP_POSSESSIVE_REPEAT:
      return after_repeat(op, code, end, groups);
    case SRE_OP_ATOMIC_GROUP:
      return after_group(code, end, 0, groups);
    case SRE_OP_GROUPREF:
    case SRE_OP_GROUPREF_IGNORE:
    case SRE_OP_GROUPREF_UNI_IGNORE:
    case SRE_OP_GROUPREF_LOC_IGNORE:
      return has(code, end, 1) && <i64>load<u32>(code) < groups ? code + 4 : INVALID;
    case SRE_OP_GROUPREF_EXISTS:
      return after_conditional(code, end, groups);
    case SRE_OP_ASSERT:
    case SRE_OP_ASSERT_NOT:
      return after_group(code, end, 1, groups);
    default:
      return INVALID;
  }
}

/** Instructions from `code` to `end`: `end`, or INVALID; ENDS_WITH_JUMP if the last is a JUMP with its distance missing. */
function validate_inner(code: usize, end: usize, groups: i64): usize {
  if (code > end) return INVALID;
  while (code < end) {
    const op = load<u32>(code);
    code += 4;
    if (op === SRE_OP_JUMP) return code + 4 === end ? ENDS_WITH_JUMP : INVALID;
    code = after(op, code, end, groups);
    if (code === INVALID) return INVALID;
  }
  return code === end ? end : INVALID;
}

/** The `count` codes at `code` are a pattern with `groups` groups. */
export function sre_validate(code: usize, count: u32, groups: i64): bool {
  if (groups < 0 || groups > <i64>SRE_MAXGROUPS || count === 0) return false;
  const last = code + ((<usize>count) << 2) - 4;
  return load<u32>(last) === SRE_OP_SUCCESS && validate_inner(code, last, groups) === last;
}
