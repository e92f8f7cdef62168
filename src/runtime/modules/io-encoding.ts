/**
 * The encoding of text, as the environment wants it. CPython: PyPreConfig and the stdio part of PyConfig
 * (Python/preconfig.c, Python/initconfig.c).
 *
 * NOT CPYTHON: all locales are taken as installed, and as those of UTF-8.
 */

import { write_stderr_bytes } from "../builtin-types/std-printer";
import { environment, take_text } from "../host-files";
import { PyMem_RawFree, PyMem_RawMalloc } from "../memory/domains";
import { _PyCString_Equal, strlen } from "../object/c-string";
import { cstr } from "../object/literals";
import { NATIVE_ASCII, NATIVE_LATIN1, NATIVE_NONE, native_encoding } from "./io-native-decoder";

/** Longest value of PYTHONIOENCODING that is looked at. */
const NAME_CAPACITY: usize = 64;

@unmanaged
class TextMode {
  utf8_mode: i32;
  /** Standard streams keep bytes that are no text, as lone surrogates. */
  surrogateescape: i32;
  /** Without a buffer: PYTHONUNBUFFERED. */
  unbuffered: i32;
  pad: i32;
}
const mode: TextMode = changetype<TextMode>(memory.data(16, 8));
/** From PYTHONIOENCODING; empty: not given. */
const ENCODING: usize = memory.data(64, 8);
const ERRORS: usize = memory.data(64, 8);

/** The value of "NAME=value" for that NAME; 0 for another name. */
function value_of(entry: usize, name: usize): usize {
  let i: usize = 0;
  while (load<u8>(name + i) !== 0) {
    if (load<u8>(entry + i) !== load<u8>(name + i)) return 0;
    i++;
  }
  return load<u8>(entry + i) === 0x3d ? entry + i + 1 : 0;
}

/** The value of a variable in an environment of `length` bytes; 0 when it is not set, or empty. */
function variable(text: usize, length: i32, name: usize): usize {
  for (let at = text; at < text + <usize>length; at += <usize>strlen(at) + 1) {
    const value = value_of(at, name);
    if (value) return load<u8>(value) === 0 ? 0 : value;
  }
  return 0;
}

/** Copies up to NAME_CAPACITY bytes, to a ':' (which ends it) or the end: where the rest begins. */
function copy_name(from: usize, to: usize): usize {
  let at = from;
  let out = to;
  while (load<u8>(at) !== 0 && load<u8>(at) !== 0x3a) {
    if (out < to + NAME_CAPACITY - 1) store<u8>(out++, load<u8>(at));
    at++;
  }
  store<u8>(out, 0);
  return load<u8>(at) === 0 ? at : at + 1;
}

/** PYTHONIOENCODING. The modules of other encodings cannot be imported yet. */
function set_stdio(value: usize): void {
  copy_name(copy_name(value, ENCODING), ERRORS);
  if (load<u8>(ENCODING) === 0 || native_encoding(ENCODING) !== NATIVE_NONE) return;
  const text = cstr("PYTHONIOENCODING is ignored: the standard streams can be UTF-8, ASCII or Latin-1\n");
  write_stderr_bytes(text, strlen(text));
  store<u8>(ENCODING, 0);
  store<u8>(ERRORS, 0);
}

function set_mode(text: usize, length: i32): void {
  let locale = variable(text, length, cstr("LC_ALL"));
  if (!locale) locale = variable(text, length, cstr("LC_CTYPE"));
  if (!locale) locale = variable(text, length, cstr("LANG"));
  const is_c = !locale || _PyCString_Equal(locale, cstr("C")) || _PyCString_Equal(locale, cstr("POSIX"));
  const is_c_utf8 = !is_c && (_PyCString_Equal(locale, cstr("C.UTF-8")) || _PyCString_Equal(locale, cstr("C.utf8")));
  const wanted = variable(text, length, cstr("PYTHONUTF8"));
  mode.utf8_mode = wanted ? (load<u8>(wanted) === 0x31 ? 1 : 0) : is_c ? 1 : 0;
  mode.surrogateescape = mode.utf8_mode || is_c || is_c_utf8 ? 1 : 0;
  mode.unbuffered = variable(text, length, cstr("PYTHONUNBUFFERED")) ? 1 : 0;
  const stdio = variable(text, length, cstr("PYTHONIOENCODING"));
  if (stdio) set_stdio(stdio);
}

/** Start-up: looks at the environment. */
export function init_text_mode(): void {
  const length = environment();
  const text = length > 0 ? PyMem_RawMalloc(<usize>length + 1) : 0;
  if (!text) {
    set_mode(cstr(""), 0);
    return;
  }
  take_text(text);
  store<u8>(text + <usize>length, 0);
  set_mode(text, length);
  PyMem_RawFree(text);
}

/** sys.flags.utf8_mode. */
export function utf8_mode(): bool {
  return mode.utf8_mode !== 0;
}

export function stdio_unbuffered(): bool {
  return mode.unbuffered !== 0;
}

/** The encoding of the standard streams, by its codec's name. */
export function stdio_encoding(): usize {
  const encoding = native_encoding(ENCODING);
  if (encoding === NATIVE_ASCII) return cstr("ascii");
  return encoding === NATIVE_LATIN1 ? cstr("iso8859-1") : cstr("utf-8");
}

/** What stdin and stdout do about text or bytes that are no text. */
export function stdio_errors(): usize {
  if (load<u8>(ERRORS) !== 0) return ERRORS;
  return mode.surrogateescape && load<u8>(ENCODING) === 0 ? cstr("surrogateescape") : cstr("strict");
}

/** The encoding of files where none is given. */
export function default_encoding(): usize {
  return mode.utf8_mode ? cstr("utf-8") : cstr("UTF-8");
}

/** What the encoding "locale" stands for. */
export function locale_encoding(): usize {
  return cstr("UTF-8");
}
