/**
 * Local time: what offset, name and summer time a zone has at a moment. Zones come from TZif files (RFC 9636) or from POSIX TZ
 * texts ("CET-1CEST,M3.5.0,M10.5.0/3"), as C's localtime reads them.
 */

export interface ZoneMoment {
  /** Seconds that local time is ahead of UTC. */
  offsetSeconds: number;
  isDst: boolean;
  /** Abbreviation: "CET". */
  name: string;
}

export interface TimeZone {
  at(epochSeconds: number): ZoneMoment;
}

export const UTC: TimeZone = { at: () => ({ offsetSeconds: 0, isDst: false, name: "UTC" }) };

const DAY = 86400;

/** Days since 1970-01-01 of the first day of a month (0 to 11). */
function daysToMonth(year: number, month: number): number {
  return Date.UTC(year < 100 ? year + 400 : year, month, 1) / (DAY * 1000) - (year < 100 ? 146097 : 0);
}

function yearAt(epochSeconds: number): number {
  const year = new Date(epochSeconds * 1000).getUTCFullYear();
  // Far beyond what Date knows, rules repeat every 400 years.
  return Number.isNaN(year) ? 2000 : year;
}

/** One end of summer time: a day of the year and a second of that day, in the local time before the change. */
interface RuleDay {
  kind: "J" | "D" | "M";
  month: number;
  week: number;
  day: number;
  seconds: number;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Local seconds since the epoch at which the rule applies in `year`. */
function momentOf(rule: RuleDay, anyYear: number): number {
  // As glibc has it: before 1970 there was no summer time to come yet.
  const year = Math.max(anyYear, 1970);
  const first = daysToMonth(year, 0);
  if (rule.kind === "D") return (first + rule.day) * DAY + rule.seconds;
  if (rule.kind === "J") {
    const skipped = isLeap(year) && rule.day >= 60 ? 1 : 0;
    return (first + rule.day - 1 + skipped) * DAY + rule.seconds;
  }
  const start = daysToMonth(year, rule.month - 1);
  const end = rule.month === 12 ? daysToMonth(year + 1, 0) : daysToMonth(year, rule.month);
  const weekday = (((start + 4) % 7) + 7) % 7;
  let day = start + ((rule.day - weekday + 7) % 7) + (rule.week - 1) * 7;
  while (day >= end) day -= 7;
  return day * DAY + rule.seconds;
}

/** A zone that follows a POSIX TZ text. */
class PosixZone implements TimeZone {
  constructor(
    private readonly standard: ZoneMoment,
    private readonly summer: ZoneMoment | null,
    private readonly start: RuleDay | null,
    private readonly end: RuleDay | null,
  ) {}

  at(epochSeconds: number): ZoneMoment {
    if (!this.summer || !this.start || !this.end) return this.standard;
    const year = yearAt(epochSeconds + this.standard.offsetSeconds);
    const begin = momentOf(this.start, year) - this.standard.offsetSeconds;
    const finish = momentOf(this.end, year) - this.summer.offsetSeconds;
    const isSummer =
      begin < finish ? epochSeconds >= begin && epochSeconds < finish : epochSeconds >= begin || epochSeconds < finish;
    return isSummer ? this.summer : this.standard;
  }
}

const NAME = "([A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)";
const OFFSET = "([+-]?\\d{1,3}(?::\\d\\d?(?::\\d\\d?)?)?)";
const DATE = "(J\\d+|\\d+|M\\d+\\.\\d\\.\\d)(?:/([+-]?\\d{1,3}(?::\\d\\d?(?::\\d\\d?)?)?))?";
const POSIX_TZ = new RegExp(`^${NAME}${OFFSET}(?:${NAME}${OFFSET}?(?:,${DATE},${DATE})?)?$`);

function secondsOf(text: string): number {
  const negative = text.startsWith("-");
  const [hours, minutes = 0, seconds = 0] = text.replace(/^[+-]/, "").split(":").map(Number);
  const total = hours * 3600 + minutes * 60 + seconds;
  return negative ? -total : total;
}

function ruleDay(text: string, time: string | undefined): RuleDay {
  const seconds = time === undefined ? 7200 : secondsOf(time);
  if (text.startsWith("M")) {
    const [month, week, day] = text.slice(1).split(".").map(Number);
    return { kind: "M", month, week, day, seconds };
  }
  if (text.startsWith("J")) return { kind: "J", month: 0, week: 0, day: Number(text.slice(1)), seconds };
  return { kind: "D", month: 0, week: 0, day: Number(text), seconds };
}

/** What glibc makes of a TZ text that it can't read: its first letters are the name of a zone that is UTC. */
export function unreadableZone(text: string): TimeZone {
  const name = /^[A-Za-z]{3,}/.exec(text)?.[0];
  return name === undefined ? UTC : new PosixZone({ offsetSeconds: 0, isDst: false, name }, null, null, null);
}

/** The zone of a POSIX TZ text; null when it is none. */
export function parsePosixZone(text: string): TimeZone | null {
  const match = POSIX_TZ.exec(text);
  if (!match) return null;
  const bare = (name: string) => name.replace(/[<>]/g, "");
  const offsetSeconds = -secondsOf(match[2]);
  const standard = { offsetSeconds, isDst: false, name: bare(match[1]) };
  if (match[3] === undefined) return new PosixZone(standard, null, null, null);
  const summerOffset = match[4] === undefined ? offsetSeconds + 3600 : -secondsOf(match[4]);
  const summer = { offsetSeconds: summerOffset, isDst: true, name: bare(match[3]) };
  const start = ruleDay(match[5] ?? "M3.2.0", match[6]);
  const end = ruleDay(match[7] ?? "M11.1.0", match[8]);
  return new PosixZone(standard, summer, start, end);
}

/** A zone with a table of transitions, and a rule for the time after the last one. */
class TableZone implements TimeZone {
  constructor(
    private readonly transitions: number[],
    private readonly kinds: number[],
    private readonly types: ZoneMoment[],
    private readonly after: TimeZone | null,
  ) {}

  at(epochSeconds: number): ZoneMoment {
    const { transitions, kinds, types } = this;
    if (transitions.length === 0 || epochSeconds < transitions[0]) {
      if (transitions.length === 0 && this.after) return this.after.at(epochSeconds);
      return types.find((type) => !type.isDst) ?? types[0];
    }
    let low = 0;
    let high = transitions.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (transitions[middle] <= epochSeconds) low = middle;
      else high = middle;
    }
    if (low === transitions.length - 1 && this.after) return this.after.at(epochSeconds);
    return types[kinds[low]];
  }
}

const HEADER_SIZE = 44;

/** Numbers of the header at `at`: [isutcnt, isstdcnt, leapcnt, timecnt, typecnt, charcnt]. */
function countsAt(view: DataView, at: number): number[] {
  return [0, 1, 2, 3, 4, 5].map((i) => view.getUint32(at + 20 + 4 * i));
}

/** The zone of a TZif file; null when it is none. */
export function parseZoneFile(bytes: Uint8Array): TimeZone | null {
  if (bytes.length < HEADER_SIZE || String.fromCharCode(...bytes.subarray(0, 4)) !== "TZif") return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let width = 4;
  if (bytes[4] >= 0x32) {
    // Version 2 and later: behind the block with 32-bit times is one with 64-bit times.
    const [isut, isstd, leap, time, type, char] = countsAt(view, 0);
    at = HEADER_SIZE + time * 5 + type * 6 + char + leap * 8 + isstd + isut;
    width = 8;
  }
  const [isut, isstd, leap, timeCount, typeCount, charCount] = countsAt(view, at);
  at += HEADER_SIZE;
  const timeAt = (i: number) => (width === 8 ? Number(view.getBigInt64(at + 8 * i)) : view.getInt32(at + 4 * i));
  const transitions = Array.from({ length: timeCount }, (_, i) => timeAt(i));
  at += timeCount * width;
  const kinds = [...bytes.subarray(at, at + timeCount)];
  at += timeCount;
  const names = at + typeCount * 6;
  const nameAt = (index: number) => {
    const start = names + index;
    return String.fromCharCode(...bytes.subarray(start, bytes.indexOf(0, start)));
  };
  const types = Array.from({ length: typeCount }, (_, i) => ({
    offsetSeconds: view.getInt32(at + 6 * i),
    isDst: bytes[at + 6 * i + 4] !== 0,
    name: nameAt(bytes[at + 6 * i + 5]),
  }));
  const footer = names + charCount + leap * (width + 4) + isstd + isut;
  const rule = width === 8 ? new TextDecoder().decode(bytes.subarray(footer)).trim() : "";
  return new TableZone(transitions, kinds, types, rule === "" ? null : parsePosixZone(rule));
}

/** The zone that JavaScript's Date knows: offsets are right, names are those of Intl ("GMT+1"). */
export function dateZone(): TimeZone {
  const format = new Intl.DateTimeFormat("en-US", { timeZoneName: "short" });
  const offsetAt = (epochSeconds: number) => -new Date(epochSeconds * 1000).getTimezoneOffset() * 60;
  return {
    at(epochSeconds) {
      // Beyond Date's range: the same place in a calendar 400 years nearer.
      const seconds = Math.abs(epochSeconds) < 8.64e12 ? epochSeconds : epochSeconds % 12622780800;
      const year = yearAt(seconds);
      const offsets = [0, 6].map((month) => offsetAt(daysToMonth(year, month) * DAY));
      const offsetSeconds = offsetAt(seconds);
      const parts = format.formatToParts(new Date(seconds * 1000));
      return {
        offsetSeconds,
        isDst: offsetSeconds !== Math.min(...offsets),
        name: parts.find((part) => part.type === "timeZoneName")?.value ?? "",
      };
    },
  };
}
