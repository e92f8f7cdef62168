/** Names and descriptions of signals: Linux's. */
import { module_int_constants } from "../builtin-types/module-constants";
import { PyUnicode_FromString } from "../builtin-types/str";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { cstr } from "../object/literals";
import { PyObject } from "../object/object";
import { Py_None } from "../object/static-types";
import { is_reserved } from "./signal-state";

const SIGRTMIN: i32 = 34;

/** The signals, and what functions take. False with an exception. */
export function add_signal_constants(m: PyObject): bool {
  const table = cstr(
    "NSIG 65 SIG_BLOCK 0 SIG_UNBLOCK 1 SIG_SETMASK 2 SIGHUP 1 SIGINT 2 SIGQUIT 3 SIGILL 4 SIGTRAP 5 SIGIOT 6 SIGABRT 6 SIGFPE 8 SIGKILL 9 SIGBUS 7 SIGSEGV 11 SIGSYS 31 SIGPIPE 13 SIGALRM 14 SIGTERM 15 SIGUSR1 10 SIGUSR2 12 SIGCLD 17 SIGCHLD 17 SIGPWR 30 SIGIO 29 SIGURG 23 SIGWINCH 28 SIGPOLL 29 SIGSTOP 19 SIGTSTP 20 SIGCONT 18 SIGTTIN 21 SIGTTOU 22 SIGVTALRM 26 SIGPROF 27 SIGXCPU 24 SIGXFSZ 25 SIGRTMIN 34 SIGRTMAX 64 SIGSTKFLT 16 ITIMER_REAL 0 ITIMER_VIRTUAL 1 ITIMER_PROF 2 SIG_DFL 0 SIG_IGN 1",
  );
  return module_int_constants(m, table) === 0;
}

/** The description of a signal below those of real time. */
function description(signum: i32): usize {
  switch (signum) {
    case 1:
      return cstr("Hangup");
    case 2:
      return cstr("Interrupt");
    case 3:
      return cstr("Quit");
    case 4:
      return cstr("Illegal instruction");
    case 5:
      return cstr("Trace/breakpoint trap");
    case 6:
      return cstr("Aborted");
    case 7:
      return cstr("Bus error");
    case 8:
      return cstr("Floating point exception");
    case 9:
      return cstr("Killed");
    case 10:
      return cstr("User defined signal 1");
    case 11:
      return cstr("Segmentation fault");
    case 12:
      return cstr("User defined signal 2");
    case 13:
      return cstr("Broken pipe");
    case 14:
      return cstr("Alarm clock");
    case 15:
      return cstr("Terminated");
    case 16:
      return cstr("Stack fault");
    case 17:
      return cstr("Child exited");
    case 18:
      return cstr("Continued");
    case 19:
      return cstr("Stopped (signal)");
    case 20:
      return cstr("Stopped");
    case 21:
      return cstr("Stopped (tty input)");
    case 22:
      return cstr("Stopped (tty output)");
    case 23:
      return cstr("Urgent I/O condition");
    case 24:
      return cstr("CPU time limit exceeded");
    case 25:
      return cstr("File size limit exceeded");
    case 26:
      return cstr("Virtual timer expired");
    case 27:
      return cstr("Profiling timer expired");
    case 28:
      return cstr("Window changed");
    case 29:
      return cstr("I/O possible");
    case 30:
      return cstr("Power failure");
    default:
      return cstr("Bad system call");
  }
}

/** strsignal(): new reference; None for the two signals that nobody may use. */
export function describe_signal(signum: i32): PyObject | null {
  if (is_reserved(signum)) return Py_None;
  if (signum < SIGRTMIN) return PyUnicode_FromString(description(signum));
  return PyUnicode_FromFormat(cstr("Real-time signal %d"), <usize>(signum - SIGRTMIN));
}
