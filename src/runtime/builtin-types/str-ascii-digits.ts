/**
 * Text to be parsed as a number. CPython: _PyUnicode_TransformDecimalAndSpaceToASCII.
 */
import { Py_NewRef, PyObject } from "../object/object";
import {
  PyASCIIObject,
  PyUnicode_DATA,
  PyUnicode_GET_LENGTH,
  PyUnicode_IS_ASCII,
  PyUnicode_KIND,
  PyUnicode_New,
  PyUnicode_READ,
} from "./str";
import { Py_UNICODE_ISSPACE, Py_UNICODE_TODECIMAL } from "./unicode-ctype";

/**
 * ASCII form of `unicode`: decimal digits of any script become '0'..'9', white space ' ', and from the first other
 * character on everything is cut off but for one '?'. Returns a new reference (an ASCII str is returned itself).
 */
export function _PyUnicode_TransformDecimalAndSpaceToASCII(unicode: PyObject): PyObject | null {
  if (PyUnicode_IS_ASCII(unicode)) return Py_NewRef(unicode);
  const length = PyUnicode_GET_LENGTH(unicode);
  const result = PyUnicode_New(length, 127);
  if (!result) return null;
  const kind = PyUnicode_KIND(unicode);
  const data = PyUnicode_DATA(unicode);
  const out = PyUnicode_DATA(result);
  for (let i = 0; i < length; i++) {
    const ch = PyUnicode_READ(kind, data, i);
    let to: u32 = ch;
    if (ch >= 127) {
      const decimal = Py_UNICODE_TODECIMAL(ch);
      if (decimal >= 0) to = 0x30 + <u32>decimal;
      else if (Py_UNICODE_ISSPACE(ch)) to = 0x20;
      else {
        store<u8>(out + <usize>i, 0x3f);
        store<u8>(out + <usize>i + 1, 0);
        changetype<PyASCIIObject>(result).length = i + 1;
        break;
      }
    }
    store<u8>(out + <usize>i, to);
  }
  return result;
}
