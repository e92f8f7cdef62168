/** Builtin functions about single objects: attributes, identity, numbers, characters. CPython: Python/bltinmodule.c. */

import { _PyArg_BadArgument, _PyArg_CheckPositional, _PyArg_UnpackKeywords, ArgSpec } from "../abstract/args";
import {
  PyObject_GetAttr,
  PyObject_GetOptionalAttr,
  PyObject_HasAttrWithError,
  PyObject_SetAttr,
} from "../abstract/attribute";
import { PyObject_CallNoArgs, PyObject_CallOneArg } from "../abstract/call";
import { PyErr_Format, PyErr_SetString } from "../abstract/errors";
import { PyObject_Format } from "../abstract/format";
import { frame_locals } from "../abstract/hooks";
import { PyObject_IsInstance, PyObject_IsSubclass } from "../abstract/instance-check";
import { PyNumber_Absolute, PyNumber_Divmod, PyNumber_Power } from "../abstract/number";
import { _PyNumber_Index, PyNumber_ToBase } from "../abstract/number-convert";
import {
  PyCallable_Check,
  PyObject_ASCII,
  PyObject_Dir,
  PyObject_Hash,
  PyObject_Repr,
} from "../abstract/object-protocol";
import { PyObject_LongSize } from "../abstract/sequence";
import { PyByteArray_AS_STRING, PyByteArray_Check, PyByteArray_GET_SIZE } from "../builtin-types/bytearray";
import { PyBytes_AS_STRING, PyBytes_Check, PyBytes_GET_SIZE } from "../builtin-types/bytes";
import {
  PyLong_AsLongAndOverflow,
  PyLong_FromLong,
  PyLong_FromSsize_t,
  PyLong_FromVoidPtr,
} from "../builtin-types/int";
import { module_fast, module_fast_keywords, module_o, module_varargs } from "../builtin-types/module";
import {
  PyUnicode_Check,
  PyUnicode_FromOrdinal,
  PyUnicode_GET_LENGTH,
  PyUnicode_READ_CHAR,
} from "../builtin-types/str";
import { PyTuple_GET_ITEM, PyTuple_GET_SIZE } from "../builtin-types/tuple";
import { _PyObject_LookupSpecial } from "../builtin-types/type-lookup";
import { _Py_ID, cstr } from "../object/literals";
import { stack_mark, stack_release } from "../object/native-stack";
import { Py_DECREF, Py_NewRef, PyObject, ptr, Slots } from "../object/object";
import { PyCFunction, PyCFunctionFast, PyCFunctionFastWithKeywords } from "../object/slots";
import { tstate } from "../object/state";
import { Py_False, Py_None, Py_True, PyExc_TypeError, PyExc_ValueError } from "../object/static-types";

function builtin_abs(_m: PyObject, x: PyObject | null): PyObject | null {
  return PyNumber_Absolute(x!);
}

function builtin_ascii(_m: PyObject, x: PyObject | null): PyObject | null {
  return PyObject_ASCII(x!);
}

function builtin_bin(_m: PyObject, x: PyObject | null): PyObject | null {
  return PyNumber_ToBase(x!, 2);
}

function builtin_oct(_m: PyObject, x: PyObject | null): PyObject | null {
  return PyNumber_ToBase(x!, 8);
}

function builtin_hex(_m: PyObject, x: PyObject | null): PyObject | null {
  return PyNumber_ToBase(x!, 16);
}

function builtin_callable(_m: PyObject, x: PyObject | null): PyObject | null {
  return PyCallable_Check(x) ? Py_True : Py_False;
}

function builtin_chr(_m: PyObject, x: PyObject | null): PyObject | null {
  const index = _PyNumber_Index(x!);
  if (!index) return null;
  const value = PyLong_AsLongAndOverflow(index);
  const overflow = tstate.out_i32;
  Py_DECREF(index);
  if (overflow || value < 0 || value > 0x10ffff) {
    PyErr_SetString(PyExc_ValueError, cstr("chr() arg not in range(0x110000)"));
    return null;
  }
  return PyUnicode_FromOrdinal(<i32>value);
}

function builtin_ord(_m: PyObject, c: PyObject | null): PyObject | null {
  const x = c!;
  let size: i32;
  if (PyUnicode_Check(x)) {
    size = PyUnicode_GET_LENGTH(x);
    if (size === 1) return PyLong_FromLong(<i64>PyUnicode_READ_CHAR(x, 0));
  } else if (PyBytes_Check(x)) {
    size = PyBytes_GET_SIZE(x);
    if (size === 1) return PyLong_FromLong(<i64>load<u8>(PyBytes_AS_STRING(x)));
  } else if (PyByteArray_Check(x)) {
    size = PyByteArray_GET_SIZE(x);
    if (size === 1) return PyLong_FromLong(<i64>load<u8>(PyByteArray_AS_STRING(x)));
  } else {
    return PyErr_Format(
      PyExc_TypeError,
      cstr("ord() expected string of length 1, but %.200s found"),
      x.ob_type.tp_name,
    );
  }
  return PyErr_Format(PyExc_TypeError, cstr("ord() expected a character, but string of length %zd found"), <usize>size);
}

function builtin_delattr(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("delattr"), nargs, 2, 2)) return null;
  return PyObject_SetAttr(args.get(0), args.get(1), null) < 0 ? null : Py_None;
}

function builtin_setattr(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("setattr"), nargs, 3, 3)) return null;
  return PyObject_SetAttr(args.get(0), args.get(1), args.get(2)) < 0 ? null : Py_None;
}

function builtin_getattr(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("getattr"), nargs, 2, 3)) return null;
  if (nargs === 2) return PyObject_GetAttr(args.get(0), args.get(1));
  if (PyObject_GetOptionalAttr(args.get(0), args.get(1)) < 0) return null;
  const value = tstate.out_object;
  return value ? value : Py_NewRef(args.get(2));
}

function builtin_hasattr(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("hasattr"), nargs, 2, 2)) return null;
  const found = PyObject_HasAttrWithError(args.get(0), args.get(1));
  return found < 0 ? null : found ? Py_True : Py_False;
}

function builtin_divmod(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("divmod"), nargs, 2, 2)) return null;
  return PyNumber_Divmod(args.get(0), args.get(1));
}

function builtin_format(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("format"), nargs, 1, 2)) return null;
  if (nargs > 1 && !PyUnicode_Check(args.get(1))) {
    _PyArg_BadArgument(cstr("format"), cstr("argument 2"), cstr("str"), args.get(1));
    return null;
  }
  return PyObject_Format(args.get(0), nargs > 1 ? args.get(1) : null);
}

function builtin_hash(_m: PyObject, x: PyObject | null): PyObject | null {
  const hash = PyObject_Hash(x!);
  return hash === -1 && tstate.current_exception ? null : PyLong_FromSsize_t(hash);
}

function builtin_id(_m: PyObject, x: PyObject | null): PyObject | null {
  return PyLong_FromVoidPtr(ptr(x));
}

export function builtin_isinstance(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("isinstance"), nargs, 2, 2)) return null;
  const truth = PyObject_IsInstance(args.get(0), args.get(1));
  return truth < 0 ? null : truth ? Py_True : Py_False;
}

function builtin_issubclass(_m: PyObject, args: Slots, nargs: i32): PyObject | null {
  if (!_PyArg_CheckPositional(cstr("issubclass"), nargs, 2, 2)) return null;
  const truth = PyObject_IsSubclass(args.get(0), args.get(1));
  return truth < 0 ? null : truth ? Py_True : Py_False;
}

function builtin_len(_m: PyObject, x: PyObject | null): PyObject | null {
  const n = PyObject_LongSize(x!);
  return n < 0 ? null : PyLong_FromSsize_t(n);
}

function builtin_repr(_m: PyObject, x: PyObject | null): PyObject | null {
  return PyObject_Repr(x);
}

function builtin_dir(_m: PyObject, args: PyObject | null): PyObject | null {
  const nargs = PyTuple_GET_SIZE(args!);
  if (!_PyArg_CheckPositional(cstr("dir"), nargs, 0, 1)) return null;
  return PyObject_Dir(nargs ? PyTuple_GET_ITEM(args!, 0) : null);
}

function builtin_vars(_m: PyObject, args: PyObject | null): PyObject | null {
  const nargs = PyTuple_GET_SIZE(args!);
  if (!_PyArg_CheckPositional(cstr("vars"), nargs, 0, 1)) return null;
  if (nargs === 0) return frame_locals();
  if (PyObject_GetOptionalAttr(PyTuple_GET_ITEM(args!, 0), _Py_ID("__dict__")) === 0) {
    PyErr_SetString(PyExc_TypeError, cstr("vars() argument must have __dict__ attribute"));
    return null;
  }
  return tstate.out_object;
}

const pow_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function builtin_pow(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = Slots.at(
    _PyArg_UnpackKeywords(pow_spec, cstr("pow"), cstr("base exp mod"), 0, args, nargs, null, kwnames, 2, 3),
  );
  let result: PyObject | null = null;
  if (changetype<usize>(a)) {
    const mod = a.getOrNull(2);
    result = PyNumber_Power(a.get(0), a.get(1), mod ? mod : Py_None);
  }
  stack_release(mark);
  return result;
}

const round_spec: ArgSpec = changetype<ArgSpec>(memory.data(16, 8));

function builtin_round(_m: PyObject, args: Slots, nargs: i32, kwnames: PyObject | null): PyObject | null {
  const mark = stack_mark();
  const a = Slots.at(
    _PyArg_UnpackKeywords(round_spec, cstr("round"), cstr("number ndigits"), 0, args, nargs, null, kwnames, 1, 2),
  );
  let result: PyObject | null = null;
  if (changetype<usize>(a)) result = round_number(a.get(0), a.getOrNull(1));
  stack_release(mark);
  return result;
}

function round_number(number: PyObject, ndigits: PyObject | null): PyObject | null {
  const method = _PyObject_LookupSpecial(number, _Py_ID("__round__"));
  if (!method) {
    if (!tstate.current_exception) {
      PyErr_Format(PyExc_TypeError, cstr("type %.100s doesn't define __round__ method"), number.ob_type.tp_name);
    }
    return null;
  }
  const result =
    !ndigits || ptr(ndigits) === ptr(Py_None) ? PyObject_CallNoArgs(method) : PyObject_CallOneArg(method, ndigits);
  Py_DECREF(method);
  return result;
}

/** Adds these functions. False with an exception. */
export function add_object_functions(m: PyObject): bool {
  return (
    module_o(m, cstr("abs"), PyCFunction.of(builtin_abs), cstr("abs($module, x, /)\n--\n\nThe absolute value.")) ===
      0 &&
    module_o(
      m,
      cstr("ascii"),
      PyCFunction.of(builtin_ascii),
      cstr("ascii($module, obj, /)\n--\n\nAs repr(), with only ASCII characters."),
    ) === 0 &&
    module_o(
      m,
      cstr("bin"),
      PyCFunction.of(builtin_bin),
      cstr("bin($module, number, /)\n--\n\nThe integer's binary digits: '0b101'."),
    ) === 0 &&
    module_o(
      m,
      cstr("callable"),
      PyCFunction.of(builtin_callable),
      cstr("callable($module, obj, /)\n--\n\nWhether obj can be called."),
    ) === 0 &&
    module_o(
      m,
      cstr("chr"),
      PyCFunction.of(builtin_chr),
      cstr("chr($module, i, /)\n--\n\nThe character of code point i."),
    ) === 0 &&
    module_fast(
      m,
      cstr("delattr"),
      PyCFunctionFast.of(builtin_delattr),
      cstr("delattr($module, obj, name, /)\n--\n\ndel obj.name"),
    ) === 0 &&
    module_varargs(
      m,
      cstr("dir"),
      PyCFunction.of(builtin_dir),
      cstr("dir([object]) -> list of str\n\nNames in scope, or attributes of the object."),
    ) === 0 &&
    module_fast(
      m,
      cstr("divmod"),
      PyCFunctionFast.of(builtin_divmod),
      cstr("divmod($module, x, y, /)\n--\n\n(x // y, x % y)"),
    ) === 0 &&
    module_fast(
      m,
      cstr("format"),
      PyCFunctionFast.of(builtin_format),
      cstr("format($module, value, format_spec='', /)\n--\n\nWhat value makes of the format spec."),
    ) === 0 &&
    module_fast(
      m,
      cstr("getattr"),
      PyCFunctionFast.of(builtin_getattr),
      cstr("getattr(object, name[, default]) -> value\n\nobject.name, or default when it is missing."),
    ) === 0 &&
    module_fast(
      m,
      cstr("hasattr"),
      PyCFunctionFast.of(builtin_hasattr),
      cstr("hasattr($module, obj, name, /)\n--\n\nWhether obj has that attribute."),
    ) === 0 &&
    module_o(
      m,
      cstr("hash"),
      PyCFunction.of(builtin_hash),
      cstr("hash($module, obj, /)\n--\n\nThe hash; equal objects have equal ones."),
    ) === 0 &&
    module_o(
      m,
      cstr("hex"),
      PyCFunction.of(builtin_hex),
      cstr("hex($module, number, /)\n--\n\nThe integer's hexadecimal digits: '0xff'."),
    ) === 0 &&
    module_o(
      m,
      cstr("id"),
      PyCFunction.of(builtin_id),
      cstr("id($module, obj, /)\n--\n\nThe identity: the address."),
    ) === 0 &&
    module_fast(
      m,
      cstr("isinstance"),
      PyCFunctionFast.of(builtin_isinstance),
      cstr(
        "isinstance($module, obj, class_or_tuple, /)\n--\n\nWhether obj is an instance of the class, or of one in the tuple.",
      ),
    ) === 0 &&
    module_fast(
      m,
      cstr("issubclass"),
      PyCFunctionFast.of(builtin_issubclass),
      cstr(
        "issubclass($module, cls, class_or_tuple, /)\n--\n\nWhether cls derives from the class, or from one in the tuple.",
      ),
    ) === 0 &&
    module_o(m, cstr("len"), PyCFunction.of(builtin_len), cstr("len($module, obj, /)\n--\n\nThe number of items.")) ===
      0 &&
    module_o(
      m,
      cstr("oct"),
      PyCFunction.of(builtin_oct),
      cstr("oct($module, number, /)\n--\n\nThe integer's octal digits: '0o17'."),
    ) === 0 &&
    module_o(
      m,
      cstr("ord"),
      PyCFunction.of(builtin_ord),
      cstr("ord($module, c, /)\n--\n\nThe code point of a one-character string."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("pow"),
      PyCFunctionFastWithKeywords.of(builtin_pow),
      cstr("pow($module, /, base, exp, mod=None)\n--\n\nbase ** exp, or that modulo mod."),
    ) === 0 &&
    module_o(
      m,
      cstr("repr"),
      PyCFunction.of(builtin_repr),
      cstr("repr($module, obj, /)\n--\n\nText that shows the object to a programmer."),
    ) === 0 &&
    module_fast_keywords(
      m,
      cstr("round"),
      PyCFunctionFastWithKeywords.of(builtin_round),
      cstr("round($module, /, number, ndigits=None)\n--\n\nRounds to ndigits decimals, half to even."),
    ) === 0 &&
    module_fast(
      m,
      cstr("setattr"),
      PyCFunctionFast.of(builtin_setattr),
      cstr("setattr($module, obj, name, value, /)\n--\n\nobj.name = value"),
    ) === 0 &&
    module_varargs(
      m,
      cstr("vars"),
      PyCFunction.of(builtin_vars),
      cstr("vars([object]) -> dictionary\n\nobject.__dict__, or the local names."),
    ) === 0
  );
}
