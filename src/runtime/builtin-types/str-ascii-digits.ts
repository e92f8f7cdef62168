/**
 * Text to be parsed as a number. CPython: _PyUnicode_TransformDecimalAndSpaceToASCII.
 */
import { PyObject } from "../object/object";

/**
 * ASCII form of `unicode`: decimal digits of any script become '0'..'9', white space ' ', and from the first other
 * character on everything '?'. Returns a new reference (an ASCII str is returned itself).
 */
export function _PyUnicode_TransformDecimalAndSpaceToASCII(unicode: PyObject): PyObject | null {
  unreachable();
}
