/**
 * How full the type free lists are: the tail of sys._debugmallocstats(). CPython: _PyDict_DebugMallocStats and the
 * like, called from Python/sysmodule.c.
 */

import { _PyDict_FreeListCount, _PyDictKeys_FreeListCount } from "../builtin-types/dict";
import { _PyFloat_FreeListCount } from "../builtin-types/float";
import { _PyList_FreeListCount } from "../builtin-types/list";
import { _PyTuple_FreeListCount, PyTuple_MAXSAVESIZE } from "../builtin-types/tuple";
import { _PyDebugAllocatorStats } from "../memory/malloc-stats";
import { cstr } from "../object/literals";

function tuple_block_name(size: i32): usize {
  switch (size) {
    case 1:
      return cstr("free 1-sized PyTupleObject");
    case 2:
      return cstr("free 2-sized PyTupleObject");
    case 3:
      return cstr("free 3-sized PyTupleObject");
    case 4:
      return cstr("free 4-sized PyTupleObject");
    case 5:
      return cstr("free 5-sized PyTupleObject");
    case 6:
      return cstr("free 6-sized PyTupleObject");
    case 7:
      return cstr("free 7-sized PyTupleObject");
    case 8:
      return cstr("free 8-sized PyTupleObject");
    case 9:
      return cstr("free 9-sized PyTupleObject");
    case 10:
      return cstr("free 10-sized PyTupleObject");
    case 11:
      return cstr("free 11-sized PyTupleObject");
    case 12:
      return cstr("free 12-sized PyTupleObject");
    case 13:
      return cstr("free 13-sized PyTupleObject");
    case 14:
      return cstr("free 14-sized PyTupleObject");
    case 15:
      return cstr("free 15-sized PyTupleObject");
    case 16:
      return cstr("free 16-sized PyTupleObject");
    case 17:
      return cstr("free 17-sized PyTupleObject");
    case 18:
      return cstr("free 18-sized PyTupleObject");
    case 19:
      return cstr("free 19-sized PyTupleObject");
    default:
      return cstr("free 20-sized PyTupleObject");
  }
}

/** One line per free list, on file descriptor `fd`. */
export function free_list_stats(fd: i32): void {
  _PyDebugAllocatorStats(fd, cstr("free PyDictObject"), _PyDict_FreeListCount(), 48);
  _PyDebugAllocatorStats(fd, cstr("free PyDictKeysObject"), _PyDictKeys_FreeListCount(), 32);
  _PyDebugAllocatorStats(fd, cstr("free PyFloatObject"), _PyFloat_FreeListCount(), 24);
  _PyDebugAllocatorStats(fd, cstr("free PyListObject"), _PyList_FreeListCount(), 40);
  for (let size = 1; size <= PyTuple_MAXSAVESIZE; size++) {
    _PyDebugAllocatorStats(fd, tuple_block_name(size), _PyTuple_FreeListCount(size), 24 + 8 * size);
  }
}
