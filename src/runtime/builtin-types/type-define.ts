/**
 * How the file of a static type fills its struct. CPython: the static initialisers of `PyTypeObject` structs.
 *
 * NOT CPYTHON: AssemblyScript has no initialisers for function indices, so each `init_xxx_type` fills its type at
 * start-up; the method tables lie in permanent memory, outside every arena, like C's static data.
 */
import { permanent_alloc } from "../memory/permanent";
import { _Py_SetImmortal, Py_SET_TYPE, Py_ssize_t } from "../object/object";
import { PyType_Type } from "../object/static-types";
import {
  _Py_TPFLAGS_STATIC_BUILTIN,
  Py_TPFLAGS_IMMUTABLETYPE,
  PyAsyncMethods,
  PyBufferProcs,
  PyMappingMethods,
  PyNumberMethods,
  PySequenceMethods,
  PyTypeObject,
} from "../object/type-object";

/** Most static types there can be. */
const CAPACITY: i32 = 320;

@unmanaged
class StaticTypes {
  count: i32;
  pad: i32;
}
const defined: StaticTypes = changetype<StaticTypes>(memory.data(16, 16));
const TYPES: usize = memory.data(1280, 16);

/** Number of static types defined so far. */
export function static_type_count(): i32 {
  return defined.count;
}

/** The `i`-th static type, in the order of definition. */
export function static_type_at(i: i32): PyTypeObject {
  return changetype<PyTypeObject>(load<usize>(TYPES + ((<usize>i) << 2)));
}

/** A type whose first PyType_Ready failed is defined again: its tables begin anew. */
function forget_tables(t: PyTypeObject): void {
  t.tp_methods = null;
  t.tp_members = null;
  t.tp_getset = null;
}

/**
 * Begins the definition of the static type `t`: immortal, of type `type`, immutable. `name` and `doc` are permanent
 * texts ("module.Name" for types outside of builtins). All slots are still NULL; PyType_Ready follows later.
 */
export function static_type(
  t: PyTypeObject,
  name: usize,
  basicsize: Py_ssize_t,
  itemsize: Py_ssize_t,
  flags: u32,
  doc: usize = 0,
): void {
  if (t.tp_name) forget_tables(t);
  else {
    if (defined.count >= CAPACITY) unreachable();
    store<usize>(TYPES + ((<usize>defined.count) << 2), changetype<usize>(t));
    defined.count++;
  }
  _Py_SetImmortal(t);
  Py_SET_TYPE(t, PyType_Type);
  t.tp_name = name;
  t.tp_basicsize = basicsize;
  t.tp_itemsize = itemsize;
  t.tp_flags = flags | _Py_TPFLAGS_STATIC_BUILTIN | Py_TPFLAGS_IMMUTABLETYPE;
  t.tp_doc = doc;
}

/** A zeroed, permanent PyNumberMethods, set as `t.tp_as_number`. */
export function number_methods(t: PyTypeObject): PyNumberMethods {
  const methods = changetype<PyNumberMethods>(permanent_alloc(offsetof<PyNumberMethods>()));
  t.tp_as_number = methods;
  return methods;
}

/** A zeroed, permanent PySequenceMethods, set as `t.tp_as_sequence`. */
export function sequence_methods(t: PyTypeObject): PySequenceMethods {
  const methods = changetype<PySequenceMethods>(permanent_alloc(offsetof<PySequenceMethods>()));
  t.tp_as_sequence = methods;
  return methods;
}

/** A zeroed, permanent PyMappingMethods, set as `t.tp_as_mapping`. */
export function mapping_methods(t: PyTypeObject): PyMappingMethods {
  const methods = changetype<PyMappingMethods>(permanent_alloc(offsetof<PyMappingMethods>()));
  t.tp_as_mapping = methods;
  return methods;
}

/** A zeroed, permanent PyAsyncMethods, set as `t.tp_as_async`. */
export function async_methods(t: PyTypeObject): PyAsyncMethods {
  const methods = changetype<PyAsyncMethods>(permanent_alloc(offsetof<PyAsyncMethods>()));
  t.tp_as_async = methods;
  return methods;
}

/** A zeroed, permanent PyBufferProcs, set as `t.tp_as_buffer`. */
export function buffer_procs(t: PyTypeObject): PyBufferProcs {
  const procs = changetype<PyBufferProcs>(permanent_alloc(offsetof<PyBufferProcs>()));
  t.tp_as_buffer = procs;
  return procs;
}
