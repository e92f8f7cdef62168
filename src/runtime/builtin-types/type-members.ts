/**
 * The member records of a heap type, which lie behind its struct. CPython: PyObject_GetItemData, _PyHeapType_GET_MEMBERS.
 */
import { PyObject, ptr } from "../object/object";
import { PyTypeObject } from "../object/type-object";

/** Address of the items of an object whose type has Py_TPFLAGS_ITEMS_AT_END. @inline */
export function PyObject_GetItemData(o: PyObject): usize {
  return ptr(o) + <usize>o.ob_type.tp_basicsize;
}

/** Address of the PyMemberDef records (Py_SIZE of them) of the heap type `type`. @inline */
export function _PyHeapType_GET_MEMBERS(type: PyTypeObject): usize {
  return PyObject_GetItemData(type);
}
