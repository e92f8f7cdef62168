/**
 * `mappingproxy`: a read-only view of a mapping. CPython: PyDictProxy_Type of Objects/descrobject.c.
 *
 *   mappingproxyobject (24 bytes, GC)
 *   +16 mapping   owned
 */
import { PyObject } from "../object/object";

@unmanaged
export class mappingproxyobject extends PyObject {
  mapping: PyObject;
}

/** A proxy of `mapping`: a new reference. */
export function PyDictProxy_New(mapping: PyObject): PyObject | null {
  unreachable();
}

export function init_mapping_proxy_type(): void {
  unreachable();
}
