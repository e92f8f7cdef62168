/** Normal forms of texts: NFC, NFKC, NFD, NFKD. CPython: Modules/unicodedata.c. */
import { PyErr_NoMemory } from "../abstract/errors";
import {
  PyUnicode_DATA,
  PyUnicode_FromKindAndData,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_KIND,
  PyUnicode_READ,
} from "../builtin-types/str";
import { PyMem_Free, PyMem_Malloc, PyMem_Realloc } from "../memory/domains";
import { PyObject } from "../object/object";
import {
  combining_class,
  composite,
  find_decomposition,
  found_decomposition,
  normal_record,
  was_assigned,
} from "./unicodedata-records";

/** Is a text in a normal form? */
export const NORMALIZED_YES: u32 = 0;
export const NORMALIZED_MAYBE: u32 = 1;
export const NORMALIZED_NO: u32 = 2;

const S_BASE: u32 = 0xac00;
const L_BASE: u32 = 0x1100;
const V_BASE: u32 = 0x1161;
const T_BASE: u32 = 0x11a7;
const L_COUNT: u32 = 19;
const V_COUNT: u32 = 21;
const T_COUNT: u32 = 28;
const S_COUNT: u32 = L_COUNT * V_COUNT * T_COUNT;

/** Marks a place in a text whose character has been composed away. */
const SKIPPED: u32 = 0xffffffff;

/** What the characters alone tell; `composed`: NFC or NFKC, `compatible`: NFKC or NFKD, `yes_only`: NO may be told as MAYBE. */
export function is_normalized_quickcheck(
  input: PyObject,
  old: bool,
  composed: bool,
  compatible: bool,
  yes_only: bool,
): u32 {
  if (old) return NORMALIZED_MAYBE;
  if (PyUnicode_IS_ASCII(input)) return NORMALIZED_YES;
  const kind = PyUnicode_KIND(input);
  const data = PyUnicode_DATA(input);
  const n = PyUnicode_GET_LENGTH(input);
  const shift: u32 = composed ? (compatible ? 10 : 8) : compatible ? 13 : 12;
  let result = NORMALIZED_YES;
  let before: u32 = 0;
  for (let i = 0; i < n; i++) {
    const ch = PyUnicode_READ(kind, data, i);
    if (ch < 0xa0) {
      before = 0;
      continue;
    }
    const record = normal_record(ch);
    const combining = record & 255;
    if (combining !== 0 && before > combining) return NORMALIZED_NO;
    before = combining;
    const check = composed ? (record >> shift) & 3 : ((record >> shift) & 1) << 1;
    if (check === NORMALIZED_YES) continue;
    if (yes_only) return NORMALIZED_MAYBE;
    if (check === NORMALIZED_NO) return NORMALIZED_NO;
    result = NORMALIZED_MAYBE;
  }
  return result;
}

/** A growing text of u32. */
@unmanaged
class Output {
  text: usize;
  length: i32;
  capacity: i32;
}
const output: Output = changetype<Output>(memory.data(16, 8));

function begin(capacity: i32): bool {
  output.text = PyMem_Malloc((<usize>capacity) << 2);
  output.length = 0;
  output.capacity = capacity;
  if (output.text === 0) PyErr_NoMemory();
  return output.text !== 0;
}

/** Room for three characters more, which a Hangul syllable needs. False with MemoryError; the text is gone then. */
function make_room(): bool {
  if (output.capacity - output.length >= 3) return true;
  output.capacity += max(10, output.capacity >> 1);
  const text = PyMem_Realloc(output.text, (<usize>output.capacity) << 2);
  if (text === 0) {
    PyMem_Free(output.text);
    PyErr_NoMemory();
    return false;
  }
  output.text = text;
  return true;
}

/** @inline */
function put(ch: u32): void {
  store<u32>(output.text + ((<usize>output.length) << 2), ch);
  output.length++;
}

/** @inline */
function char_at(i: i32): u32 {
  return load<u32>(output.text + ((<usize>i) << 2));
}

/** @inline */
function set_char(i: i32, ch: u32): void {
  store<u32>(output.text + ((<usize>i) << 2), ch);
}

/** What Unicode 3.2 had wrong: the decomposition it gave to `ch`, 0: it was right. */
function old_decomposition(ch: u32): u32 {
  switch (ch) {
    case 0x2f868:
      return 0x2136a;
    case 0x2f874:
      return 0x5f33;
    case 0x2f91f:
      return 0x43ab;
    case 0x2f95f:
      return 0x7aae;
    case 0x2f9bf:
      return 0x4d57;
    default:
      return 0;
  }
}

function put_syllable(ch: u32): void {
  const s = ch - S_BASE;
  put(L_BASE + s / (V_COUNT * T_COUNT));
  put(V_BASE + (s % (V_COUNT * T_COUNT)) / T_COUNT);
  if (s % T_COUNT !== 0) put(T_BASE + (s % T_COUNT));
}

/** Appends the full decomposition of `ch`. False with MemoryError. */
function put_decomposed(ch: u32, old: bool, compatible: bool): bool {
  if (!make_room()) return false;
  if (ch - S_BASE < S_COUNT) {
    put_syllable(ch);
    return true;
  }
  const mistaken = old ? old_decomposition(ch) : 0;
  if (mistaken) return put_decomposed(mistaken, old, compatible);
  const exists = (!old || was_assigned(ch)) && find_decomposition(ch);
  if (!exists || (found_decomposition.prefix !== 0 && !compatible)) {
    put(ch);
    return true;
  }
  const end = found_decomposition.end;
  for (let at = found_decomposition.start; at < end; at += 2) {
    let part: u32 = load<u16>(at);
    if (part >> 10 === 0x36) {
      at += 2;
      part = 0x10000 + ((part & 0x3ff) << 10) + (load<u16>(at) & 0x3ff);
    }
    if (!put_decomposed(part, old, compatible)) return false;
  }
  return true;
}

/** Brings combining characters into the order of their classes. */
function sort_canonically(): void {
  if (output.length === 0) return;
  let before = combining_class(char_at(0));
  for (let i = 1; i < output.length; i++) {
    const ch = char_at(i);
    const combining = combining_class(ch);
    if (before === 0 || combining === 0 || before <= combining) {
      before = combining;
      continue;
    }
    let place = i;
    while (place > 0 && combining_class(char_at(place - 1)) > combining) {
      set_char(place, char_at(place - 1));
      place--;
    }
    set_char(place, ch);
    before = combining_class(char_at(i));
  }
}

/** The decomposed text in `output`. False with MemoryError. */
function decompose(input: PyObject, old: bool, compatible: bool): bool {
  const n = PyUnicode_GET_LENGTH(input);
  if (!begin(n > 10 ? n + 10 : n * 2)) return false;
  const kind = PyUnicode_KIND(input);
  const data = PyUnicode_DATA(input);
  for (let i = 0; i < n; i++) if (!put_decomposed(PyUnicode_READ(kind, data, i), old, compatible)) return false;
  sort_canonically();
  return true;
}

/** The text in `output` as a str, which it gives up: new reference, NULL with MemoryError. */
function finish(): PyObject | null {
  const result = PyUnicode_FromKindAndData(4, output.text, output.length);
  PyMem_Free(output.text);
  return result;
}

/** NFD or NFKD: new reference, NULL with MemoryError. */
export function nfd_nfkd(input: PyObject, old: bool, compatible: bool): PyObject | null {
  return decompose(input, old, compatible) ? finish() : null;
}

/** The syllable that begins at `i` (an L before a V), 0: none. Marks the rest of it. */
function compose_syllable(i: i32): u32 {
  const l = char_at(i) - L_BASE;
  if (l >= L_COUNT || i + 1 >= output.length) return 0;
  const v = char_at(i + 1) - V_BASE;
  if (v >= V_COUNT) return 0;
  set_char(i + 1, SKIPPED);
  const syllable = S_BASE + (l * V_COUNT + v) * T_COUNT;
  const t = i + 2 < output.length ? char_at(i + 2) - T_BASE : 0;
  if (t === 0 || t >= T_COUNT) return syllable;
  set_char(i + 2, SKIPPED);
  return syllable + t;
}

/** `ch`, which stands at `i`, with what follows and is not blocked composed into it. Marks what has been. */
function compose_at(i: i32, ch: u32): u32 {
  let base = ch;
  let blocking: u32 = 0;
  for (let next = i + 1; next < output.length; next++) {
    const follower = char_at(next);
    if (follower === SKIPPED) continue;
    const combining = combining_class(follower);
    if (blocking !== 0) {
      if (combining === 0) break;
      if (blocking >= combining) continue;
    }
    const composed = composite(base, follower);
    if (composed !== 0) {
      base = composed;
      set_char(next, SKIPPED);
    } else if (combining === 0) {
      break;
    } else {
      blocking = combining;
    }
  }
  return base;
}

/** NFC or NFKC: new reference, NULL with MemoryError. */
export function nfc_nfkc(input: PyObject, old: bool, compatible: bool): PyObject | null {
  if (!decompose(input, old, compatible)) return null;
  const n = output.length;
  let length = 0;
  for (let i = 0; i < n; i++) {
    const ch = char_at(i);
    if (ch === SKIPPED) continue;
    const syllable = compose_syllable(i);
    set_char(length++, syllable !== 0 ? syllable : compose_at(i, ch));
  }
  output.length = length;
  return finish();
}
