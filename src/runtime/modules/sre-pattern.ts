/** re.Pattern, and how one is made. CPython: PatternObject, _sre.compile of Modules/_sre/sre.c. */

import { _PyArg_AsSsize_t, _PyArg_BadArgument, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import { PyObject_GetAttr } from "../abstract/attribute";
import { PyErr_SetString } from "../abstract/errors";
import { Py_EQ, Py_NE, PyObject_Hash, PyObject_RichCompareBool } from "../abstract/object-protocol";
import { PyBool_FromLong } from "../builtin-types/bool";
import { PyDict_New } from "../builtin-types/dict";
import { PyDict_Check, PyDict_GET_SIZE } from "../builtin-types/dict-object";
import { PyLong_AsInt } from "../builtin-types/int";
import { PyLong_AsUnsignedLong } from "../builtin-types/int-machine";
import { PyCallIter_New } from "../builtin-types/iterator-objects";
import { PyList_Append, PyList_Check, PyList_GET_ITEM, PyList_GET_SIZE, PyList_New } from "../builtin-types/list";
import { PyDictProxy_New } from "../builtin-types/mapping-proxy";
import { PyUnicode_FromString, PyUnicode_GET_LENGTH } from "../builtin-types/str";
import { PyUnicode_Join } from "../builtin-types/str-concat";
import { PyUnicode_FromFormat } from "../builtin-types/str-from-format";
import { _Py_HashBytes } from "../builtin-types/str-hash";
import { PyTuple_Check, PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { heap_member, heap_type, heap_type_finish } from "../builtin-types/type-from-spec";
import { PyObject_ClearWeakRefs } from "../builtin-types/weakref";
import { _PyObject_GC_NewVar, _PyObject_GC_TRACK, PyObject_GC_Del, PyObject_GC_UnTrack } from "../gc/gc-alloc";
import {
  _Py_T_OBJECT,
  def_fast_keywords,
  def_getset,
  def_method,
  def_noargs,
  def_o,
  METH_CLASS,
  Py_READONLY,
  Py_T_INT,
  Py_T_PYSSIZET,
} from "../object/def-tables";
import { clear_slots, free_instance, visit_fields } from "../object/instance-fields";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import {
  Py_DECREF,
  Py_hash_t,
  Py_IS_TYPE,
  Py_NewRef,
  Py_ssize_t,
  Py_XDECREF,
  PyObject,
  ptr,
  Slots,
} from "../object/object";
import {
  destructor,
  freefunc,
  getter,
  hashfunc,
  inquiry,
  PyCFunction,
  PyCFunctionFastWithKeywords,
  PyCMethod,
  reprfunc,
  richcmpfunc,
  traverseproc,
  visitproc,
} from "../object/slots";
import { tstate } from "../object/state";
import { Py_None, Py_NotImplemented, PyExc_OverflowError, PyExc_RuntimeError } from "../object/static-types";
import {
  Py_TPFLAGS_DEFAULT,
  Py_TPFLAGS_DISALLOW_INSTANTIATION,
  Py_TPFLAGS_HAVE_GC,
  Py_TPFLAGS_IMMUTABLETYPE,
  PyTypeObject,
} from "../object/type-object";
import { SRE_FLAG_ASCII, SRE_FLAG_LOCALE, SRE_FLAG_UNICODE } from "./sre-constants";
import { generic_alias, pattern_new_match, same_object } from "./sre-match-object";
import {
  getstring,
  PatternObject,
  PatternObject_GetCode,
  pattern_of,
  run_match,
  run_search,
  sre_module,
  state_fini,
  state_init,
  string_release,
} from "./sre-objects";
import { pattern_scanner_of } from "./sre-scanner";
import { SRE_STATE } from "./sre-state";
import { pattern_findall_in, pattern_split_in, pattern_subx, state_on_stack } from "./sre-substitute";
import { sre_validate } from "./sre-validate";

const compile_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const string_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const split_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const sub_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));
const GROUPINDEX: usize = offsetof<PatternObject>("groupindex");

// --- making one ---

/** Copies the codes of a list. False with an exception. */
function read_code(o: PyObject, list: PyObject): bool {
  const n = PyList_GET_SIZE(list);
  const code = PatternObject_GetCode(o);
  for (let i = 0; i < n; i++) {
    const value = PyLong_AsUnsignedLong(PyList_GET_ITEM(list, i));
    if (value === u64.MAX_VALUE && tstate.current_exception) return false;
    store<u32>(code + ((<usize>i) << 2), <u32>value);
    if (value > <u64>u32.MAX_VALUE) {
      PyErr_SetString(PyExc_OverflowError, cstr("regular expression code size limit exceeded"));
      return false;
    }
  }
  return true;
}

/** Notes whether the pattern is text or bytes; either for None. False with TypeError. */
function read_kind(o: PyObject, pattern: PyObject): bool {
  pattern_of(o).isbytes = -1;
  if (ptr(pattern) === ptr(Py_None)) return true;
  const mark = stack_mark();
  const state = state_on_stack();
  memory.fill(changetype<usize>(state), 0, offsetof<SRE_STATE>());
  const ok = getstring(state, pattern) !== 0;
  if (ok) {
    pattern_of(o).isbytes = state.isbytes;
    string_release(state);
  }
  stack_release(mark);
  return ok;
}

/** Fills a new pattern. False with an exception. */
function fill_pattern(o: PyObject, a: Slots, flags: i32, groups: i64): bool {
  if (!read_code(o, a.get(2)) || !read_kind(o, a.get(0))) return false;
  const self = pattern_of(o);
  self.pattern = Py_NewRef(a.get(0));
  self.flags = flags;
  self.groups = groups;
  if (PyDict_GET_SIZE(a.get(4)) > 0) {
    self.groupindex = Py_NewRef(a.get(4));
    if (PyTuple_GET_SIZE(a.get(5)) > 0) self.indexgroup = Py_NewRef(a.get(5));
  }
  if (sre_validate(PatternObject_GetCode(o), <u32>self.codesize, groups)) return true;
  PyErr_SetString(PyExc_RuntimeError, cstr("invalid SRE code"));
  return false;
}

/** A pattern from checked arguments: new reference. */
function new_pattern(a: Slots, flags: i32, groups: i64): PyObject | null {
  const n = PyList_GET_SIZE(a.get(2));
  const o = _PyObject_GC_NewVar(sre_module.Pattern_Type, n);
  if (!o) return null;
  memory.fill(ptr(o) + 24, 0, offsetof<PatternObject>() - 24 + ((<usize>n) << 2));
  pattern_of(o).codesize = <i64>n;
  _PyObject_GC_TRACK(o);
  if (fill_pattern(o, a, flags, groups)) return o;
  Py_DECREF(o);
  return null;
}

/** Argument `name` is of its type; else TypeError. */
function check_argument(fits: bool, argument: usize, expected: usize, o: PyObject): bool {
  if (!fits) _PyArg_BadArgument(cstr("compile"), argument, expected, o);
  return fits;
}

function compile_from(a: Slots): PyObject | null {
  const flags = PyLong_AsInt(a.get(1));
  if (flags === -1 && tstate.current_exception) return null;
  if (!check_argument(PyList_Check(a.get(2)), cstr("argument 'code'"), cstr("list"), a.get(2))) return null;
  const groups = _PyArg_AsSsize_t(a.get(3));
  if (groups === -1 && tstate.current_exception) return null;
  if (!check_argument(PyDict_Check(a.get(4)), cstr("argument 'groupindex'"), cstr("dict"), a.get(4))) return null;
  if (!check_argument(PyTuple_Check(a.get(5)), cstr("argument 'indexgroup'"), cstr("tuple"), a.get(5))) return null;
  return new_pattern(a, flags, groups);
}

/** _sre.compile(pattern, flags, code, groups, groupindex, indexgroup). */
export function _sre_compile(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("pattern flags code groups groupindex indexgroup");
  const a = _PyArg_UnpackKeywords(compile_spec, cstr("compile"), names, 0, args, nargs, null, kwnames, 6, 6);
  const result = a !== 0 ? compile_from(Slots.at(a)) : null;
  stack_release(mark);
  return result;
}

function pattern_traverse(o: PyObject, visit: visitproc, arg: usize): i32 {
  return visit_fields(o, visit, arg, GROUPINDEX, 3);
}

function pattern_clear(o: PyObject): i32 {
  clear_slots(ptr(o) + GROUPINDEX, 3);
  return 0;
}

function pattern_dealloc(o: PyObject): void {
  PyObject_GC_UnTrack(o);
  if (pattern_of(o).weakreflist) PyObject_ClearWeakRefs(o);
  pattern_clear(o);
  free_instance(o);
}

// --- methods ---

const MATCH: i32 = 0;
const FULLMATCH: i32 = 1;
const SEARCH: i32 = 2;
const FINDALL: i32 = 3;
const FINDITER: i32 = 4;
const SCANNER: i32 = 5;

/** match, fullmatch and search. */
function match_once(o: PyObject, what: i32, string: PyObject, pos: i64, endpos: i64): PyObject | null {
  const mark = stack_mark();
  const state = state_on_stack();
  let match: PyObject | null = null;
  if (state_init(state, o, string, pos, endpos)) {
    state.ptr = state.start;
    if (what === FULLMATCH) state.match_all = 1;
    const status = what === SEARCH ? run_search(state, o) : run_match(state, o);
    if (!tstate.current_exception) match = pattern_new_match(o, state, status);
    state_fini(state);
  }
  stack_release(mark);
  return match;
}

/** iter(scanner.search, None): new reference. */
function find_iterator(o: PyObject, string: PyObject, pos: i64, endpos: i64): PyObject | null {
  const scanner = pattern_scanner_of(o, string, pos, endpos);
  if (!scanner) return null;
  const search = PyObject_GetAttr(scanner, _Py_ID("search"));
  Py_DECREF(scanner);
  if (!search) return null;
  const iterator = PyCallIter_New(search, Py_None);
  Py_DECREF(search);
  return iterator;
}

/** A bound that may be missing. False with an exception; the value in tstate.out_i64. */
function read_bound(arg: PyObject | null, none: i64): bool {
  tstate.out_i64 = none;
  if (!arg) return true;
  const value = _PyArg_AsSsize_t(arg);
  if (value === -1 && tstate.current_exception) return false;
  tstate.out_i64 = value;
  return true;
}

/** The methods with (string, pos=0, endpos=sys.maxsize). */
function look(o: PyObject, what: i32, name: usize, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = _PyArg_UnpackKeywords(string_spec, name, cstr("string pos endpos"), 0, args, nargs, null, kwnames, 1, 3);
  const found = Slots.at(a);
  const string: PyObject | null = a !== 0 ? found.get(0) : null;
  const pos_arg: PyObject | null = a !== 0 ? found.getOrNull(1) : null;
  const end_arg: PyObject | null = a !== 0 ? found.getOrNull(2) : null;
  stack_release(mark);
  if (!string || !read_bound(pos_arg, 0)) return null;
  const pos = tstate.out_i64;
  if (!read_bound(end_arg, i64.MAX_VALUE)) return null;
  const endpos = tstate.out_i64;
  if (what === FINDALL) return pattern_findall_in(o, string, pos, endpos);
  if (what === FINDITER) return find_iterator(o, string, pos, endpos);
  if (what === SCANNER) return pattern_scanner_of(o, string, pos, endpos);
  return match_once(o, what, string, pos, endpos);
}

function pattern_match(o: PyObject, _c: PyTypeObject, a: Slots, n: i32, kw: PyObject | null): PyObject | null {
  return look(o, MATCH, cstr("match"), a, n, kw);
}

function pattern_fullmatch(o: PyObject, _c: PyTypeObject, a: Slots, n: i32, kw: PyObject | null): PyObject | null {
  return look(o, FULLMATCH, cstr("fullmatch"), a, n, kw);
}

function pattern_search(o: PyObject, _c: PyTypeObject, a: Slots, n: i32, kw: PyObject | null): PyObject | null {
  return look(o, SEARCH, cstr("search"), a, n, kw);
}

function pattern_findall(o: PyObject, a: Slots, n: i32, kw: PyObject | null): PyObject | null {
  return look(o, FINDALL, cstr("findall"), a, n, kw);
}

function pattern_finditer(o: PyObject, _c: PyTypeObject, a: Slots, n: i32, kw: PyObject | null): PyObject | null {
  return look(o, FINDITER, cstr("finditer"), a, n, kw);
}

function pattern_scanner(o: PyObject, _c: PyTypeObject, a: Slots, n: i32, kw: PyObject | null): PyObject | null {
  return look(o, SCANNER, cstr("scanner"), a, n, kw);
}

function pattern_split(o: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const names = cstr("string maxsplit");
  const a = _PyArg_UnpackKeywords(split_spec, cstr("split"), names, 0, args, nargs, null, kwnames, 1, 2);
  stack_release(mark);
  if (a === 0) return null;
  const string = Slots.at(a).get(0);
  return read_bound(Slots.at(a).getOrNull(1), 0) ? pattern_split_in(o, string, tstate.out_i64) : null;
}

function sub(
  o: PyObject,
  name: usize,
  args: Slots,
  nargs: i32,
  kwnames: PyObject | null,
  counted: bool,
): PyObject | null {
  const mark = stack_mark();
  const names = cstr("repl string count");
  const a = _PyArg_UnpackKeywords(sub_spec, name, names, 0, args, nargs, null, kwnames, 2, 3);
  stack_release(mark);
  if (a === 0) return null;
  const repl = Slots.at(a).get(0);
  const string = Slots.at(a).get(1);
  return read_bound(Slots.at(a).getOrNull(2), 0) ? pattern_subx(o, repl, string, tstate.out_i64, counted) : null;
}

function pattern_sub(o: PyObject, _c: PyTypeObject, a: Slots, n: i32, kw: PyObject | null): PyObject | null {
  return sub(o, cstr("sub"), a, n, kw, false);
}

function pattern_subn(o: PyObject, _c: PyTypeObject, a: Slots, n: i32, kw: PyObject | null): PyObject | null {
  return sub(o, cstr("subn"), a, n, kw, true);
}

function pattern_groupindex(o: PyObject, _closure: usize): PyObject | null {
  const index = pattern_of(o).groupindex;
  return index ? PyDictProxy_New(index) : PyDict_New();
}

// --- what any object has ---

/** "re.NAME" of flag bit `i`, 0: it has none. */
function flag_name(i: i32): usize {
  switch (i) {
    case 1:
      return cstr("re.IGNORECASE");
    case 2:
      return cstr("re.LOCALE");
    case 3:
      return cstr("re.MULTILINE");
    case 4:
      return cstr("re.DOTALL");
    case 5:
      return cstr("re.UNICODE");
    case 6:
      return cstr("re.VERBOSE");
    case 7:
      return cstr("re.DEBUG");
    case 8:
      return cstr("re.ASCII");
    default:
      return 0;
  }
}

/** Appends a new reference (NULL: fails), which is given back. False with an exception. */
function append(list: PyObject, item: PyObject | null): bool {
  if (!item) return false;
  const status = PyList_Append(list, item);
  Py_DECREF(item);
  return status === 0;
}

/** Appends the names of flags, the others as a number. False with an exception. */
function append_flags(list: PyObject, flags: i32): bool {
  let others = flags;
  for (let i = 0; i < 9; i++) {
    const name = flag_name(i);
    if (name === 0 || (flags & (1 << i)) === 0) continue;
    if (!append(list, PyUnicode_FromString(name))) return false;
    others &= ~(1 << i);
  }
  return others === 0 || append(list, PyUnicode_FromFormat(cstr("0x%x"), <usize>others));
}

/** The flags worth showing as "re.A|re.B": new reference, NULL with an exception. Empty: none. */
function shown_flags(o: PyObject): PyObject | null {
  let flags = pattern_of(o).flags;
  const kinds = SRE_FLAG_LOCALE | SRE_FLAG_UNICODE | SRE_FLAG_ASCII;
  if (pattern_of(o).isbytes === 0 && (flags & kinds) === SRE_FLAG_UNICODE) flags &= ~SRE_FLAG_UNICODE;
  const list = PyList_New(0);
  if (!list) return null;
  let text: PyObject | null = null;
  if (append_flags(list, flags)) {
    const separator = PyUnicode_FromString(cstr("|"));
    if (separator) text = PyUnicode_Join(separator, list);
    Py_XDECREF(separator);
  }
  Py_DECREF(list);
  return text;
}

function pattern_repr(o: PyObject): PyObject | null {
  const flags = shown_flags(o);
  if (!flags) return null;
  const pattern = ptr(pattern_of(o).pattern);
  const many = PyUnicode_GET_LENGTH(flags) > 0;
  const format = many ? cstr("re.compile(%.200R, %S)") : cstr("re.compile(%.200R)");
  const text = PyUnicode_FromFormat(format, pattern, ptr(flags));
  Py_DECREF(flags);
  return text;
}

function pattern_hash(o: PyObject): Py_hash_t {
  const self = pattern_of(o);
  let hash = PyObject_Hash(self.pattern!);
  if (hash === -1) return -1;
  hash ^= _Py_HashBytes(PatternObject_GetCode(o), (<usize>self.codesize) << 2);
  hash ^= <i64>self.flags;
  hash ^= <i64>self.isbytes;
  hash ^= self.codesize;
  return hash === -1 ? -2 : hash;
}

/** The same flags and code, from equal patterns: 1, 0, -1 with an exception. */
function is_equal(a: PatternObject, b: PatternObject): i32 {
  if (a.flags !== b.flags || a.isbytes !== b.isbytes || a.codesize !== b.codesize) return 0;
  const size = (<usize>a.codesize) << 2;
  if (memory.compare(PatternObject_GetCode(a), PatternObject_GetCode(b), size) !== 0) return 0;
  return PyObject_RichCompareBool(a.pattern!, b.pattern!, Py_EQ);
}

function pattern_richcompare(v: PyObject, w: PyObject, op: i32): PyObject | null {
  if (op !== Py_EQ && op !== Py_NE) return Py_NotImplemented;
  if (!Py_IS_TYPE(w, sre_module.Pattern_Type)) return Py_NotImplemented;
  const equal = ptr(v) === ptr(w) ? 1 : is_equal(pattern_of(v), pattern_of(w));
  return equal < 0 ? null : PyBool_FromLong((equal !== 0) === (op === Py_EQ));
}

// --- the class ---

function add_searches(t: PyTypeObject): void {
  def_method(
    t,
    cstr("match"),
    PyCMethod.of(pattern_match),
    cstr(
      "match($self, /, string, pos=0, endpos=sys.maxsize)\n--\n\nThe match at the beginning of the string, or None.",
    ),
  );
  def_method(
    t,
    cstr("fullmatch"),
    PyCMethod.of(pattern_fullmatch),
    cstr("fullmatch($self, /, string, pos=0, endpos=sys.maxsize)\n--\n\nThe match of all of the string, or None."),
  );
  def_method(
    t,
    cstr("search"),
    PyCMethod.of(pattern_search),
    cstr("search($self, /, string, pos=0, endpos=sys.maxsize)\n--\n\nThe first match in the string, or None."),
  );
  def_method(
    t,
    cstr("sub"),
    PyCMethod.of(pattern_sub),
    cstr("sub($self, /, repl, string, count=0)\n--\n\nThe string with its matches replaced."),
  );
  def_method(
    t,
    cstr("subn"),
    PyCMethod.of(pattern_subn),
    cstr("subn($self, /, repl, string, count=0)\n--\n\nThe string with its matches replaced, and how many there were."),
  );
  def_fast_keywords(
    t,
    cstr("findall"),
    PyCFunctionFastWithKeywords.of(pattern_findall),
    cstr("findall($self, /, string, pos=0, endpos=sys.maxsize)\n--\n\nAll matches that do not overlap, as a list."),
  );
  def_fast_keywords(
    t,
    cstr("split"),
    PyCFunctionFastWithKeywords.of(pattern_split),
    cstr("split($self, /, string, maxsplit=0)\n--\n\nThe parts of the string between its matches."),
  );
  def_method(
    t,
    cstr("finditer"),
    PyCMethod.of(pattern_finditer),
    cstr(
      "finditer($self, /, string, pos=0, endpos=sys.maxsize)\n--\n\nAn iterator over all matches that do not overlap.",
    ),
  );
  def_method(
    t,
    cstr("scanner"),
    PyCMethod.of(pattern_scanner),
    cstr("scanner($self, /, string, pos=0, endpos=sys.maxsize)\n--\n\n"),
  );
}

function add_others(t: PyTypeObject): void {
  def_noargs(t, cstr("__copy__"), PyCFunction.of(same_object), cstr("__copy__($self, /)\n--\n\n"));
  def_o(t, cstr("__deepcopy__"), PyCFunction.of(same_object), cstr("__deepcopy__($self, memo, /)\n--\n\n"));
  def_o(
    t,
    cstr("__class_getitem__"),
    PyCFunction.of(generic_alias),
    cstr("__class_getitem__($type, object, /)\n--\n\nSee PEP 585"),
    METH_CLASS,
  );
  def_getset(t, cstr("groupindex"), getter.of(pattern_groupindex), null, cstr("Numbers of the groups with names."));
  heap_member(t, 0, cstr("pattern"), _Py_T_OBJECT, offsetof<PatternObject>("pattern"), Py_READONLY);
  heap_member(t, 1, cstr("flags"), Py_T_INT, offsetof<PatternObject>("flags"), Py_READONLY);
  heap_member(t, 2, cstr("groups"), Py_T_PYSSIZET, offsetof<PatternObject>("groups"), Py_READONLY);
  heap_member(t, 3, cstr("__weaklistoffset__"), Py_T_PYSSIZET, <usize>t.tp_weaklistoffset, Py_READONLY);
}

/** The class Pattern: new reference. */
export function make_pattern_type(m: PyObject): PyTypeObject | null {
  const flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  const doc = cstr("A compiled regular expression.");
  const t = heap_type(m, cstr("re.Pattern"), offsetof<PatternObject>(), 4, flags, doc, 4);
  if (!t) return null;
  sre_module.Pattern_Type = t;
  t.tp_dealloc = destructor.of(pattern_dealloc);
  t.tp_repr = reprfunc.of(pattern_repr);
  t.tp_hash = hashfunc.of(pattern_hash);
  t.tp_richcompare = richcmpfunc.of(pattern_richcompare);
  t.tp_traverse = traverseproc.of(pattern_traverse);
  t.tp_clear = inquiry.of(pattern_clear);
  t.tp_free = freefunc.of(PyObject_GC_Del);
  t.tp_weaklistoffset = <Py_ssize_t>offsetof<PatternObject>("weakreflist");
  add_searches(t);
  add_others(t);
  return heap_type_finish(t);
}
