/**
 * `property`. CPython: PyProperty_Type of Objects/descrobject.c.
 *
 *   propertyobject (64 bytes, GC)
 *   +16 prop_get, +24 prop_set, +32 prop_del, +40 prop_doc, +48 prop_name   owned or NULL
 *   +56 getter_doc   the doc was taken from the getter
 */
import { PyObject } from "../object/object";

@unmanaged
export class propertyobject extends PyObject {
  prop_get: PyObject | null;
  prop_set: PyObject | null;
  prop_del: PyObject | null;
  prop_doc: PyObject | null;
  prop_name: PyObject | null;
  getter_doc: i32;
  pad: i32;
}

export function init_property_type(): void {
  unreachable();
}
