/** gmtime, localtime, mktime, strftime ... of the module `time`. CPython: Modules/timemodule.c. */
import { _PyArg_AsInt, _PyArg_BadArgument } from "../abstract/args";
import { PyObject_GetAttrString } from "../abstract/attribute";
import { PyObject_Call } from "../abstract/call";
import { PyErr_Format, PyErr_NoMemory, PyErr_SetString } from "../abstract/errors";
import { import_module } from "../abstract/hooks";
import { PyErr_SetFromErrno } from "../builtin-types/exception-os";
import { PyFloat_FromDouble } from "../builtin-types/float";
import { PyLong_AsLong, PyLong_FromLong } from "../builtin-types/int";
import { module_add } from "../builtin-types/module";
import {
  PyUnicode_Check,
  PyUnicode_FromKindAndData,
  PyUnicode_FromString,
  PyUnicode_GET_LENGTH,
  PyUnicode_READ_CHAR,
} from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { PyUnicode_AsUTF8 } from "../builtin-types/str-utf8";
import { PyStructSequence_New, PyStructSequence_SET_ITEM } from "../builtin-types/structseq";
import {
  _PyTuple_ITEMS,
  PyTuple_Check,
  PyTuple_GET_ITEM,
  PyTuple_GET_SIZE,
  PyTuple_Pack,
} from "../builtin-types/tuple";
import { zone_reload } from "../host";
import { PyMem_Free, PyMem_Malloc } from "../memory/domains";
import { cstr } from "../object/literals";
import { Py_DECREF, Py_IS_TYPE, PyObject, ptr } from "../object/object";
import { tstate } from "../object/state";
import { Py_None, PyExc_OSError, PyExc_OverflowError, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import { copy_zone_name, local_time, make_time, Tm, utc_time } from "./time-calendar";
import { nanoseconds_of } from "./time-clocks";
import { SEC_TO_NS, seconds_from_object } from "./time-convert";
import { wcsftime } from "./time-strftime";

const EOVERFLOW: i32 = 75;

@unmanaged
class TimeState {
  /** Borrowed: the module's state owns it. */
  struct_time: PyTypeObject;
}
const state: TimeState = changetype<TimeState>(memory.data(16, 16));
const fields: Tm = changetype<Tm>(memory.data(48, 16));

export function set_struct_time_type(t: PyTypeObject): void {
  state.struct_time = t;
}

/** Seconds since the epoch. */
function now(): i64 {
  const ns = nanoseconds_of(0);
  return ns / SEC_TO_NS;
}

// --- struct_time from seconds ---

/** Item `i` of `o` = number. False with MemoryError. */
function set_number(o: PyObject, i: i32, value: i32): bool {
  const number = PyLong_FromLong(<i64>value);
  PyStructSequence_SET_ITEM(o, i, number);
  return number !== null;
}

/** The struct_time of a tm: new reference. */
function from_tm(tm: Tm): PyObject | null {
  const v = PyStructSequence_New(state.struct_time);
  if (!v) return null;
  let ok =
    // The year wraps around as C's int does.
    set_number(v, 0, tm.tm_year + 1900) &&
    set_number(v, 1, tm.tm_mon + 1) &&
    set_number(v, 2, tm.tm_mday) &&
    set_number(v, 3, tm.tm_hour) &&
    set_number(v, 4, tm.tm_min) &&
    set_number(v, 5, tm.tm_sec) &&
    set_number(v, 6, (tm.tm_wday + 6) % 7) &&
    set_number(v, 7, tm.tm_yday + 1) &&
    set_number(v, 8, tm.tm_isdst);
  if (ok) {
    const zone = PyUnicode_FromString(tm.tm_zone);
    PyStructSequence_SET_ITEM(v, 9, zone);
    ok = zone !== null && set_number(v, 10, tm.tm_gmtoff);
  }
  if (ok) return v;
  Py_DECREF(v);
  return null;
}

/** The optional argument `seconds` of `name`, in tstate.out_i64. False with an exception. */
function parse_seconds(args: PyObject, name: usize): bool {
  const n = PyTuple_GET_SIZE(args);
  if (n > 1) {
    PyErr_Format(PyExc_TypeError, cstr("%s() takes at most 1 argument (%zd given)"), name, <usize>n);
    return false;
  }
  if (n === 0 || ptr(PyTuple_GET_ITEM(args, 0)) === ptr(Py_None)) {
    tstate.out_i64 = now();
    return true;
  }
  const seconds = seconds_from_object(PyTuple_GET_ITEM(args, 0));
  if (tstate.current_exception) return false;
  tstate.out_i64 = seconds;
  return true;
}

/** Fills `fields` with UTC or local time at `t`. False with OSError. */
function fill_fields(t: i64, local: bool): bool {
  if (local ? local_time(t, fields) : utc_time(t, fields)) return true;
  PyErr_SetFromErrno(PyExc_OSError, EOVERFLOW);
  return false;
}

export function time_gmtime(_m: PyObject, args: PyObject | null): PyObject | null {
  if (!parse_seconds(args!, cstr("gmtime"))) return null;
  return fill_fields(tstate.out_i64, false) ? from_tm(fields) : null;
}

export function time_localtime(_m: PyObject, args: PyObject | null): PyObject | null {
  if (!parse_seconds(args!, cstr("localtime"))) return null;
  return fill_fields(tstate.out_i64, true) ? from_tm(fields) : null;
}

// --- tm from a struct_time or tuple ---

/** Zone and offset of a struct_time, into `fields`. False with an exception. */
function take_zone(t: PyObject): bool {
  const zone = _PyTuple_ITEMS(t).getOrNull(9);
  const offset = _PyTuple_ITEMS(t).getOrNull(10);
  if (zone && ptr(zone) !== ptr(Py_None)) {
    fields.tm_zone = PyUnicode_AsUTF8(zone);
    if (fields.tm_zone === 0) return false;
  }
  if (offset && ptr(offset) !== ptr(Py_None)) {
    fields.tm_gmtoff = <i32>PyLong_AsLong(offset);
    if (fields.tm_gmtoff === -1 && tstate.current_exception) return false;
  }
  return true;
}

/** Fills `fields` from a tuple of nine ints. False with an exception; `illegal`: for a wrong number of items. */
function gettmarg(t: PyObject, illegal: usize): bool {
  memory.fill(changetype<usize>(fields), 0, offsetof<Tm>());
  if (!PyTuple_Check(t)) {
    PyErr_SetString(PyExc_TypeError, cstr("Tuple or struct_time argument required"));
    return false;
  }
  if (PyTuple_GET_SIZE(t) !== 9) {
    PyErr_SetString(PyExc_TypeError, illegal);
    return false;
  }
  const numbers = INTS;
  for (let i = 0; i < 9; i++) {
    const value = _PyArg_AsInt(PyTuple_GET_ITEM(t, i));
    if (value === -1 && tstate.current_exception) return false;
    store<i32>(numbers + ((<usize>i) << 2), value);
  }
  const year = load<i32>(numbers);
  if (year < i32.MIN_VALUE + 1900) {
    PyErr_SetString(PyExc_OverflowError, cstr("year out of range"));
    return false;
  }
  fields.tm_year = year - 1900;
  fields.tm_mon = load<i32>(numbers, 4) - 1;
  fields.tm_mday = load<i32>(numbers, 8);
  fields.tm_hour = load<i32>(numbers, 12);
  fields.tm_min = load<i32>(numbers, 16);
  fields.tm_sec = load<i32>(numbers, 20);
  fields.tm_wday = (load<i32>(numbers, 24) + 1) % 7;
  fields.tm_yday = load<i32>(numbers, 28) - 1;
  fields.tm_isdst = load<i32>(numbers, 32);
  return Py_IS_TYPE(t, state.struct_time) ? take_zone(t) : true;
}
/** The nine numbers of gettmarg. */
const INTS: usize = memory.data(36, 8);

function out_of_range(text: usize): bool {
  PyErr_SetString(PyExc_ValueError, text);
  return false;
}

/** Corrects 0 for month, day and day of the year; false with ValueError for what a calendar does not have. */
function checktm(tm: Tm): bool {
  if (tm.tm_mon === -1) tm.tm_mon = 0;
  else if (tm.tm_mon < 0 || tm.tm_mon > 11) return out_of_range(cstr("month out of range"));
  if (tm.tm_mday === 0) tm.tm_mday = 1;
  else if (tm.tm_mday < 0 || tm.tm_mday > 31) return out_of_range(cstr("day of month out of range"));
  if (tm.tm_hour < 0 || tm.tm_hour > 23) return out_of_range(cstr("hour out of range"));
  if (tm.tm_min < 0 || tm.tm_min > 59) return out_of_range(cstr("minute out of range"));
  if (tm.tm_sec < 0 || tm.tm_sec > 61) return out_of_range(cstr("seconds out of range"));
  if (tm.tm_wday < 0) return out_of_range(cstr("day of week out of range"));
  if (tm.tm_yday === -1) tm.tm_yday = 0;
  else if (tm.tm_yday < 0 || tm.tm_yday > 365) return out_of_range(cstr("day of year out of range"));
  return true;
}

// --- texts ---

/** Three letters of a list of names of three letters. */
function short_name(list: usize, i: i32): usize {
  memory.copy(NAME, list + <usize>(3 * i), 3);
  return NAME;
}
const NAME: usize = memory.data(4, 4);
const SHORT_MONTH: usize = memory.data(4, 4);

/** "Thu Jan  1 00:00:00 1970". New reference. */
function asctime_of(tm: Tm): PyObject | null {
  memory.copy(SHORT_MONTH, short_name(cstr("JanFebMarAprMayJunJulAugSepOctNovDec"), tm.tm_mon), 3);
  const date = PyUnicode_FromFormat(
    cstr("%s %s%3d"),
    short_name(cstr("SunMonTueWedThuFriSat"), tm.tm_wday),
    SHORT_MONTH,
    <usize>tm.tm_mday,
  );
  if (!date) return null;
  const text = PyUnicode_FromFormat(
    cstr("%U %.2d:%.2d:%.2d %d"),
    ptr(date),
    <usize>tm.tm_hour,
    <usize>tm.tm_min,
    <usize>tm.tm_sec,
    <usize>(1900 + tm.tm_year),
  );
  Py_DECREF(date);
  return text;
}

/** The arguments of `name` are at least `least` and at most `most`; false with TypeError. */
function count_fits(args: PyObject, name: usize, least: i32, most: i32): bool {
  const n = PyTuple_GET_SIZE(args);
  if (n >= least && n <= most) return true;
  const limit = n < least ? least : most;
  const how = n < least ? cstr("at least") : cstr("at most");
  const s = limit === 1 ? cstr("") : cstr("s");
  const text = cstr("%s() takes %s %zd argument%s (%zd given)");
  PyErr_Format(PyExc_TypeError, text, name, how, <usize>limit, s, <usize>n);
  return false;
}

export function time_asctime(_m: PyObject, args: PyObject | null): PyObject | null {
  // UnpackTuple's message, not ParseTuple's.
  const n = PyTuple_GET_SIZE(args!);
  if (n > 1) return PyErr_Format(PyExc_TypeError, cstr("asctime expected at most 1 argument, got %zd"), <usize>n);
  if (n === 0) return fill_fields(now(), true) ? asctime_of(fields) : null;
  if (!gettmarg(PyTuple_GET_ITEM(args!, 0), cstr("asctime(): illegal time tuple argument"))) return null;
  return checktm(fields) ? asctime_of(fields) : null;
}

export function time_ctime(_m: PyObject, args: PyObject | null): PyObject | null {
  if (!parse_seconds(args!, cstr("ctime"))) return null;
  return fill_fields(tstate.out_i64, true) ? asctime_of(fields) : null;
}

export function time_mktime(_m: PyObject, arg: PyObject | null): PyObject | null {
  if (!gettmarg(arg!, cstr("mktime(): illegal time tuple argument"))) return null;
  const t = make_time(fields);
  if (local_time(t, fields)) return PyFloat_FromDouble(<f64>t);
  PyErr_SetString(PyExc_OverflowError, cstr("mktime argument out of range"));
  return null;
}

/** The characters of a str as 4 bytes each with a terminator, in the mem domain; 0 with an exception. */
function wide_text(text: PyObject): usize {
  const n = PyUnicode_GET_LENGTH(text);
  for (let i = 0; i < n; i++) {
    if (PyUnicode_READ_CHAR(text, i) !== 0) continue;
    PyErr_SetString(PyExc_ValueError, cstr("embedded null character"));
    return 0;
  }
  const wide = PyMem_Malloc((<usize>n + 1) << 2);
  if (wide === 0) {
    PyErr_NoMemory();
    return 0;
  }
  for (let i = 0; i < n; i++) store<u32>(wide + ((<usize>i) << 2), PyUnicode_READ_CHAR(text, i));
  store<u32>(wide + ((<usize>n) << 2), 0);
  return wide;
}

/** `fields` by a wide format of `length` characters, in a buffer that grows until the text fits or is hopeless. */
function format_fields(format: usize, length: i32): PyObject | null {
  let capacity = 1024;
  while (true) {
    const buffer = PyMem_Malloc((<usize>capacity) << 2);
    if (buffer === 0) return PyErr_NoMemory();
    const n = wcsftime(buffer, capacity, format, fields);
    const is_last: bool = n > 0 || capacity >= 256 * length;
    const result = is_last ? PyUnicode_FromKindAndData(4, buffer, n) : null;
    PyMem_Free(buffer);
    if (is_last) return result;
    capacity += capacity;
  }
}

/** Fills `fields` for strftime: the time given, or now. */
function strftime_fields(args: PyObject): bool {
  if (PyTuple_GET_SIZE(args) < 2) return fill_fields(now(), true);
  if (!gettmarg(PyTuple_GET_ITEM(args, 1), cstr("strftime(): illegal time tuple argument"))) return false;
  if (!checktm(fields)) return false;
  fields.tm_isdst = min(max(fields.tm_isdst, -1), 1);
  return true;
}

export function time_strftime(_m: PyObject, args: PyObject | null): PyObject | null {
  const name = cstr("strftime");
  if (!count_fits(args!, name, 1, 2)) return null;
  const format = PyTuple_GET_ITEM(args!, 0);
  if (!PyUnicode_Check(format)) {
    _PyArg_BadArgument(name, cstr("argument 1"), cstr("str"), format);
    return null;
  }
  if (!strftime_fields(args!)) return null;
  const wide = wide_text(format);
  if (wide === 0) return null;
  const result = format_fields(wide, PyUnicode_GET_LENGTH(format));
  PyMem_Free(wide);
  return result;
}

/** `_strptime._strptime_time(*args)`. */
export function time_strptime(_m: PyObject, args: PyObject | null): PyObject | null {
  const name = PyUnicode_FromString(cstr("_strptime"));
  const module = name ? import_module(name) : null;
  if (name) Py_DECREF(name);
  if (!module) return null;
  const f = PyObject_GetAttrString(module, cstr("_strptime_time"));
  Py_DECREF(module);
  if (!f) return null;
  const result = PyObject_Call(f, args!, null);
  Py_DECREF(f);
  return result;
}

// --- the zone ---

const YEAR: i64 = (365 * 24 + 6) * 3600;

const JANUARY: usize = memory.data(64, 8);
const JULY: usize = memory.data(64, 8);

/** ("CET", "CEST"). New reference. */
function zone_names(standard: usize, summer: usize): PyObject | null {
  const first = PyUnicode_FromString(standard);
  if (!first) return null;
  const second = PyUnicode_FromString(summer);
  const names = second ? PyTuple_Pack(first, second) : null;
  Py_DECREF(first);
  if (second) Py_DECREF(second);
  return names;
}

/** timezone, altzone, daylight, tzname: from local time in this January and July. False with an exception. */
export function init_timezone(m: PyObject): bool {
  const t = (now() / YEAR) * YEAR;
  local_time(t, fields);
  const january = -fields.tm_gmtoff;
  copy_zone_name(JANUARY);
  local_time(t + YEAR / 2, fields);
  const july = -fields.tm_gmtoff;
  copy_zone_name(JULY);
  // South of the equator January is in summer time.
  const south = january < july;
  return (
    module_add(m, cstr("timezone"), PyLong_FromLong(<i64>max(january, july))) === 0 &&
    module_add(m, cstr("altzone"), PyLong_FromLong(<i64>min(january, july))) === 0 &&
    module_add(m, cstr("daylight"), PyLong_FromLong(january !== july ? 1 : 0)) === 0 &&
    module_add(m, cstr("tzname"), south ? zone_names(JULY, JANUARY) : zone_names(JANUARY, JULY)) === 0
  );
}

export function time_tzset(m: PyObject, _unused: PyObject | null): PyObject | null {
  zone_reload();
  return init_timezone(m) ? Py_None : null;
}
