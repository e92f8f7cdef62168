/** The native modules of this runtime. CPython: Modules/config.c. */
import { cstr } from "../object/literals";
import { PyImport_AppendInittab } from "../vm/inittab";
import { PyInit__abc } from "./abc-module";
import { PyInit_atexit } from "./atexit";
import { PyInit_builtins } from "./builtins";
import { PyInit__codecs } from "./codecs-module";
import { PyInit__collections } from "./collections";
import { PyInit_errno } from "./errno";
import { PyInit__functools } from "./functools";
import { PyInit_gc } from "./gc";
import { PyInit__io } from "./io-module";
import { PyInit_itertools } from "./itertools";
import { PyInit_marshal } from "./marshal";
import { PyInit_math } from "./math";
import { PyInit__operator } from "./operator";
import { PyInit_posix } from "./posix-module";
import { PyInit__sre } from "./sre";
import { PyInit__stat } from "./stat-module";
import { PyInit__string } from "./string-module";
import { PyInit_sys } from "./sys";
import { PyInit__thread } from "./thread-module";
import { PyInit_time } from "./time";
import { PyInit__typing } from "./typing-module";
import { PyInit_unicodedata } from "./unicodedata";
import { PyInit__warnings } from "./warnings-module";
import { PyInit__weakref } from "./weakref-module";

/** Start-up: enters them all. */
export function fill_inittab(): void {
  PyImport_AppendInittab(cstr("_abc"), PyInit__abc);
  PyImport_AppendInittab(cstr("_codecs"), PyInit__codecs);
  PyImport_AppendInittab(cstr("_collections"), PyInit__collections);
  PyImport_AppendInittab(cstr("_functools"), PyInit__functools);
  PyImport_AppendInittab(cstr("_io"), PyInit__io);
  PyImport_AppendInittab(cstr("_operator"), PyInit__operator);
  PyImport_AppendInittab(cstr("_sre"), PyInit__sre);
  PyImport_AppendInittab(cstr("_stat"), PyInit__stat);
  PyImport_AppendInittab(cstr("_string"), PyInit__string);
  PyImport_AppendInittab(cstr("_thread"), PyInit__thread);
  PyImport_AppendInittab(cstr("_typing"), PyInit__typing);
  PyImport_AppendInittab(cstr("_warnings"), PyInit__warnings);
  PyImport_AppendInittab(cstr("_weakref"), PyInit__weakref);
  PyImport_AppendInittab(cstr("atexit"), PyInit_atexit);
  PyImport_AppendInittab(cstr("builtins"), PyInit_builtins);
  PyImport_AppendInittab(cstr("errno"), PyInit_errno);
  PyImport_AppendInittab(cstr("gc"), PyInit_gc);
  PyImport_AppendInittab(cstr("itertools"), PyInit_itertools);
  PyImport_AppendInittab(cstr("marshal"), PyInit_marshal);
  PyImport_AppendInittab(cstr("math"), PyInit_math);
  PyImport_AppendInittab(cstr("posix"), PyInit_posix);
  PyImport_AppendInittab(cstr("sys"), PyInit_sys);
  PyImport_AppendInittab(cstr("time"), PyInit_time);
  PyImport_AppendInittab(cstr("unicodedata"), PyInit_unicodedata);
}
