/**
 * Calendar arithmetic: broken-down time from seconds and back, in UTC and in local time. CPython: C's gmtime_r, localtime_r,
 * mktime (glibc).
 */
import { zone_at } from "../host";

/** C's struct tm: the year counts from 1900, the month from 0, Sunday is day 0 of the week. */
@unmanaged
export class Tm {
  tm_sec: i32;
  tm_min: i32;
  tm_hour: i32;
  tm_mday: i32;
  tm_mon: i32;
  tm_year: i32;
  tm_wday: i32;
  tm_yday: i32;
  tm_isdst: i32;
  /** Seconds ahead of UTC. */
  tm_gmtoff: i32;
  /** Abbreviation of the zone: NUL-terminated ASCII, valid until the next call of local_time; 0: not known. */
  tm_zone: usize;
}

/** What zone_at fills: offset, summer time, name. */
const ZONE: usize = memory.data(72, 8);
const ZONE_CAPACITY: i32 = 71;
const GMT: usize = memory.data<u8>([71, 77, 84, 0]);

const DAY: i64 = 86400;

/** a / b and a - b * that, rounded down. @inline */
function floor_div(a: i64, b: i64): i64 {
  const q = a / b;
  return a % b < 0 ? q - 1 : q;
}

/** Days from 1970-01-01 to the first day of a month (0 to 11) of a year. */
function days_to_month(year: i64, month: i32): i64 {
  // Years that begin in March: the leap day is their last.
  const y = month < 2 ? year - 1 : year;
  const m = month < 2 ? month + 10 : month - 2;
  const era = floor_div(y, 400);
  const of_era = y - era * 400;
  const day = <i64>((153 * m + 2) / 5);
  return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + day - 719468;
}

/** Date of day `days` since 1970-01-01. False when the year is too large for a tm. */
function set_date(tm: Tm, days: i64): bool {
  const z = days + 719468;
  const era = floor_div(z, 146097);
  const doe = z - era * 146097;
  const yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const doy = <i32>(doe - (365 * yoe + yoe / 4 - yoe / 100));
  const m = (5 * doy + 2) / 153;
  tm.tm_mday = doy - (153 * m + 2) / 5 + 1;
  tm.tm_mon = m < 10 ? m + 2 : m - 10;
  const year = yoe + era * 400 + (m < 10 ? 0 : 1);
  const since1900 = year - 1900;
  if (since1900 !== <i64>(<i32>since1900)) return false;
  tm.tm_year = <i32>since1900;
  tm.tm_yday = <i32>(days - days_to_month(year, 0));
  // 1970-01-01 was a Thursday.
  const weekday = <i32>((days + 4) % 7);
  tm.tm_wday = weekday < 0 ? weekday + 7 : weekday;
  return true;
}

/** `t` seconds since the epoch, `offset` seconds ahead of UTC. False when the year is too large. */
function set_fields(tm: Tm, t: i64, offset: i32): bool {
  const local = t + <i64>offset;
  const days = floor_div(local, DAY);
  const second = <i32>(local - days * DAY);
  if (!set_date(tm, days)) return false;
  tm.tm_hour = second / 3600;
  tm.tm_min = (second / 60) % 60;
  tm.tm_sec = second % 60;
  tm.tm_gmtoff = offset;
  return true;
}

/** gmtime_r: false when the year is too large. */
export function utc_time(t: i64, tm: Tm): bool {
  tm.tm_isdst = 0;
  tm.tm_zone = GMT;
  return set_fields(tm, t, 0);
}

/** Asks the host for the zone at `t`; the answer lies at ZONE. */
function ask_zone(t: i64): void {
  const length = zone_at(<f64>t, ZONE, ZONE_CAPACITY);
  store<u8>(ZONE + 8 + <usize>length, 0);
}

/** Seconds that local time is ahead of UTC at `t`. */
function offset_at(t: i64): i32 {
  ask_zone(t);
  return load<i32>(ZONE);
}

/** Abbreviations for standard and summer time, NUL-terminated, of 64 bytes each: C's tzname. */
const NAMES: usize = memory.data(128, 8);

/** The abbreviation that standard (0) or summer time (1) had last. */
export function zone_name_of(isdst: i32): usize {
  const name = NAMES + ((<usize>isdst) << 6);
  return load<u8>(name) !== 0 ? name : NAMES;
}

/** The abbreviation of the last local time, to 63 bytes at `to`. */
export function copy_zone_name(to: usize): void {
  memory.copy(to, ZONE + 8, 63);
}

/** localtime_r; as there, tzname is set on the way. False when the year is too large. */
export function local_time(t: i64, tm: Tm): bool {
  ask_zone(t);
  tm.tm_isdst = load<i32>(ZONE, 4);
  copy_zone_name(NAMES + ((<usize>tm.tm_isdst) << 6));
  tm.tm_zone = ZONE + 8;
  return set_fields(tm, t, load<i32>(ZONE));
}

/** Seconds since the epoch of the fields as UTC, with `second` for the seconds; they may be out of their ranges. */
function seconds_of(tm: Tm, second: i32): i64 {
  const months = <i64>tm.tm_year * 12 + <i64>tm.tm_mon;
  const year = floor_div(months, 12);
  const days = days_to_month(year + 1900, <i32>(months - year * 12)) + <i64>tm.tm_mday - 1;
  return days * DAY + <i64>tm.tm_hour * 3600 + <i64>tm.tm_min * 60 + <i64>second;
}

/** Summer time is asked about and is not what was asked for. */
function isdst_differs(asked: i32, found: i32): bool {
  return asked >= 0 && (asked !== 0) !== (found !== 0);
}

/** What make_time remembers of its last result: seconds that UTC is ahead of local time. The next call begins with it. */
@unmanaged
class LastOffset {
  seconds: i64;
}
const last: LastOffset = changetype<LastOffset>(memory.data(8, 8));

/** How far glibc looks for the other kind of time: steps of a week and a bit, over 17 years. */
const STRIDE: i64 = 601200;
const DURATION_MAX: i64 = 536454000;

/** In ZONE: 1 during summer time. @inline */
function zone_isdst(): i32 {
  return load<i32>(ZONE, 4);
}

/**
 * The moment for `local` by the clock that has the wanted summer time, as it was or will be nearest to `t`; in a zone without it,
 * an hour away.
 */
function with_other_dst(local: i64, t: i64, isdst: i32): i64 {
  for (let distance = STRIDE; distance < DURATION_MAX; distance += STRIDE) {
    for (let side = -1; side <= 1; side += 2) {
      const offset = offset_at(t + <i64>side * distance);
      if (!isdst_differs(isdst, zone_isdst())) return local - <i64>offset;
    }
  }
  return isdst > 0 ? t - 3600 : t + 3600;
}

/**
 * The moment whose local time is `local` seconds after 1970 began locally. Guesses until a guess is its own correction; in the
 * gap that a change leaves, where two guesses correct each other, the one whose summer time is not the one asked for.
 */
function find_moment(local: i64, isdst: i32): i64 {
  let t = local + last.seconds;
  let t1 = t;
  let t2 = t;
  let dst2 = 0;
  while (true) {
    const next = local - <i64>offset_at(t);
    const dst = zone_isdst();
    if (next === t) return isdst_differs(isdst, dst) ? with_other_dst(local, t, isdst) : t;
    if (t === t1 && t !== t2 && (isdst < 0 ? dst2 <= dst : isdst_differs(isdst, dst))) return t;
    t1 = t2;
    t2 = t;
    t = next;
    dst2 = dst;
  }
}

/** mktime: seconds since the epoch of local time. As glibc's, it depends on the last call where a time is ambiguous. */
export function make_time(tm: Tm): i64 {
  const second = min(max(tm.tm_sec, 0), 59);
  const local = seconds_of(tm, second);
  const t = find_moment(local, tm.tm_isdst);
  last.seconds = t - local;
  return t + <i64>(tm.tm_sec - second);
}
