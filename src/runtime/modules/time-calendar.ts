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

/** localtime_r: false when the year is too large. */
export function local_time(t: i64, tm: Tm): bool {
  ask_zone(t);
  tm.tm_isdst = load<i32>(ZONE, 4);
  tm.tm_zone = ZONE + 8;
  return set_fields(tm, t, load<i32>(ZONE));
}

/** Seconds since the epoch of the fields as UTC; they may be out of their ranges. */
function seconds_of(tm: Tm): i64 {
  const months = <i64>tm.tm_year * 12 + <i64>tm.tm_mon;
  const year = floor_div(months, 12);
  const days = days_to_month(year + 1900, <i32>(months - year * 12)) + <i64>tm.tm_mday - 1;
  return days * DAY + <i64>tm.tm_hour * 3600 + <i64>tm.tm_min * 60 + <i64>tm.tm_sec;
}

/** The moment whose local time is `local` seconds after 1970 began locally; in a gap, the time before the jump goes on. */
function moment_of(local: i64): i64 {
  const first = local - <i64>offset_at(local);
  const second = local - <i64>offset_at(first);
  if (second === first || <i64>offset_at(second) === local - second) return second;
  return max<i64>(first, second);
}

/** How far glibc looks for the other kind of time: steps of a week and a bit, over 17 years. */
const STRIDE: i64 = 601200;
const DURATION_MAX: i64 = 536454000;

/** The moment for `local` by the clock that has the wanted summer time, as it was or will be nearest to `t`. */
function with_other_dst(local: i64, t: i64, isdst: i32): i64 {
  for (let distance = STRIDE; distance < DURATION_MAX; distance += STRIDE) {
    for (let side = -1; side <= 1; side += 2) {
      const offset = offset_at(t + <i64>side * distance);
      if (load<i32>(ZONE, 4) === isdst) return local - <i64>offset;
    }
  }
  return t;
}

/** mktime: seconds since the epoch of local time. */
export function make_time(tm: Tm): i64 {
  const local = seconds_of(tm);
  const t = moment_of(local);
  if (tm.tm_isdst < 0) return t;
  ask_zone(t);
  const wanted = tm.tm_isdst > 0 ? 1 : 0;
  return load<i32>(ZONE, 4) === wanted ? t : with_other_dst(local, t, wanted);
}
