/** The table of the methods of bytearray, most of them those of bytes. CPython: Objects/bytearrayobject.c. */

import { def_fast, def_fast_keywords, def_noargs, def_o, METH_CLASS, METH_STATIC } from "../object/def-tables";
import { cstr } from "../object/literals";
import { PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { PyByteArray_Type } from "../object/static-types";
import { PyTypeObject } from "../object/type-object";
import {
  bytearray_alloc,
  bytearray_append,
  bytearray_clear,
  bytearray_copy,
  bytearray_extend,
  bytearray_fromhex,
  bytearray_insert,
  bytearray_join,
  bytearray_pop,
  bytearray_reduce,
  bytearray_reduce_ex,
  bytearray_remove,
  bytearray_reverse,
  bytearray_sizeof,
} from "./bytearray-methods";
import {
  bytes_capitalize,
  bytes_isalnum,
  bytes_isalpha,
  bytes_isascii,
  bytes_isdigit,
  bytes_islower,
  bytes_isspace,
  bytes_istitle,
  bytes_isupper,
  bytes_lower,
  bytes_swapcase,
  bytes_title,
  bytes_upper,
} from "./bytes-case";
import { bytes_hex } from "./bytes-hex";
import { bytes_center, bytes_expandtabs, bytes_ljust, bytes_rjust, bytes_zfill } from "./bytes-justify";
import { bytes_decode } from "./bytes-methods";
import { bytes_maketrans, bytes_replace, bytes_translate } from "./bytes-replace";
import {
  bytes_count,
  bytes_endswith,
  bytes_find,
  bytes_index,
  bytes_rfind,
  bytes_rindex,
  bytes_startswith,
} from "./bytes-search";
import { bytes_partition, bytes_rpartition, bytes_rsplit, bytes_split, bytes_splitlines } from "./bytes-split";
import { bytes_lstrip, bytes_removeprefix, bytes_removesuffix, bytes_rstrip, bytes_strip } from "./bytes-strip";

/** __alloc__ to hex. */
function def_bytearray_a_to_h(t: PyTypeObject): void {
  def_noargs(
    t,
    cstr("__alloc__"),
    PyCFunction.of(bytearray_alloc),
    cstr("__alloc__($self, /)\n--\n\nBytes allocated."),
  );
  def_noargs(
    t,
    cstr("__reduce__"),
    PyCFunction.of(bytearray_reduce),
    cstr("__reduce__($self, /)\n--\n\nState for pickling."),
  );
  def_fast(
    t,
    cstr("__reduce_ex__"),
    PyCFunctionFast.of(bytearray_reduce_ex),
    cstr("__reduce_ex__($self, proto=0, /)\n--\n\nState for pickling."),
  );
  def_noargs(
    t,
    cstr("__sizeof__"),
    PyCFunction.of(bytearray_sizeof),
    cstr("__sizeof__($self, /)\n--\n\nBytes in memory."),
  );
  def_o(t, cstr("append"), PyCFunction.of(bytearray_append), cstr("append($self, item, /)\n--\n\nAppends one byte."));
  def_noargs(
    t,
    cstr("capitalize"),
    PyCFunction.of(bytes_capitalize),
    cstr("capitalize($self, /)\n--\n\nA copy with the first character in upper case, the rest in lower case."),
  );
  def_fast(
    t,
    cstr("center"),
    PyCFunctionFast.of(bytes_center),
    cstr("center($self, width, fillchar=b' ', /)\n--\n\nA copy padded on both sides."),
  );
  def_noargs(t, cstr("clear"), PyCFunction.of(bytearray_clear), cstr("clear($self, /)\n--\n\nRemoves all bytes."));
  def_noargs(t, cstr("copy"), PyCFunction.of(bytearray_copy), cstr("copy($self, /)\n--\n\nA copy."));
  def_fast(
    t,
    cstr("count"),
    PyCFunctionFast.of(bytes_count),
    cstr("count($self, sub[, start[, end]], /)\n--\n\nHow often sub occurs, without overlaps."),
  );
  def_fast_keywords(
    t,
    cstr("decode"),
    PyCFunctionFastWithKeywords.of(bytes_decode),
    cstr("decode($self, /, encoding='utf-8', errors='strict')\n--\n\nThe bytes decoded to text."),
  );
  def_fast(
    t,
    cstr("endswith"),
    PyCFunctionFast.of(bytes_endswith),
    cstr("endswith($self, suffix[, start[, end]], /)\n--\n\nTrue if the bytes end with suffix (or one of a tuple)."),
  );
  def_fast_keywords(
    t,
    cstr("expandtabs"),
    PyCFunctionFastWithKeywords.of(bytes_expandtabs),
    cstr("expandtabs($self, /, tabsize=8)\n--\n\nA copy with spaces in place of tabs."),
  );
  def_o(
    t,
    cstr("extend"),
    PyCFunction.of(bytearray_extend),
    cstr("extend($self, iterable_of_ints, /)\n--\n\nAppends all items of a buffer or iterable."),
  );
  def_fast(
    t,
    cstr("find"),
    PyCFunctionFast.of(bytes_find),
    cstr("find($self, sub[, start[, end]], /)\n--\n\nThe lowest index of sub, or -1."),
  );
  def_o(
    t,
    cstr("fromhex"),
    PyCFunction.of(bytearray_fromhex),
    cstr("fromhex($type, string, /)\n--\n\nFrom hexadecimal digits."),
    METH_CLASS,
  );
  def_fast_keywords(
    t,
    cstr("hex"),
    PyCFunctionFastWithKeywords.of(bytes_hex),
    cstr("hex($self, /, sep=<unrepresentable>, bytes_per_sep=1)\n--\n\nHexadecimal digits of the bytes."),
  );
}

/** index, insert, the is...() family. */
function def_bytearray_i(t: PyTypeObject): void {
  def_fast(
    t,
    cstr("index"),
    PyCFunctionFast.of(bytes_index),
    cstr("index($self, sub[, start[, end]], /)\n--\n\nThe lowest index of sub; ValueError when there is none."),
  );
  def_fast(
    t,
    cstr("insert"),
    PyCFunctionFast.of(bytearray_insert),
    cstr("insert($self, index, item, /)\n--\n\nInserts one byte before the index."),
  );
  def_noargs(
    t,
    cstr("isalnum"),
    PyCFunction.of(bytes_isalnum),
    cstr("isalnum($self, /)\n--\n\nTrue if there are bytes, all ASCII letters or digits."),
  );
  def_noargs(
    t,
    cstr("isalpha"),
    PyCFunction.of(bytes_isalpha),
    cstr("isalpha($self, /)\n--\n\nTrue if there are bytes, all ASCII letters."),
  );
  def_noargs(
    t,
    cstr("isascii"),
    PyCFunction.of(bytes_isascii),
    cstr("isascii($self, /)\n--\n\nTrue if all bytes are ASCII."),
  );
  def_noargs(
    t,
    cstr("isdigit"),
    PyCFunction.of(bytes_isdigit),
    cstr("isdigit($self, /)\n--\n\nTrue if there are bytes, all ASCII digits."),
  );
  def_noargs(
    t,
    cstr("islower"),
    PyCFunction.of(bytes_islower),
    cstr("islower($self, /)\n--\n\nTrue if there are letters, all of lower case."),
  );
  def_noargs(
    t,
    cstr("isspace"),
    PyCFunction.of(bytes_isspace),
    cstr("isspace($self, /)\n--\n\nTrue if there are bytes, all ASCII white space."),
  );
  def_noargs(
    t,
    cstr("istitle"),
    PyCFunction.of(bytes_istitle),
    cstr("istitle($self, /)\n--\n\nTrue if words begin in upper case and go on in lower case."),
  );
  def_noargs(
    t,
    cstr("isupper"),
    PyCFunction.of(bytes_isupper),
    cstr("isupper($self, /)\n--\n\nTrue if there are letters, all of upper case."),
  );
}

/** join to rindex. */
function def_bytearray_j_to_rindex(t: PyTypeObject): void {
  def_o(
    t,
    cstr("join"),
    PyCFunction.of(bytearray_join),
    cstr("join($self, iterable_of_bytes, /)\n--\n\nThe items of iterable with these bytes between them."),
  );
  def_fast(
    t,
    cstr("ljust"),
    PyCFunctionFast.of(bytes_ljust),
    cstr("ljust($self, width, fillchar=b' ', /)\n--\n\nA copy padded on the right."),
  );
  def_noargs(t, cstr("lower"), PyCFunction.of(bytes_lower), cstr("lower($self, /)\n--\n\nA copy in lower case."));
  def_fast(
    t,
    cstr("lstrip"),
    PyCFunctionFast.of(bytes_lstrip),
    cstr("lstrip($self, bytes=None, /)\n--\n\nA copy without white space, or the given bytes, at the start."),
  );
  def_fast(
    t,
    cstr("maketrans"),
    PyCFunctionFast.of(bytes_maketrans),
    cstr("maketrans(frm, to, /)\n--\n\nMakes a table for translate()."),
    METH_STATIC,
  );
  def_o(
    t,
    cstr("partition"),
    PyCFunction.of(bytes_partition),
    cstr("partition($self, sep, /)\n--\n\nThe part before the first sep, sep, and the part after it."),
  );
  def_fast(
    t,
    cstr("pop"),
    PyCFunctionFast.of(bytearray_pop),
    cstr("pop($self, index=-1, /)\n--\n\nRemoves and returns one byte."),
  );
  def_o(
    t,
    cstr("remove"),
    PyCFunction.of(bytearray_remove),
    cstr("remove($self, value, /)\n--\n\nRemoves the first byte of that value."),
  );
  def_fast(
    t,
    cstr("replace"),
    PyCFunctionFast.of(bytes_replace),
    cstr("replace($self, old, new, count=-1, /)\n--\n\nA copy with old replaced by new, at most count times."),
  );
  def_o(
    t,
    cstr("removeprefix"),
    PyCFunction.of(bytes_removeprefix),
    cstr("removeprefix($self, prefix, /)\n--\n\nA copy without prefix, if it begins with it."),
  );
  def_o(
    t,
    cstr("removesuffix"),
    PyCFunction.of(bytes_removesuffix),
    cstr("removesuffix($self, suffix, /)\n--\n\nA copy without suffix, if it ends with it."),
  );
  def_noargs(
    t,
    cstr("reverse"),
    PyCFunction.of(bytearray_reverse),
    cstr("reverse($self, /)\n--\n\nReverses the bytes in place."),
  );
  def_fast(
    t,
    cstr("rfind"),
    PyCFunctionFast.of(bytes_rfind),
    cstr("rfind($self, sub[, start[, end]], /)\n--\n\nThe highest index of sub, or -1."),
  );
  def_fast(
    t,
    cstr("rindex"),
    PyCFunctionFast.of(bytes_rindex),
    cstr("rindex($self, sub[, start[, end]], /)\n--\n\nThe highest index of sub; ValueError when there is none."),
  );
}

/** rjust to zfill. */
function def_bytearray_rjust_to_z(t: PyTypeObject): void {
  def_fast(
    t,
    cstr("rjust"),
    PyCFunctionFast.of(bytes_rjust),
    cstr("rjust($self, width, fillchar=b' ', /)\n--\n\nA copy padded on the left."),
  );
  def_o(
    t,
    cstr("rpartition"),
    PyCFunction.of(bytes_rpartition),
    cstr("rpartition($self, sep, /)\n--\n\nThe part before the last sep, sep, and the part after it."),
  );
  def_fast_keywords(
    t,
    cstr("rsplit"),
    PyCFunctionFastWithKeywords.of(bytes_rsplit),
    cstr("rsplit($self, /, sep=None, maxsplit=-1)\n--\n\nList of the parts between separators, from the right."),
  );
  def_fast(
    t,
    cstr("rstrip"),
    PyCFunctionFast.of(bytes_rstrip),
    cstr("rstrip($self, bytes=None, /)\n--\n\nA copy without white space, or the given bytes, at the end."),
  );
  def_fast_keywords(
    t,
    cstr("split"),
    PyCFunctionFastWithKeywords.of(bytes_split),
    cstr("split($self, /, sep=None, maxsplit=-1)\n--\n\nList of the parts between separators, from the left."),
  );
  def_fast_keywords(
    t,
    cstr("splitlines"),
    PyCFunctionFastWithKeywords.of(bytes_splitlines),
    cstr("splitlines($self, /, keepends=False)\n--\n\nList of the lines."),
  );
  def_fast(
    t,
    cstr("startswith"),
    PyCFunctionFast.of(bytes_startswith),
    cstr(
      "startswith($self, prefix[, start[, end]], /)\n--\n\nTrue if the bytes begin with prefix (or one of a tuple).",
    ),
  );
  def_fast(
    t,
    cstr("strip"),
    PyCFunctionFast.of(bytes_strip),
    cstr("strip($self, bytes=None, /)\n--\n\nA copy without white space, or the given bytes, at the ends."),
  );
  def_noargs(
    t,
    cstr("swapcase"),
    PyCFunction.of(bytes_swapcase),
    cstr("swapcase($self, /)\n--\n\nA copy with upper and lower case exchanged."),
  );
  def_noargs(
    t,
    cstr("title"),
    PyCFunction.of(bytes_title),
    cstr("title($self, /)\n--\n\nA copy in which words begin in upper case."),
  );
  def_fast_keywords(
    t,
    cstr("translate"),
    PyCFunctionFastWithKeywords.of(bytes_translate),
    cstr("translate($self, table, /, delete=b'')\n--\n\nA copy with each byte replaced by what table has for it."),
  );
  def_noargs(t, cstr("upper"), PyCFunction.of(bytes_upper), cstr("upper($self, /)\n--\n\nA copy in upper case."));
  def_o(
    t,
    cstr("zfill"),
    PyCFunction.of(bytes_zfill),
    cstr("zfill($self, width, /)\n--\n\nA copy with zeros in front, behind the sign."),
  );
}

/** Methods in the order of CPython's table: dir() and __dict__ show it. */
export function define_bytearray_methods(): void {
  const t = PyByteArray_Type;
  def_bytearray_a_to_h(t);
  def_bytearray_i(t);
  def_bytearray_j_to_rindex(t);
  def_bytearray_rjust_to_z(t);
}
