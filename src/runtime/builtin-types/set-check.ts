/**
 * Whether a set is in order; for tests and the heap audit (CPython has no such function).
 *
 *   0 <= used <= fill <= mask, mask + 1 a power of two >= 8, smalltable exactly for mask 7
 *   an entry is unused (NULL, 0), a dummy (dummy, -1) or an element (hash not -1); elements == used, with the dummies == fill
 *   (dummies by pop() are counted in fill as well); a set's hash is -1
 */
import { PyObject, ptr } from "../object/object";
import { PySet_CheckExact, PySet_MINSIZE, PySetObject, SET_SMALLTABLE } from "./set-object";
import { dummy } from "./set-table";

/** The set or frozenset is in order. */
export function _PySet_CheckConsistency(o: PyObject): bool {
  const so = changetype<PySetObject>(o);
  const size = <u32>so.mask + 1;
  if (so.used < 0 || so.used > so.fill || so.fill > so.mask) return false;
  if (size < <u32>PySet_MINSIZE || (size & (size - 1)) !== 0) return false;
  if ((so.table === changetype<usize>(o) + SET_SMALLTABLE) !== (size === <u32>PySet_MINSIZE)) return false;
  if (PySet_CheckExact(o) && so.hash !== -1) return false;
  let used = 0;
  let dummies = 0;
  for (let i: u32 = 0; i < size; i++) {
    const entry = so.table + ((<usize>i) << 4);
    const key = load<usize>(entry);
    const hash = load<i64>(entry, 8);
    if (key === 0) {
      if (hash !== 0) return false;
    } else if (key === ptr(dummy)) {
      if (hash !== -1) return false;
      dummies++;
    } else if (hash === -1) return false;
    else used++;
  }
  return used === so.used && used + dummies === so.fill;
}
