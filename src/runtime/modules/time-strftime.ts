/**
 * strftime in the C locale. CPython: C's wcsftime (glibc), with its flags (_ - 0 ^ #), widths and modifiers (E O).
 *
 * Characters are 32 bits wide, in the format and in the result. What is not known is copied as it stands.
 */
import { cstr } from "../object/literals";
import { make_time, Tm, zone_name_of } from "./time-calendar";

const CR_PERCENT: u32 = 0x25;
const NO_PAD: u32 = 0;
const MINUS: u32 = 0x2d;
const ZERO: u32 = 0x30;
const SPACE_PAD: u32 = 0x5f;

/** The result so far, and the conversion being done. */
@unmanaged
class Output {
  tm: Tm;
  buffer: usize;
  length: i32;
  /** Characters that fit, without the terminator; one more and the whole result is given up. */
  limit: i32;
  overflown: i32;
  pad: u32;
  width: i32;
  upper: i32;
  change_case: i32;
  modifier: u32;
}
const out: Output = changetype<Output>(memory.data(64, 8));

/** A number as text: 24 characters, written from the end. */
const DIGITS: usize = memory.data(24, 8);

function put(c: u32): void {
  if (out.length >= out.limit) {
    out.overflown = 1;
    return;
  }
  store<u32>(out.buffer + ((<usize>out.length) << 2), c);
  out.length++;
}

/** `count` characters; stops where the result overflows. */
function put_repeated(c: u32, count: i32): void {
  for (let i = 0; i < count && !out.overflown; i++) put(c);
}

/** What the width asks for before `length` characters. */
function put_width(length: i32): void {
  put_repeated(out.pad === ZERO ? ZERO : 0x20, out.width - length);
}

function upper_case(c: u32): u32 {
  return c - 0x61 < 26 ? c - 32 : c;
}

function lower_case(c: u32): u32 {
  return c - 0x41 < 26 ? c + 32 : c;
}

/** An ASCII text, padded to the width. `lower`: in small letters. */
function put_text(text: usize, lower: bool = false): void {
  let length = 0;
  while (load<u8>(text + <usize>length) !== 0) length++;
  put_width(length);
  for (let i = 0; i < length; i++) {
    const c: u32 = load<u8>(text + <usize>i);
    put(lower ? lower_case(c) : out.upper ? upper_case(c) : c);
  }
}

/** The name of which `list` has one for each number, of `size` bytes each, to the first `length` characters. */
function put_name(list: usize, index: i32, count: i32, length: i32): void {
  if (out.change_case) out.upper = 1;
  if (<u32>index >= <u32>count) {
    put_text(cstr("?"));
    return;
  }
  let at = list;
  for (let i = 0; i < index; i++) {
    while (load<u8>(at) !== 32) at++;
    at++;
  }
  let n = 0;
  while (load<u8>(at + <usize>n) !== 32 && load<u8>(at + <usize>n) !== 0) n++;
  n = min(n, length);
  put_width(n);
  for (let i = 0; i < n; i++) {
    const c: u32 = load<u8>(at + <usize>i);
    put(out.upper ? upper_case(c) : c);
  }
}

/** A number of at least `digits` digits, filled up with zeros or, under "_", with spaces. */
function put_number(digits: i32, value: i64): void {
  const negative = value < 0;
  let rest: u64 = negative ? <u64>-value : <u64>value;
  let at = DIGITS + 24;
  do {
    store<u8>(--at, ZERO + <u32>(rest % 10));
    rest /= 10;
  } while (rest !== 0);
  let count = <i32>(DIGITS + 24 - at);
  const size = count + (negative ? 1 : 0);
  const wanted = out.pad === MINUS ? 0 : max(digits, out.width);
  const missing = wanted - size;
  if (missing > 0 && out.pad === SPACE_PAD) put_repeated(0x20, missing);
  else if (out.pad === MINUS) put_repeated(0x20, out.width - size);
  if (negative) put(MINUS);
  if (missing > 0 && out.pad !== SPACE_PAD) put_repeated(ZERO, missing);
  for (; count > 0; count--) put(load<u8>(at++));
}

/** As put_number, filled up with spaces unless a flag says otherwise. */
function put_number_spaces(digits: i32, value: i64): void {
  if (out.pad === NO_PAD) out.pad = SPACE_PAD;
  put_number(digits, value);
}

/** The format character at `i` of an ASCII (1 byte) or wide (4 bytes) text; 0 at the end. @inline */
function char_at(format: usize, shift: u32, i: i32): u32 {
  const at = format + ((<usize>i) << shift);
  return shift === 0 ? load<u8>(at) : load<u32>(at);
}

/** A format made of other conversions, as a whole padded to the width. */
function put_sub_format(format: usize): void {
  const upper = out.upper;
  const width = out.width;
  const pad = out.pad;
  // Its length first.
  const start = out.length;
  run(format, 0);
  const length = out.length - start;
  if (width > length && !out.overflown) {
    out.length = start;
    put_repeated(pad === ZERO ? ZERO : 0x20, width - length);
    run(format, 0);
  }
  if (!upper) return;
  for (let i = start; i < out.length; i++) {
    const at = out.buffer + ((<usize>i) << 2);
    store<u32>(at, upper_case(load<u32>(at)));
  }
}

function day_names(): usize {
  return cstr("Sunday Monday Tuesday Wednesday Thursday Friday Saturday");
}

function month_names(): usize {
  return cstr("January February March April May June July August September October November December");
}

/** Days since the Monday that begins the week of ISO 8601's first week of the year; negative before it. */
function iso_week_days(yday: i32, wday: i32): i32 {
  const big_enough_multiple = 3 * 7;
  return yday - ((yday - wday + 4 + big_enough_multiple) % 7) + 4 - 1;
}

function is_leap(year: i64): bool {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** ISO 8601: %G the year, %g its last two digits, %V the week. */
function put_iso(c: u32): void {
  const tm = out.tm;
  let year = <i64>tm.tm_year + 1900;
  let days = iso_week_days(tm.tm_yday, tm.tm_wday);
  if (days < 0) {
    // It belongs to the last week of the year before.
    year--;
    days = iso_week_days(tm.tm_yday + (is_leap(year) ? 366 : 365), tm.tm_wday);
  } else {
    const next = iso_week_days(tm.tm_yday - (is_leap(year) ? 366 : 365), tm.tm_wday);
    if (next >= 0) {
      year++;
      days = next;
    }
  }
  if (c === 0x47) put_number(1, year);
  else if (c === 0x67) put_number(2, ((year % 100) + 100) % 100);
  else put_number(2, <i64>(days / 7 + 1));
}

/** %z: "+hhmm". */
function put_offset(): void {
  const tm = out.tm;
  if (tm.tm_isdst < 0) return;
  const negative = tm.tm_gmtoff < 0;
  const minutes = (negative ? -tm.tm_gmtoff : tm.tm_gmtoff) / 60;
  put_width(1);
  put(negative ? MINUS : 0x2b);
  put_number(4, <i64>((minutes / 60) * 100 + (minutes % 60)));
}

/** Conversions that are texts; false: it is none. */
function put_text_conversion(c: u32): bool {
  const tm = out.tm;
  switch (c) {
    case 0x61: // a
      put_name(day_names(), tm.tm_wday, 7, 3);
      return true;
    case 0x41: // A
      put_name(day_names(), tm.tm_wday, 7, 99);
      return true;
    case 0x62: // b
    case 0x68: // h
      put_name(month_names(), tm.tm_mon, 12, 3);
      return true;
    case 0x42: // B
      put_name(month_names(), tm.tm_mon, 12, 99);
      return true;
    case 0x50: // P
    case 0x70: // p
      put_text(tm.tm_hour > 11 ? cstr("PM") : cstr("AM"), c === 0x50 || out.change_case !== 0);
      return true;
    case CR_PERCENT:
      put_text(cstr("%"));
      return true;
    case 0x6e: // n
      put_text(cstr("\n"));
      return true;
    case 0x74: // t
      put_text(cstr("\t"));
      return true;
    case 0x5a: // Z
      put_text(zone_name(tm), out.change_case !== 0);
      return true;
    case 0x7a: // z
      put_offset();
      return true;
    default:
      return false;
  }
}

/** The abbreviation; where the tm has none, the current one of its kind of time. */
function zone_name(tm: Tm): usize {
  if (tm.tm_zone !== 0 && load<u8>(tm.tm_zone) !== 0) return tm.tm_zone;
  return tm.tm_isdst < 0 ? cstr("") : zone_name_of(tm.tm_isdst > 0 ? 1 : 0);
}

/** Conversions that stand for other ones; false: it is none. */
function put_compound(c: u32): bool {
  switch (c) {
    case 0x63: // c
      put_sub_format(cstr("%a %b %e %H:%M:%S %Y"));
      return true;
    case 0x44: // D
    case 0x78: // x
      put_sub_format(cstr("%m/%d/%y"));
      return true;
    case 0x46: // F
      put_sub_format(cstr("%Y-%m-%d"));
      return true;
    case 0x72: // r
      put_sub_format(cstr("%I:%M:%S %p"));
      return true;
    case 0x52: // R
      put_sub_format(cstr("%H:%M"));
      return true;
    case 0x54: // T
    case 0x58: // X
      put_sub_format(cstr("%H:%M:%S"));
      return true;
    default:
      return false;
  }
}

/** Parts of a date as numbers; false: it is none. */
function put_date_number(c: u32): bool {
  const tm = out.tm;
  const year = <i64>tm.tm_year + 1900;
  switch (c) {
    case 0x43: // C
      put_number(1, year / 100 - (year % 100 < 0 ? 1 : 0));
      return true;
    case 0x64: // d
      put_number(2, <i64>tm.tm_mday);
      return true;
    case 0x65: // e
      put_number_spaces(2, <i64>tm.tm_mday);
      return true;
    case 0x6a: // j
      put_number(3, <i64>(tm.tm_yday + 1));
      return true;
    case 0x6d: // m
      put_number(2, <i64>(tm.tm_mon + 1));
      return true;
    case 0x47: // G
    case 0x67: // g
    case 0x56: // V
      put_iso(c);
      return true;
    case 0x75: // u
      put_number(1, <i64>(((tm.tm_wday + 6) % 7) + 1));
      return true;
    case 0x55: // U
      put_number(2, <i64>((tm.tm_yday - tm.tm_wday + 7) / 7));
      return true;
    case 0x57: // W
      put_number(2, <i64>((tm.tm_yday - ((tm.tm_wday + 6) % 7) + 7) / 7));
      return true;
    case 0x77: // w
      put_number(1, <i64>tm.tm_wday);
      return true;
    case 0x59: // Y
      put_number(1, year);
      return true;
    case 0x79: // y
      put_number(2, ((year % 100) + 100) % 100);
      return true;
    default:
      return false;
  }
}

/** 1 to 12. @inline */
function hour12(hour: i32): i64 {
  return hour === 0 ? 12 : hour > 12 ? <i64>(hour - 12) : <i64>hour;
}

/** %s: a number that the width fills up like a text. */
function put_seconds(t: i64): void {
  let size = t < 0 ? 2 : 1;
  for (let rest = t / 10; rest !== 0; rest /= 10) size++;
  put_width(size);
  out.width = -1;
  put_number(1, t);
}

/** Parts of a time of day as numbers; false: it is none. */
function put_time_number(c: u32): bool {
  const tm = out.tm;
  switch (c) {
    case 0x48: // H
      put_number(2, <i64>tm.tm_hour);
      return true;
    case 0x49: // I
      put_number(2, hour12(tm.tm_hour));
      return true;
    case 0x6b: // k
      put_number_spaces(2, <i64>tm.tm_hour);
      return true;
    case 0x6c: // l
      put_number_spaces(2, hour12(tm.tm_hour));
      return true;
    case 0x4d: // M
      put_number(2, <i64>tm.tm_min);
      return true;
    case 0x53: // S
      put_number(2, <i64>tm.tm_sec);
      return true;
    case 0x73: // s
      put_seconds(make_time(tm));
      return true;
    default:
      return false;
  }
}

/** Whether glibc takes conversion `c` with modifier E or O (0: none). */
function modifier_fits(c: u32, modifier: u32): bool {
  if (modifier === 0) return true;
  const list = modifier === 0x45 ? cstr("cCnpPrRsTuxXyYzZ%") : cstr("bBCdegGhHIjklmMnpPrRsSTuUVwWyzZ%");
  for (let at = list; load<u8>(at) !== 0; at++) if (load<u8>(at) === c) return true;
  return false;
}

/** One conversion; false: not known. */
function put_conversion(c: u32): bool {
  if (!modifier_fits(c, out.modifier)) return false;
  return put_date_number(c) || put_time_number(c) || put_text_conversion(c) || put_compound(c);
}

/** Copies the unknown conversion from `start` to before `end`, padded to the width. */
function put_unknown(format: usize, shift: u32, start: i32, end: i32): void {
  put_width(end - start);
  for (let i = start; i < end; i++) {
    const c = char_at(format, shift, i);
    put(out.upper ? upper_case(c) : c);
  }
}

/** Reads flags and width behind the "%" at `i - 1`; where they end. */
function read_flags(format: usize, shift: u32, i: i32): i32 {
  out.pad = NO_PAD;
  out.width = -1;
  out.upper = 0;
  out.change_case = 0;
  while (true) {
    const c = char_at(format, shift, i);
    if (c === SPACE_PAD || c === MINUS || c === ZERO) out.pad = c;
    else if (c === 0x5e) out.upper = 1;
    else if (c === 0x23) out.change_case = 1;
    else break;
    i++;
  }
  while (char_at(format, shift, i) - ZERO < 10) {
    const digit = <i32>(char_at(format, shift, i) - ZERO);
    const width = <i64>max(out.width, 0) * 10 + <i64>digit;
    out.width = <i32>min<i64>(width, <i64>i32.MAX_VALUE);
    i++;
  }
  return i;
}

/** Appends the text of `format`, of 1 << shift bytes a character. */
function run(format: usize, shift: u32): void {
  let i = 0;
  while (!out.overflown) {
    const c = char_at(format, shift, i++);
    if (c === 0) return;
    if (c !== CR_PERCENT) {
      put(c);
      continue;
    }
    const start = i - 1;
    i = read_flags(format, shift, i);
    let conversion = char_at(format, shift, i++);
    out.modifier = 0;
    if (conversion === 0x45 || conversion === 0x4f) {
      out.modifier = conversion;
      conversion = char_at(format, shift, i++);
    }
    if (conversion === 0) {
      put_unknown(format, shift, start, --i);
      return;
    }
    if (!put_conversion(conversion)) put_unknown(format, shift, start, i);
  }
}

/**
 * The formatted time in `buffer` (`capacity` characters of 4 bytes): its length; 0 when it does not fit with a terminator.
 * `format`: characters of 4 bytes, ended by 0.
 */
export function wcsftime(buffer: usize, capacity: i32, format: usize, tm: Tm): i32 {
  out.tm = tm;
  out.buffer = buffer;
  out.length = 0;
  out.limit = capacity - 1;
  out.overflown = 0;
  run(format, 2);
  return out.overflown ? 0 : out.length;
}
