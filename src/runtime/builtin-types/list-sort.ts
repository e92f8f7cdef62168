/** Sorting a list. Header: the body follows. */
import { PyObject } from "../object/object";
import { PyListObject } from "./list";

/** list.sort(key=keyfunc, reverse=reverse): 0, -1 with an exception. */
export function list_sort_impl(_self: PyListObject, _keyfunc: PyObject | null, _reverse: bool): i32 {
  unreachable();
}
