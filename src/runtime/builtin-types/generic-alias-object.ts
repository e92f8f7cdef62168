/**
 * The generic alias object. CPython: Objects/genericaliasobject.c.
 *
 *   gaobject (64): +16 origin  +24 args (a tuple)  +32 parameters (computed when asked for)  +40 weakreflist
 *                  +48 starred (one byte)  +56 vectorcall
 */
import { PyObject } from "../object/object";
import { vectorcallfunc } from "../object/slots";

@unmanaged
export class gaobject extends PyObject {
  /** Owned. */
  origin: PyObject;
  /** Owned. */
  args: PyObject;
  /** Owned, or NULL. */
  parameters: PyObject | null;
  weakreflist: PyObject | null;
  /** `*tuple[int]`. */
  starred: u8;
  starred_pad1: u8;
  starred_pad2: u16;
  starred_pad4: u32;
  /** NULL when the origin has none. */
  vectorcall: vectorcallfunc | null;
}
