/**
 * The registry of codecs and of error handlers. CPython: Python/codecs.c.
 *
 * Names are NUL-terminated ASCII. `errors` 0 is "strict".
 */
import { PyObject } from "../object/object";

/** -1 on error. */
export function PyCodec_Register(search_function: PyObject): i32 {
  unreachable();
}
/** -1 on error. */
export function PyCodec_Unregister(search_function: PyObject): i32 {
  unreachable();
}
/** The CodecInfo tuple. Returns a new reference. */
export function _PyCodec_Lookup(encoding: usize): PyObject | null {
  unreachable();
}
/** codecs.encode. Returns a new reference. */
export function PyCodec_Encode(o: PyObject, encoding: usize, errors: usize): PyObject | null {
  unreachable();
}
/** codecs.decode. Returns a new reference. */
export function PyCodec_Decode(o: PyObject, encoding: usize, errors: usize): PyObject | null {
  unreachable();
}
/** As PyCodec_Encode for text encodings only. Returns a new reference. */
export function _PyCodec_EncodeText(o: PyObject, encoding: usize, errors: usize): PyObject | null {
  unreachable();
}
/** As PyCodec_Decode for text encodings only. Returns a new reference. */
export function _PyCodec_DecodeText(o: PyObject, encoding: usize, errors: usize): PyObject | null {
  unreachable();
}
/** codecs.register_error. -1 on error. */
export function PyCodec_RegisterError(name: usize, error: PyObject): i32 {
  unreachable();
}
/** codecs.lookup_error. Returns a new reference. */
export function PyCodec_LookupError(name: usize): PyObject | null {
  unreachable();
}
