/** The module `time`, as on Linux. CPython: Modules/timemodule.c. The functions are in time-*.ts. */

import { PyLong_FromLong } from "../builtin-types/int";
import {
  module_add,
  module_add_type,
  module_begin,
  module_noargs,
  module_o,
  module_state_alloc,
  module_varargs,
} from "../builtin-types/module";
import { PyStructSequence_NewType } from "../builtin-types/structseq";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { PyCFunction } from "../object/slots";
import {
  CLOCK_BOOTTIME,
  CLOCK_MONOTONIC,
  CLOCK_MONOTONIC_RAW,
  CLOCK_PROCESS_CPUTIME_ID,
  CLOCK_REALTIME,
  CLOCK_TAI,
  CLOCK_THREAD_CPUTIME_ID,
  time_clock_getres,
  time_clock_gettime,
  time_clock_gettime_ns,
  time_clock_settime,
  time_clock_settime_ns,
  time_get_clock_info,
  time_monotonic,
  time_monotonic_ns,
  time_process_time,
  time_process_time_ns,
  time_pthread_getcpuclockid,
  time_sleep,
  time_thread_time,
  time_thread_time_ns,
  time_time,
  time_time_ns,
} from "./time-clocks";
import {
  init_timezone,
  set_struct_time_type,
  time_asctime,
  time_ctime,
  time_gmtime,
  time_localtime,
  time_mktime,
  time_strftime,
  time_strptime,
  time_tzset,
} from "./time-functions";

/** Fields of a struct_time; the last two are not visible. */
const STRUCT_TM_ITEMS: i64 = 11;

function add_clocks(m: PyObject): bool {
  return (
    module_noargs(m, cstr("time"), PyCFunction.of(time_time), cstr("time() -> float\n\nSeconds since the epoch.")) ===
      0 &&
    module_noargs(
      m,
      cstr("time_ns"),
      PyCFunction.of(time_time_ns),
      cstr("time_ns() -> int\n\nNanoseconds since then."),
    ) === 0 &&
    module_o(
      m,
      cstr("clock_gettime"),
      PyCFunction.of(time_clock_gettime),
      cstr("clock_gettime($module, clk_id, /)\n--\n\nThe time of a clock in seconds."),
    ) === 0 &&
    module_o(
      m,
      cstr("clock_gettime_ns"),
      PyCFunction.of(time_clock_gettime_ns),
      cstr("clock_gettime_ns($module, clk_id, /)\n--\n\nThe time of a clock in nanoseconds."),
    ) === 0 &&
    module_varargs(m, cstr("clock_settime"), PyCFunction.of(time_clock_settime), cstr("Sets a clock.")) === 0 &&
    module_varargs(m, cstr("clock_settime_ns"), PyCFunction.of(time_clock_settime_ns), cstr("Sets a clock.")) === 0 &&
    module_varargs(m, cstr("clock_getres"), PyCFunction.of(time_clock_getres), cstr("How fine a clock is.")) === 0 &&
    module_varargs(
      m,
      cstr("pthread_getcpuclockid"),
      PyCFunction.of(time_pthread_getcpuclockid),
      cstr("The clock of a thread's CPU time."),
    ) === 0 &&
    module_o(m, cstr("sleep"), PyCFunction.of(time_sleep), cstr("sleep(seconds)\n\nWaits.")) === 0
  );
}

function add_calendar(m: PyObject): bool {
  return (
    module_varargs(m, cstr("gmtime"), PyCFunction.of(time_gmtime), cstr("The struct_time of a moment in UTC.")) === 0 &&
    module_varargs(m, cstr("localtime"), PyCFunction.of(time_localtime), cstr("The struct_time of local time.")) ===
      0 &&
    module_varargs(m, cstr("asctime"), PyCFunction.of(time_asctime), cstr("A struct_time as text.")) === 0 &&
    module_varargs(m, cstr("ctime"), PyCFunction.of(time_ctime), cstr("Local time as text.")) === 0 &&
    module_o(m, cstr("mktime"), PyCFunction.of(time_mktime), cstr("The moment of a local time.")) === 0 &&
    module_varargs(m, cstr("strftime"), PyCFunction.of(time_strftime), cstr("A struct_time by a format.")) === 0 &&
    module_varargs(m, cstr("strptime"), PyCFunction.of(time_strptime), cstr("The struct_time in a text.")) === 0 &&
    module_noargs(m, cstr("tzset"), PyCFunction.of(time_tzset), cstr("tzset()\n\nReads TZ anew.")) === 0
  );
}

function add_timers(m: PyObject): bool {
  const monotonic = cstr("A clock that never goes back.");
  const process = cstr("CPU time of the process.");
  const thread = cstr("CPU time of the thread.");
  const counter = cstr("A clock for measuring short times.");
  return (
    module_noargs(m, cstr("monotonic"), PyCFunction.of(time_monotonic), monotonic) === 0 &&
    module_noargs(m, cstr("monotonic_ns"), PyCFunction.of(time_monotonic_ns), monotonic) === 0 &&
    module_noargs(m, cstr("process_time"), PyCFunction.of(time_process_time), process) === 0 &&
    module_noargs(m, cstr("process_time_ns"), PyCFunction.of(time_process_time_ns), process) === 0 &&
    module_noargs(m, cstr("thread_time"), PyCFunction.of(time_thread_time), thread) === 0 &&
    module_noargs(m, cstr("thread_time_ns"), PyCFunction.of(time_thread_time_ns), thread) === 0 &&
    module_noargs(m, cstr("perf_counter"), PyCFunction.of(time_monotonic), counter) === 0 &&
    module_noargs(m, cstr("perf_counter_ns"), PyCFunction.of(time_monotonic_ns), counter) === 0 &&
    module_varargs(m, cstr("get_clock_info"), PyCFunction.of(time_get_clock_info), cstr("Facts about a clock.")) === 0
  );
}

function add_number(m: PyObject, name: usize, value: i32): bool {
  return module_add(m, name, PyLong_FromLong(<i64>value)) === 0;
}

function add_clock_ids(m: PyObject): bool {
  return (
    add_number(m, cstr("CLOCK_REALTIME"), CLOCK_REALTIME) &&
    add_number(m, cstr("CLOCK_MONOTONIC"), CLOCK_MONOTONIC) &&
    add_number(m, cstr("CLOCK_MONOTONIC_RAW"), CLOCK_MONOTONIC_RAW) &&
    add_number(m, cstr("CLOCK_PROCESS_CPUTIME_ID"), CLOCK_PROCESS_CPUTIME_ID) &&
    add_number(m, cstr("CLOCK_THREAD_CPUTIME_ID"), CLOCK_THREAD_CPUTIME_ID) &&
    add_number(m, cstr("CLOCK_BOOTTIME"), CLOCK_BOOTTIME) &&
    add_number(m, cstr("CLOCK_TAI"), CLOCK_TAI) &&
    add_number(m, cstr("_STRUCT_TM_ITEMS"), <i32>STRUCT_TM_ITEMS)
  );
}

/** The class struct_time, in state and namespace. */
function add_struct_time(m: PyObject): bool {
  if (module_state_alloc(m, 1) < 0) return false;
  const t = PyStructSequence_NewType(
    cstr("time.struct_time"),
    cstr("A moment as nine integers, as gmtime(), localtime() and strptime() give it."),
    cstr("tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst tm_zone tm_gmtoff"),
    9,
  );
  if (module_add_type(m, 0, t) < 0) return false;
  set_struct_time_type(t!);
  return true;
}

/** Makes the module: new reference. */
export function PyInit_time(): PyObject | null {
  const m = module_begin(cstr("time"), cstr("Clocks, waiting, and times as texts."));
  if (!m) return null;
  const ok =
    add_clocks(m) && add_calendar(m) && add_timers(m) && init_timezone(m) && add_clock_ids(m) && add_struct_time(m);
  if (ok) return m;
  Py_DECREF(m);
  return null;
}
