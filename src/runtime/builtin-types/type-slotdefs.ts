/**
 * Which special method belongs to which slot: the table and how it is searched. CPython: `slotdefs` of Objects/typeobject.c.
 *
 * Ordered by the offset of the slot in PyHeapTypeObject. Several names may share a slot (`__lt__` ... `__ge__`), and a name
 * several slots (`__getitem__`): of those, the first in the table that a type fills gives the slot wrapper.
 */
import { permanent_alloc } from "../memory/permanent";
import { PyObject, ptr } from "../object/object";
import {
  HT_AS_ASYNC,
  HT_AS_BUFFER,
  HT_AS_MAPPING,
  HT_AS_NUMBER,
  HT_AS_SEQUENCE,
  PyTypeObject,
} from "../object/type-object";
import { fill_slotdefs } from "./type-slotdefs-table";

/** The wrapper takes keyword arguments. */
export const PyWrapperFlag_KEYWORDS: i32 = 1;

/** struct wrapperbase; `offset` is one in PyHeapTypeObject. `function`, `wrapper`: table indices, 0 none. */
@unmanaged
export class pytype_slotdef {
  name: usize;
  offset: u32;
  function: u32;
  wrapper: u32;
  flags: i32;
  doc: usize;
  /** Interned, immortal. */
  name_strobj: PyObject;
}

const MAX_SLOTDEFS: usize = 96;

@unmanaged
class SlotdefState {
  /** Address of the table, which ends with an entry of zeros. */
  table: usize;
  count: usize;
  /** resolve_slotdups remembers the last name and its entries (addresses, 0 at the end). */
  pname: usize;
  ptrs0: usize;
  ptrs1: usize;
  ptrs2: usize;
  ptrs3: usize;
}
export const state: SlotdefState = changetype<SlotdefState>(memory.data(64, 16));

/** The first entry. @inline */
export function slotdefs(): pytype_slotdef {
  return changetype<pytype_slotdef>(state.table);
}

/** The entry behind `p`. @inline */
export function next_slotdef(p: pytype_slotdef): pytype_slotdef {
  return changetype<pytype_slotdef>(changetype<usize>(p) + offsetof<pytype_slotdef>());
}

/** The entry before `p`, which is not the first. @inline */
export function previous_slotdef(p: pytype_slotdef): pytype_slotdef {
  return changetype<pytype_slotdef>(changetype<usize>(p) - offsetof<pytype_slotdef>());
}

/** Address of the slot at `offset` of `type`, 0 when the type has no such method table. */
export function slotptr(type: PyTypeObject, offset: u32): usize {
  const at = <usize>offset;
  if (at < HT_AS_ASYNC) return changetype<usize>(type) + at;
  let table: usize;
  let start: usize;
  if (at >= HT_AS_BUFFER) {
    table = changetype<usize>(type.tp_as_buffer);
    start = HT_AS_BUFFER;
  } else if (at >= HT_AS_SEQUENCE) {
    table = changetype<usize>(type.tp_as_sequence);
    start = HT_AS_SEQUENCE;
  } else if (at >= HT_AS_MAPPING) {
    table = changetype<usize>(type.tp_as_mapping);
    start = HT_AS_MAPPING;
  } else if (at >= HT_AS_NUMBER) {
    table = changetype<usize>(type.tp_as_number);
    start = HT_AS_NUMBER;
  } else {
    table = changetype<usize>(type.tp_as_async);
    start = HT_AS_ASYNC;
  }
  return table ? table + (at - start) : 0;
}

/** Entry `i` of those that resolve_slotdups remembers. @inline */
function remembered(i: usize): usize {
  return changetype<usize>(state) + offsetof<SlotdefState>("ptrs0") + (i << 3);
}

/** Address of the slot of `type` for `name` (interned) if exactly one of those that the name has is filled, else 0. */
export function resolve_slotdups(type: PyTypeObject, name: PyObject): usize {
  if (state.pname !== ptr(name)) {
    state.pname = ptr(name);
    let n: usize = 0;
    for (let p = slotdefs(); p.name !== 0; p = next_slotdef(p)) {
      if (ptr(p.name_strobj) === ptr(name)) store<usize>(remembered(n++), ptr(changetype<PyObject>(p)));
    }
    store<usize>(remembered(n), 0);
  }
  let res: usize = 0;
  for (let i: usize = 0; ; i++) {
    const p = load<usize>(remembered(i));
    if (!p) break;
    const at = slotptr(type, changetype<pytype_slotdef>(p).offset);
    if (!at || load<usize>(at) === 0) continue;
    if (res) return 0;
    res = at;
  }
  return res;
}

/** Adds an entry. */
export function def_slot(
  name: PyObject,
  text: usize,
  offset: usize,
  func: u32,
  wrapper: u32,
  doc: usize,
  flags: i32 = 0,
): void {
  if (state.count >= MAX_SLOTDEFS) unreachable();
  const p = changetype<pytype_slotdef>(state.table + state.count * offsetof<pytype_slotdef>());
  p.name = text;
  p.offset = <u32>offset;
  p.function = func;
  p.wrapper = wrapper;
  p.flags = flags;
  p.doc = doc;
  p.name_strobj = name;
  state.count++;
}

/** Fills the table; once, before the first PyType_Ready. */
export function _PyTypes_InitSlotDefs(): void {
  state.table = permanent_alloc((MAX_SLOTDEFS + 1) * offsetof<pytype_slotdef>());
  fill_slotdefs();
}
