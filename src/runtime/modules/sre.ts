/** The module `_sre`. CPython: Modules/_sre/sre.c. */
import { PyBool_FromLong } from "../builtin-types/bool";
import { PyLong_AsInt, PyLong_FromLong } from "../builtin-types/int";
import {
  module_add,
  module_begin,
  module_fast,
  module_fast_keywords,
  module_noargs,
  module_o,
  module_state_alloc,
  module_state_set,
} from "../builtin-types/module";
import { PyUnicode_FromString } from "../builtin-types/str";
import { cstr } from "../object/literals";
import { Py_DECREF, PyObject } from "../object/object";
import { PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { sre_lower_ascii, sre_lower_unicode, sre_upper_unicode } from "./sre-characters";
import { SRE_MAGIC, SRE_MAXGROUPS, SRE_MAXREPEAT } from "./sre-constants";
import { make_match_type } from "./sre-match-object";
import { sre_module } from "./sre-objects";
import { _sre_compile, make_pattern_type } from "./sre-pattern";
import { make_scanner_type } from "./sre-scanner";
import { _sre_template, COMPILE_TEMPLATE, make_template_type } from "./sre-template";

/** Bytes of a code. */
const CODESIZE: i64 = 4;

function _sre_getcodesize(_m: PyObject, _unused: PyObject | null): PyObject | null {
  return PyLong_FromLong(CODESIZE);
}

/** The number of a character. False with an exception; the number in tstate.out_i32. */
function read_character(arg: PyObject): bool {
  const ch = PyLong_AsInt(arg);
  if (ch === -1 && tstate.current_exception) return false;
  tstate.out_i32 = ch;
  return true;
}

function _sre_ascii_iscased(_m: PyObject, arg: PyObject | null): PyObject | null {
  if (!read_character(arg!)) return null;
  const ch = <u32>tstate.out_i32;
  return PyBool_FromLong((ch | 32) - 97 < 26);
}

function _sre_unicode_iscased(_m: PyObject, arg: PyObject | null): PyObject | null {
  if (!read_character(arg!)) return null;
  const ch = <u32>tstate.out_i32;
  return PyBool_FromLong(ch !== sre_lower_unicode(ch) || ch !== sre_upper_unicode(ch));
}

function _sre_ascii_tolower(_m: PyObject, arg: PyObject | null): PyObject | null {
  if (!read_character(arg!)) return null;
  return PyLong_FromLong(<i64>(<i32>sre_lower_ascii(<u32>tstate.out_i32)));
}

function _sre_unicode_tolower(_m: PyObject, arg: PyObject | null): PyObject | null {
  if (!read_character(arg!)) return null;
  return PyLong_FromLong(<i64>(<i32>sre_lower_unicode(<u32>tstate.out_i32)));
}

function add_functions(m: PyObject): bool {
  return (
    module_fast_keywords(
      m,
      cstr("compile"),
      PyCFunctionFastWithKeywords.of(_sre_compile),
      cstr("compile($module, /, pattern, flags, code, groups, groupindex,\n        indexgroup)\n--\n\n"),
    ) === 0 &&
    module_fast(
      m,
      cstr("template"),
      PyCFunctionFast.of(_sre_template),
      cstr(
        "template($module, pattern, template, /)\n--\n\nA template from its texts and the numbers of groups between them.",
      ),
    ) === 0 &&
    module_noargs(m, cstr("getcodesize"), PyCFunction.of(_sre_getcodesize), cstr("getcodesize($module, /)\n--\n\n")) ===
      0 &&
    module_o(
      m,
      cstr("ascii_iscased"),
      PyCFunction.of(_sre_ascii_iscased),
      cstr("ascii_iscased($module, character, /)\n--\n\n"),
    ) === 0 &&
    module_o(
      m,
      cstr("unicode_iscased"),
      PyCFunction.of(_sre_unicode_iscased),
      cstr("unicode_iscased($module, character, /)\n--\n\n"),
    ) === 0 &&
    module_o(
      m,
      cstr("ascii_tolower"),
      PyCFunction.of(_sre_ascii_tolower),
      cstr("ascii_tolower($module, character, /)\n--\n\n"),
    ) === 0 &&
    module_o(
      m,
      cstr("unicode_tolower"),
      PyCFunction.of(_sre_unicode_tolower),
      cstr("unicode_tolower($module, character, /)\n--\n\n"),
    ) === 0
  );
}

/** The types are in the state alone: Python code knows them by their instances. */
function add_types(m: PyObject): bool {
  return (
    module_state_alloc(m, COMPILE_TEMPLATE + 1) === 0 &&
    module_state_set(m, 0, make_pattern_type(m)) === 0 &&
    module_state_set(m, 1, make_match_type(m)) === 0 &&
    module_state_set(m, 2, make_scanner_type(m)) === 0 &&
    module_state_set(m, 3, make_template_type(m)) === 0
  );
}

function add_constants(m: PyObject): bool {
  return (
    module_add(m, cstr("MAGIC"), PyLong_FromLong(<i64>SRE_MAGIC)) === 0 &&
    module_add(m, cstr("CODESIZE"), PyLong_FromLong(CODESIZE)) === 0 &&
    module_add(m, cstr("MAXREPEAT"), PyLong_FromLong(<i64>SRE_MAXREPEAT)) === 0 &&
    module_add(m, cstr("MAXGROUPS"), PyLong_FromLong(<i64>SRE_MAXGROUPS)) === 0 &&
    module_add(
      m,
      cstr("copyright"),
      PyUnicode_FromString(cstr(" SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB ")),
    ) === 0
  );
}

/** Makes the module: new reference, NULL with an exception. */
export function PyInit__sre(): PyObject | null {
  const m = module_begin(cstr("_sre"));
  if (!m) return null;
  sre_module.module = m;
  if (add_functions(m) && add_types(m) && add_constants(m)) return m;
  Py_DECREF(m);
  return null;
}
