/**
 * Properties of characters, of Unicode 15.1 and of 3.2 ("old"). CPython: the records of Modules/unicodedata.c.
 * The tables are recorded from CPython; their forms are in unicodedata-tables.generated.ts.
 */
import { cstr } from "../object/literals";
import {
  COMPOSITION_COUNT,
  COMPOSITIONS,
  DECOMPOSITION_COUNT,
  DECOMPOSITION_OFFSETS,
  DECOMPOSITION_RUNS,
  DECOMPOSITION_TEXTS,
  GENERAL_COUNT,
  GENERAL_RECORDS,
  GENERAL_RUNS,
  NORMAL_COUNT,
  NORMAL_RECORDS,
  NORMAL_RUNS,
  OLD_GENERAL_COUNT,
  OLD_GENERAL_RECORDS,
  OLD_GENERAL_RUNS,
} from "./unicodedata-tables.generated";

/** Number of the last of `n` sorted words (`step` bytes apart) that is not above `key`; the first one is not. */
function last_not_above(words: usize, n: i32, step: usize, key: u32): i32 {
  let low = 0;
  let high = n;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (load<u32>(words + <usize>middle * step) <= key) low = middle;
    else high = middle;
  }
  return low;
}

function record_of(runs: usize, n: i32, records: usize, ch: u32): u32 {
  const run = last_not_above(runs, n, 4, (ch << 8) | 255);
  const number = load<u8>(runs + ((<usize>run) << 2));
  return load<u16>(records + ((<usize>number) << 1));
}

/** Category, direction << 5, width << 10, mirrored << 13. */
export function general_record(ch: u32, old: bool): u32 {
  return old
    ? record_of(OLD_GENERAL_RUNS, OLD_GENERAL_COUNT, OLD_GENERAL_RECORDS, ch)
    : record_of(GENERAL_RUNS, GENERAL_COUNT, GENERAL_RECORDS, ch);
}

/** Was `ch` assigned in Unicode 3.2? */
export function was_assigned(ch: u32): bool {
  return (general_record(ch, true) & 31) !== 0;
}

/** Combining class, NFC check << 8, NFKC check << 10, changed by NFD << 12, by NFKD << 13. */
export function normal_record(ch: u32): u32 {
  return record_of(NORMAL_RUNS, NORMAL_COUNT, NORMAL_RECORDS, ch);
}

/** @inline */
export function combining_class(ch: u32): u32 {
  return ch < 0x300 ? 0 : normal_record(ch) & 255;
}

/** Two letters. */
export function category_name(number: u32): usize {
  return (
    cstr(
      "Cn\u0000Lu\u0000Ll\u0000Lt\u0000Mn\u0000Mc\u0000Me\u0000Nd\u0000Nl\u0000No\u0000Zs\u0000Zl\u0000Zp\u0000Cc\u0000Cf\u0000Cs\u0000Co\u0000Lm\u0000Lo\u0000Pc\u0000Pd\u0000Ps\u0000Pe\u0000Pi\u0000Pf\u0000Po\u0000Sm\u0000Sc\u0000Sk\u0000So",
    ) +
    number * 3
  );
}

/** Text number `number` of a list of texts, each with a NUL behind it. */
export function list_text(list: usize, number: u32): usize {
  let at = list;
  for (let i: u32 = 0; i < number; i++) {
    while (load<u8>(at) !== 0) at++;
    at++;
  }
  return at;
}

export function direction_name(number: u32): usize {
  const names = cstr(
    "\u0000L\u0000LRE\u0000LRO\u0000R\u0000AL\u0000RLE\u0000RLO\u0000PDF\u0000EN\u0000ES\u0000ET\u0000AN\u0000CS\u0000NSM\u0000BN\u0000B\u0000S\u0000WS\u0000ON\u0000LRI\u0000RLI\u0000FSI\u0000PDI",
  );
  return list_text(names, number);
}

export function width_name(number: u32): usize {
  return list_text(cstr("F\u0000H\u0000W\u0000Na\u0000A\u0000N"), number);
}

export function prefix_name(number: u32): usize {
  const names = cstr(
    "\u0000<noBreak>\u0000<compat>\u0000<super>\u0000<fraction>\u0000<sub>\u0000<font>\u0000<circle>\u0000<wide>\u0000<vertical>\u0000<square>\u0000<isolated>\u0000<final>\u0000<initial>\u0000<medial>\u0000<small>\u0000<narrow>",
  );
  return list_text(names, number);
}

/** A decomposition: its text is UTF-16 from `start` to `end`. */
@unmanaged
export class Decomposition {
  start: usize;
  end: usize;
  /** Number for prefix_name(); 0: it is canonical. */
  prefix: u32;
  pad: u32;
}
export const found_decomposition: Decomposition = changetype<Decomposition>(memory.data(24, 8));

/** Looks up the decomposition of `ch` in the current Unicode: false when there is none, else it is in found_decomposition. */
export function find_decomposition(ch: u32): bool {
  if (ch < 0xa0) return false;
  const run = last_not_above(DECOMPOSITION_RUNS, DECOMPOSITION_COUNT, 8, ch);
  const at = DECOMPOSITION_RUNS + ((<usize>run) << 3);
  const first = load<u32>(at);
  const number = load<u32>(at, 4) + ch - first;
  if (ch < first || number >= load<u32>(at, 12)) return false;
  const offset = DECOMPOSITION_OFFSETS + ((<usize>number) << 1);
  const text = DECOMPOSITION_TEXTS + ((<usize>load<u16>(offset)) << 1);
  found_decomposition.prefix = load<u16>(text);
  found_decomposition.start = text + 2;
  found_decomposition.end = DECOMPOSITION_TEXTS + ((<usize>load<u16>(offset, 2)) << 1);
  return true;
}

/** The character that `first` and `second` compose to, 0: none. */
export function composite(first: u32, second: u32): u32 {
  const key = ((<u64>first) << 42) | ((<u64>second) << 21);
  let low = 0;
  let high = COMPOSITION_COUNT;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (load<u64>(COMPOSITIONS + ((<usize>middle) << 3)) < key) low = middle + 1;
    else high = middle;
  }
  if (low === COMPOSITION_COUNT) return 0;
  const word = load<u64>(COMPOSITIONS + ((<usize>low) << 3));
  return (word ^ key) >> 21 === 0 ? <u32>word & 0x1fffff : 0;
}
