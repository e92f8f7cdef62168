/** The functions of `unicodedata`, which are the methods of its class UCD too. CPython: Modules/unicodedata.c. */
import { _PyArg_BadArgument, _PyArg_CheckPositional } from "../abstract/args";
import { Py_buffer_OnStack, PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer } from "../abstract/buffer";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyFloat_FromDouble } from "../builtin-types/float";
import { PyLong_FromLong } from "../builtin-types/int";
import { PyModule_Check } from "../builtin-types/module";
import {
  PyUnicode_Check,
  PyUnicode_FromKindAndData,
  PyUnicode_FromString,
  PyUnicode_FromStringAndSize,
  PyUnicode_GET_LENGTH,
  PyUnicode_READ_CHAR,
  unicode_get_empty,
} from "../builtin-types/str";
import { _PyUnicode_EqualToASCIIString, memequal, PyUnicode_Compare } from "../builtin-types/str-compare";
import { PyUnicode_AsUTF8AndSize } from "../builtin-types/str-utf8";
import { _PyUnicode_ToDecimalDigit, _PyUnicode_ToDigit, _PyUnicode_ToNumeric } from "../builtin-types/unicode-ctype";
import { unicode_lookup, unicode_name } from "../host";
import { strlen } from "../object/c-string";
import { cstr } from "../object/literals";
import { stack_alloc, stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, PyObject, Slots } from "../object/object";
import { tstate } from "../object/state";
import { Py_False, Py_True, PyExc_KeyError, PyExc_RuntimeError, PyExc_ValueError } from "../object/static-types";
import {
  is_normalized_quickcheck,
  NORMALIZED_MAYBE,
  NORMALIZED_YES,
  nfc_nfkc,
  nfd_nfkd,
} from "./unicodedata-normalize";
import {
  category_name,
  combining_class,
  direction_name,
  find_decomposition,
  found_decomposition,
  general_record,
  prefix_name,
  was_assigned,
  width_name,
} from "./unicodedata-records";

/** Longest name, with the NUL behind it. */
const NAME_MAXLEN: i32 = 256;
const NOT_A_CHARACTER: u32 = 0xffffffff;

/** Is it about Unicode 3.2: is `self` ucd_3_2_0, not the module? */
function is_old(self: PyObject): bool {
  return !PyModule_Check(self);
}

/** The one character of `arg`; NOT_A_CHARACTER with TypeError. */
function character(fname: usize, argument: usize, arg: PyObject): u32 {
  if (PyUnicode_Check(arg) && PyUnicode_GET_LENGTH(arg) === 1) return PyUnicode_READ_CHAR(arg, 0);
  _PyArg_BadArgument(fname, argument, cstr("a unicode character"), arg);
  return NOT_A_CHARACTER;
}

/** @inline */
function only_character(fname: usize, arg: PyObject | null): u32 {
  return character(fname, cstr("argument"), arg!);
}

// ---- Properties ---------------------------------------------------------------------------------------------------------

export function unicodedata_category(self: PyObject, arg: PyObject | null): PyObject | null {
  const ch = only_character(cstr("category"), arg);
  if (ch === NOT_A_CHARACTER) return null;
  return PyUnicode_FromString(category_name(general_record(ch, is_old(self)) & 31));
}

export function unicodedata_bidirectional(self: PyObject, arg: PyObject | null): PyObject | null {
  const ch = only_character(cstr("bidirectional"), arg);
  if (ch === NOT_A_CHARACTER) return null;
  return PyUnicode_FromString(direction_name((general_record(ch, is_old(self)) >> 5) & 31));
}

export function unicodedata_combining(self: PyObject, arg: PyObject | null): PyObject | null {
  const ch = only_character(cstr("combining"), arg);
  if (ch === NOT_A_CHARACTER) return null;
  return PyLong_FromLong(is_old(self) && !was_assigned(ch) ? 0 : <i64>combining_class(ch));
}

export function unicodedata_mirrored(self: PyObject, arg: PyObject | null): PyObject | null {
  const ch = only_character(cstr("mirrored"), arg);
  if (ch === NOT_A_CHARACTER) return null;
  return PyLong_FromLong(<i64>((general_record(ch, is_old(self)) >> 13) & 1));
}

export function unicodedata_east_asian_width(self: PyObject, arg: PyObject | null): PyObject | null {
  const ch = only_character(cstr("east_asian_width"), arg);
  if (ch === NOT_A_CHARACTER) return null;
  return PyUnicode_FromString(width_name((general_record(ch, is_old(self)) >> 10) & 7));
}

/** Writes `ch` in hexadecimal, at least four digits. Returns where the text goes on. */
function put_hex(at: usize, ch: u32): usize {
  let digits = 4;
  while (ch >> ((<u32>digits) << 2) !== 0) digits++;
  for (let i = digits - 1; i >= 0; i--) {
    const digit = (ch >> ((<u32>i) << 2)) & 15;
    store<u8>(at++, digit < 10 ? 48 + digit : 55 + digit);
  }
  return at;
}

/** Longest text of a decomposition: a prefix and 18 characters. */
const LONGEST_DECOMPOSITION: usize = 160;

/** What decomposition() gives for the decomposition that was found: new reference, NULL with an exception. */
function decomposition_text(): PyObject | null {
  const mark = stack_mark();
  const text = stack_alloc(LONGEST_DECOMPOSITION);
  const prefix = prefix_name(found_decomposition.prefix);
  const length = <usize>strlen(prefix);
  memory.copy(text, prefix, length);
  let at = text + length;
  for (let unit = found_decomposition.start; unit < found_decomposition.end; unit += 2) {
    let ch: u32 = load<u16>(unit);
    if (ch >> 10 === 0x36) {
      unit += 2;
      ch = 0x10000 + ((ch & 0x3ff) << 10) + (load<u16>(unit) & 0x3ff);
    }
    if (at !== text) store<u8>(at++, 32);
    at = put_hex(at, ch);
  }
  const result = PyUnicode_FromStringAndSize(text, <i32>(at - text));
  stack_release(mark);
  return result;
}

export function unicodedata_decomposition(self: PyObject, arg: PyObject | null): PyObject | null {
  const ch = only_character(cstr("decomposition"), arg);
  if (ch === NOT_A_CHARACTER) return null;
  if ((is_old(self) && !was_assigned(ch)) || !find_decomposition(ch)) return unicode_get_empty();
  return decomposition_text();
}

// ---- Numbers ------------------------------------------------------------------------------------------------------------

/** The character of the arguments (chr, default) of a function; NOT_A_CHARACTER with TypeError. */
function first_character(fname: usize, args: Slots, nargs: i32): u32 {
  if (!_PyArg_CheckPositional(fname, nargs, 1, 2)) return NOT_A_CHARACTER;
  return character(fname, cstr("argument 1"), args.get(0));
}

/** The second argument, if there is one: new reference; NULL with ValueError. */
function default_argument(args: Slots, nargs: i32, text: usize): PyObject | null {
  if (nargs > 1) return Py_NewRef(args.get(1));
  PyErr_SetString(PyExc_ValueError, text);
  return null;
}

/** Digits that are no decimals any more, but were in Unicode 3.2. */
function was_decimal(ch: u32): bool {
  return (
    ch === 0xb2 ||
    ch === 0xb3 ||
    ch === 0xb9 ||
    ch - 0x1369 <= 8 ||
    ch === 0x2070 ||
    ch - 0x2074 <= 5 ||
    ch - 0x2080 <= 9
  );
}

export function unicodedata_decimal(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  const ch = first_character(cstr("decimal"), args, nargs);
  if (ch === NOT_A_CHARACTER) return null;
  let value = _PyUnicode_ToDecimalDigit(ch);
  if (is_old(self)) {
    if (was_decimal(ch)) value = _PyUnicode_ToDigit(ch);
    else if (!was_assigned(ch)) value = -1;
  }
  return value < 0 ? default_argument(args, nargs, cstr("not a decimal")) : PyLong_FromLong(<i64>value);
}

export function unicodedata_digit(_self: PyObject, args: Slots, nargs: i32): PyObject | null {
  const ch = first_character(cstr("digit"), args, nargs);
  if (ch === NOT_A_CHARACTER) return null;
  const value = _PyUnicode_ToDigit(ch);
  return value < 0 ? default_argument(args, nargs, cstr("not a digit")) : PyLong_FromLong(<i64>value);
}

export function unicodedata_numeric(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  const ch = first_character(cstr("numeric"), args, nargs);
  if (ch === NOT_A_CHARACTER) return null;
  const value = is_old(self) && !was_assigned(ch) ? -1 : _PyUnicode_ToNumeric(ch);
  return value === -1 ? default_argument(args, nargs, cstr("not a numeric character")) : PyFloat_FromDouble(value);
}

// ---- Names --------------------------------------------------------------------------------------------------------------

/** For the codecs: the name of `ch` to the buffer; its length, 0: none. */
export function write_name(ch: u32, buffer: usize, size: i32): i32 {
  return max(0, unicode_name(ch, buffer, size));
}

/** For the codecs: the character of a name, -1: none. */
export function character_of_name(name: usize, length: i32): i32 {
  const mark = stack_mark();
  const characters = stack_alloc(96);
  const n = unicode_lookup(name, length, characters);
  const ch = n === 1 ? load<i32>(characters) : -1;
  stack_release(mark);
  return ch;
}

/** RuntimeError: nobody has given the names to the host. */
function no_names(): PyObject | null {
  PyErr_SetString(PyExc_RuntimeError, cstr("the host has no table of Unicode names"));
  return null;
}

export function unicodedata_name(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  const ch = first_character(cstr("name"), args, nargs);
  if (ch === NOT_A_CHARACTER) return null;
  if (is_old(self) && !was_assigned(ch)) return default_argument(args, nargs, cstr("no such name"));
  const mark = stack_mark();
  const buffer = stack_alloc(<usize>NAME_MAXLEN);
  const length = unicode_name(ch, buffer, NAME_MAXLEN);
  const name = length > 0 ? PyUnicode_FromStringAndSize(buffer, length) : null;
  stack_release(mark);
  if (length > 0) return name;
  return length < 0 ? no_names() : default_argument(args, nargs, cstr("no such name"));
}

/** Is `name` in any case the name of `ch` itself, no alias? Names of ideographs may have a zero too many. */
function is_own_name(name: usize, length: i32, ch: u32): bool {
  if (length > 22 && memequal(name, cstr("CJK UNIFIED IDEOGRAPH-"), 22)) return true;
  const mark = stack_mark();
  const own = stack_alloc(<usize>NAME_MAXLEN);
  let same = unicode_name(ch, own, NAME_MAXLEN) === length;
  for (let i = 0; same && i < length; i++) {
    const c = load<u8>(name + <usize>i);
    same = load<u8>(own + <usize>i) === (c - 97 < 26 ? c - 32 : c);
  }
  stack_release(mark);
  return same;
}

/** The characters of `length` bytes of name; the old database knows no aliases and sequences. New reference, NULL with KeyError. */
function found_name(name: usize, length: i32, old: bool): PyObject | null {
  if (length > NAME_MAXLEN) {
    PyErr_SetString(PyExc_KeyError, cstr("name too long"));
    return null;
  }
  const mark = stack_mark();
  const characters = stack_alloc(96);
  let n = unicode_lookup(name, length, characters);
  if (old && n > 0 && (n > 1 || !is_own_name(name, length, load<u32>(characters)))) n = 0;
  const result = n > 0 ? PyUnicode_FromKindAndData(4, characters, n) : null;
  stack_release(mark);
  if (n > 0) return result;
  return n < 0 ? no_names() : PyErr_Format(PyExc_KeyError, cstr("undefined character name '%s'"), name);
}

export function unicodedata_lookup(self: PyObject, arg: PyObject | null): PyObject | null {
  if (PyUnicode_Check(arg!)) {
    const text = PyUnicode_AsUTF8AndSize(arg!);
    return text ? found_name(text, tstate.out_i32, is_old(self)) : null;
  }
  const procs = arg!.ob_type.tp_as_buffer;
  if (procs && procs.bf_releasebuffer) {
    _PyArg_BadArgument(cstr("lookup"), cstr("argument"), cstr("read-only bytes-like object"), arg!);
    return null;
  }
  const mark = stack_mark();
  const view = Py_buffer_OnStack();
  let result: PyObject | null = null;
  if (PyObject_GetBuffer(arg!, view, PyBUF_SIMPLE) === 0) {
    result = found_name(view.buf, view.len, is_old(self));
    PyBuffer_Release(view);
  }
  stack_release(mark);
  return result;
}

// ---- Normal forms ---------------------------------------------------------------------------------------------------------

/** Which form is wanted: composed 1, compatible 2. */
const COMPOSED: i32 = 1;
const COMPATIBLE: i32 = 2;

/** The two arguments (form, unistr) are texts. False with TypeError. */
function two_texts(fname: usize, args: Slots, nargs: i32): bool {
  if (!_PyArg_CheckPositional(fname, nargs, 2, 2)) return false;
  for (let i = 0; i < 2; i++) {
    if (PyUnicode_Check(args.get(i))) continue;
    _PyArg_BadArgument(fname, i === 0 ? cstr("argument 1") : cstr("argument 2"), cstr("str"), args.get(i));
    return false;
  }
  return true;
}

/** The form of that name; -1 with ValueError. */
function form_of(name: PyObject): i32 {
  if (_PyUnicode_EqualToASCIIString(name, cstr("NFC"))) return COMPOSED;
  if (_PyUnicode_EqualToASCIIString(name, cstr("NFKC"))) return COMPOSED | COMPATIBLE;
  if (_PyUnicode_EqualToASCIIString(name, cstr("NFD"))) return 0;
  if (_PyUnicode_EqualToASCIIString(name, cstr("NFKD"))) return COMPATIBLE;
  PyErr_SetString(PyExc_ValueError, cstr("invalid normalization form"));
  return -1;
}

function check(input: PyObject, old: bool, form: i32, yes_only: bool): u32 {
  return is_normalized_quickcheck(input, old, (form & COMPOSED) !== 0, (form & COMPATIBLE) !== 0, yes_only);
}

function normal_form(input: PyObject, old: bool, form: i32): PyObject | null {
  const compatible = (form & COMPATIBLE) !== 0;
  return form & COMPOSED ? nfc_nfkc(input, old, compatible) : nfd_nfkd(input, old, compatible);
}

export function unicodedata_is_normalized(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!two_texts(cstr("is_normalized"), args, nargs)) return null;
  const input = args.get(1);
  if (PyUnicode_GET_LENGTH(input) === 0) return Py_True;
  const form = form_of(args.get(0));
  if (form < 0) return null;
  const quick = check(input, is_old(self), form, false);
  if (quick !== NORMALIZED_MAYBE) return quick === NORMALIZED_YES ? Py_True : Py_False;
  const normal = normal_form(input, is_old(self), form);
  if (!normal) return null;
  const same = PyUnicode_Compare(input, normal) === 0;
  Py_DECREF(normal);
  return same ? Py_True : Py_False;
}

export function unicodedata_normalize(self: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!two_texts(cstr("normalize"), args, nargs)) return null;
  const input = args.get(1);
  if (PyUnicode_GET_LENGTH(input) === 0) return Py_NewRef(input);
  const form = form_of(args.get(0));
  if (form < 0) return null;
  if (check(input, is_old(self), form, true) === NORMALIZED_YES) return Py_NewRef(input);
  return normal_form(input, is_old(self), form);
}
