/** The table of the methods of str. CPython: Objects/unicodeobject.c (unicode_methods). */

import { def_fast, def_fast_keywords, def_keywords, def_noargs, def_o, METH_STATIC } from "../object/def-tables";
import { cstr } from "../object/literals";
import { PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords, PyCFunctionWithKeywords } from "../object/slots";
import { PyUnicode_Type } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import {
  unicode_capitalize,
  unicode_casefold,
  unicode_lower,
  unicode_swapcase,
  unicode_title,
  unicode_upper,
} from "./str-case";
import { unicode_center, unicode_ljust, unicode_rjust, unicode_zfill } from "./str-justify";
import {
  unicode___format__,
  unicode_encode,
  unicode_expandtabs,
  unicode_format,
  unicode_format_map,
  unicode_getnewargs,
  unicode_join,
  unicode_partition,
  unicode_replace,
  unicode_rpartition,
  unicode_rsplit,
  unicode_sizeof,
  unicode_split,
  unicode_splitlines,
} from "./str-methods";
import {
  unicode_isalnum,
  unicode_isalpha,
  unicode_isascii,
  unicode_isdecimal,
  unicode_isdigit,
  unicode_isidentifier,
  unicode_islower,
  unicode_isnumeric,
  unicode_isprintable,
  unicode_isspace,
  unicode_istitle,
  unicode_isupper,
} from "./str-predicates";
import {
  unicode_count,
  unicode_endswith,
  unicode_find,
  unicode_index,
  unicode_rfind,
  unicode_rindex,
  unicode_startswith,
} from "./str-search";
import { unicode_lstrip, unicode_removeprefix, unicode_removesuffix, unicode_rstrip, unicode_strip } from "./str-strip";
import { unicode_maketrans, unicode_translate } from "./str-translate";

/** encode to index. */
function def_unicode_encode_to_index(t: PyTypeObject): void {
  def_fast_keywords(
    t,
    cstr("encode"),
    PyCFunctionFastWithKeywords.of(unicode_encode),
    cstr("encode($self, /, encoding='utf-8', errors='strict')\n--\n\nThe text as bytes of the given encoding."),
  );
  def_fast_keywords(
    t,
    cstr("replace"),
    PyCFunctionFastWithKeywords.of(unicode_replace),
    cstr("replace($self, old, new, /, count=-1)\n--\n\nA copy with old replaced by new, at most count times."),
  );
  def_fast_keywords(
    t,
    cstr("split"),
    PyCFunctionFastWithKeywords.of(unicode_split),
    cstr("split($self, /, sep=None, maxsplit=-1)\n--\n\nList of the parts between separators, from the left."),
  );
  def_fast_keywords(
    t,
    cstr("rsplit"),
    PyCFunctionFastWithKeywords.of(unicode_rsplit),
    cstr("rsplit($self, /, sep=None, maxsplit=-1)\n--\n\nList of the parts between separators, from the right."),
  );
  def_o(
    t,
    cstr("join"),
    PyCFunction.of(unicode_join),
    cstr("join($self, iterable, /)\n--\n\nThe strings of iterable with this one between them."),
  );
  def_noargs(
    t,
    cstr("capitalize"),
    PyCFunction.of(unicode_capitalize),
    cstr("capitalize($self, /)\n--\n\nA copy with the first character in title case, the rest in lower case."),
  );
  def_noargs(
    t,
    cstr("casefold"),
    PyCFunction.of(unicode_casefold),
    cstr("casefold($self, /)\n--\n\nA copy for comparisons without regard to case."),
  );
  def_noargs(
    t,
    cstr("title"),
    PyCFunction.of(unicode_title),
    cstr("title($self, /)\n--\n\nA copy in which words begin in title case."),
  );
  def_fast(
    t,
    cstr("center"),
    PyCFunctionFast.of(unicode_center),
    cstr("center($self, width, fillchar=' ', /)\n--\n\nA copy padded on both sides."),
  );
  def_fast(
    t,
    cstr("count"),
    PyCFunctionFast.of(unicode_count),
    cstr("count($self, sub[, start[, end]], /)\n--\n\nHow often sub occurs, without overlaps."),
  );
  def_fast_keywords(
    t,
    cstr("expandtabs"),
    PyCFunctionFastWithKeywords.of(unicode_expandtabs),
    cstr("expandtabs($self, /, tabsize=8)\n--\n\nA copy with spaces in place of tabs."),
  );
  def_fast(
    t,
    cstr("find"),
    PyCFunctionFast.of(unicode_find),
    cstr("find($self, sub[, start[, end]], /)\n--\n\nThe lowest index of sub, or -1."),
  );
  def_o(
    t,
    cstr("partition"),
    PyCFunction.of(unicode_partition),
    cstr("partition($self, sep, /)\n--\n\nThe part before the first sep, sep, and the part after it."),
  );
  def_fast(
    t,
    cstr("index"),
    PyCFunctionFast.of(unicode_index),
    cstr("index($self, sub[, start[, end]], /)\n--\n\nThe lowest index of sub; ValueError when there is none."),
  );
}

/** ljust to upper. */
function def_unicode_ljust_to_upper(t: PyTypeObject): void {
  def_fast(
    t,
    cstr("ljust"),
    PyCFunctionFast.of(unicode_ljust),
    cstr("ljust($self, width, fillchar=' ', /)\n--\n\nA copy padded on the right."),
  );
  def_noargs(t, cstr("lower"), PyCFunction.of(unicode_lower), cstr("lower($self, /)\n--\n\nA copy in lower case."));
  def_fast(
    t,
    cstr("lstrip"),
    PyCFunctionFast.of(unicode_lstrip),
    cstr("lstrip($self, chars=None, /)\n--\n\nA copy without white space, or chars, at the start."),
  );
  def_fast(
    t,
    cstr("rfind"),
    PyCFunctionFast.of(unicode_rfind),
    cstr("rfind($self, sub[, start[, end]], /)\n--\n\nThe highest index of sub, or -1."),
  );
  def_fast(
    t,
    cstr("rindex"),
    PyCFunctionFast.of(unicode_rindex),
    cstr("rindex($self, sub[, start[, end]], /)\n--\n\nThe highest index of sub; ValueError when there is none."),
  );
  def_fast(
    t,
    cstr("rjust"),
    PyCFunctionFast.of(unicode_rjust),
    cstr("rjust($self, width, fillchar=' ', /)\n--\n\nA copy padded on the left."),
  );
  def_fast(
    t,
    cstr("rstrip"),
    PyCFunctionFast.of(unicode_rstrip),
    cstr("rstrip($self, chars=None, /)\n--\n\nA copy without white space, or chars, at the end."),
  );
  def_o(
    t,
    cstr("rpartition"),
    PyCFunction.of(unicode_rpartition),
    cstr("rpartition($self, sep, /)\n--\n\nThe part before the last sep, sep, and the part after it."),
  );
  def_fast_keywords(
    t,
    cstr("splitlines"),
    PyCFunctionFastWithKeywords.of(unicode_splitlines),
    cstr("splitlines($self, /, keepends=False)\n--\n\nList of the lines."),
  );
  def_fast(
    t,
    cstr("strip"),
    PyCFunctionFast.of(unicode_strip),
    cstr("strip($self, chars=None, /)\n--\n\nA copy without white space, or chars, at the ends."),
  );
  def_noargs(
    t,
    cstr("swapcase"),
    PyCFunction.of(unicode_swapcase),
    cstr("swapcase($self, /)\n--\n\nA copy with upper and lower case exchanged."),
  );
  def_o(
    t,
    cstr("translate"),
    PyCFunction.of(unicode_translate),
    cstr("translate($self, table, /)\n--\n\nA copy with each character replaced by what table has for it."),
  );
  def_noargs(t, cstr("upper"), PyCFunction.of(unicode_upper), cstr("upper($self, /)\n--\n\nA copy in upper case."));
}

/** startswith to removesuffix, the is...() family. */
function def_unicode_ends_and_predicates(t: PyTypeObject): void {
  def_fast(
    t,
    cstr("startswith"),
    PyCFunctionFast.of(unicode_startswith),
    cstr(
      "startswith($self, prefix[, start[, end]], /)\n--\n\nTrue if the text begins with prefix (or one of a tuple).",
    ),
  );
  def_fast(
    t,
    cstr("endswith"),
    PyCFunctionFast.of(unicode_endswith),
    cstr("endswith($self, suffix[, start[, end]], /)\n--\n\nTrue if the text ends with suffix (or one of a tuple)."),
  );
  def_o(
    t,
    cstr("removeprefix"),
    PyCFunction.of(unicode_removeprefix),
    cstr("removeprefix($self, prefix, /)\n--\n\nA copy without prefix, if it begins with it."),
  );
  def_o(
    t,
    cstr("removesuffix"),
    PyCFunction.of(unicode_removesuffix),
    cstr("removesuffix($self, suffix, /)\n--\n\nA copy without suffix, if it ends with it."),
  );
  def_noargs(
    t,
    cstr("isascii"),
    PyCFunction.of(unicode_isascii),
    cstr("isascii($self, /)\n--\n\nTrue if all characters are ASCII."),
  );
  def_noargs(
    t,
    cstr("islower"),
    PyCFunction.of(unicode_islower),
    cstr("islower($self, /)\n--\n\nTrue if there are cased characters, all of lower case."),
  );
  def_noargs(
    t,
    cstr("isupper"),
    PyCFunction.of(unicode_isupper),
    cstr("isupper($self, /)\n--\n\nTrue if there are cased characters, all of upper case."),
  );
  def_noargs(
    t,
    cstr("istitle"),
    PyCFunction.of(unicode_istitle),
    cstr("istitle($self, /)\n--\n\nTrue if words begin in title or upper case and go on in lower case."),
  );
  def_noargs(
    t,
    cstr("isspace"),
    PyCFunction.of(unicode_isspace),
    cstr("isspace($self, /)\n--\n\nTrue if there are characters, all white space."),
  );
  def_noargs(
    t,
    cstr("isdecimal"),
    PyCFunction.of(unicode_isdecimal),
    cstr("isdecimal($self, /)\n--\n\nTrue if there are characters, all decimal digits."),
  );
  def_noargs(
    t,
    cstr("isdigit"),
    PyCFunction.of(unicode_isdigit),
    cstr("isdigit($self, /)\n--\n\nTrue if there are characters, all digits."),
  );
  def_noargs(
    t,
    cstr("isnumeric"),
    PyCFunction.of(unicode_isnumeric),
    cstr("isnumeric($self, /)\n--\n\nTrue if there are characters, all numeric."),
  );
  def_noargs(
    t,
    cstr("isalpha"),
    PyCFunction.of(unicode_isalpha),
    cstr("isalpha($self, /)\n--\n\nTrue if there are characters, all letters."),
  );
  def_noargs(
    t,
    cstr("isalnum"),
    PyCFunction.of(unicode_isalnum),
    cstr("isalnum($self, /)\n--\n\nTrue if there are characters, all letters or numbers."),
  );
  def_noargs(
    t,
    cstr("isidentifier"),
    PyCFunction.of(unicode_isidentifier),
    cstr("isidentifier($self, /)\n--\n\nTrue if the text could be a name."),
  );
  def_noargs(
    t,
    cstr("isprintable"),
    PyCFunction.of(unicode_isprintable),
    cstr("isprintable($self, /)\n--\n\nTrue if repr() shows all characters as they are."),
  );
}

/** zfill to __getnewargs__. */
function def_unicode_zfill_to_newargs(t: PyTypeObject): void {
  def_o(
    t,
    cstr("zfill"),
    PyCFunction.of(unicode_zfill),
    cstr("zfill($self, width, /)\n--\n\nA copy with zeros in front, behind the sign."),
  );
  def_keywords(
    t,
    cstr("format"),
    PyCFunctionWithKeywords.of(unicode_format),
    cstr("format($self, /, *args, **kwargs)\n--\n\nThe text with its replacement fields filled in."),
  );
  def_o(
    t,
    cstr("format_map"),
    PyCFunction.of(unicode_format_map),
    cstr("format_map($self, mapping, /)\n--\n\nThe text with its replacement fields filled in from mapping."),
  );
  def_o(
    t,
    cstr("__format__"),
    PyCFunction.of(unicode___format__),
    cstr("__format__($self, format_spec, /)\n--\n\nThe text laid out as format_spec says."),
  );
  def_fast(
    t,
    cstr("maketrans"),
    PyCFunctionFast.of(unicode_maketrans),
    cstr("maketrans(x, y=<unrepresentable>, z=<unrepresentable>, /)\n--\n\nMakes a table for translate()."),
    METH_STATIC,
  );
  def_noargs(
    t,
    cstr("__sizeof__"),
    PyCFunction.of(unicode_sizeof),
    cstr("__sizeof__($self, /)\n--\n\nBytes in memory."),
  );
  def_noargs(t, cstr("__getnewargs__"), PyCFunction.of(unicode_getnewargs), cstr("__getnewargs__($self, /)\n--\n\n"));
}

/** Methods in the order of CPython's table: dir() and __dict__ show it. */
export function define_unicode_methods(): void {
  const t = PyUnicode_Type;
  def_unicode_encode_to_index(t);
  def_unicode_ljust_to_upper(t);
  def_unicode_ends_and_predicates(t);
  def_unicode_zfill_to_newargs(t);
}
