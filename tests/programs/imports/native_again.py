# Native modules that are imported again, while the first one lives and when it is gone.
import gc
import sys
import weakref
import struct
import _struct

error = struct.error
for i in range(3):
    del sys.modules["_struct"]
    again = __import__("_struct")
    print(again is _struct, again.__name__, again.__spec__ is not _struct.__spec__)
    ref = weakref.ref(again)
    again.calcsize("b")
    del sys.modules["_struct"], again
    gc.collect()
    print(ref() is None)
    sys.modules["_struct"] = _struct
    try:
        struct.pack_into("b", bytearray(1), 5, 1)
    except error as e:
        print(e)
import functools
import itertools

for name in "_functools", "itertools", "_collections", "_io", "_random", "array", "_operator", "math", "_bisect":
    first = __import__(name)
    del sys.modules[name]
    again = __import__(name)
    print(name, first is again, sorted(vars(first)) == sorted(vars(again)))
    del again
    sys.modules[name] = first
gc.collect()
print(list(itertools.islice(itertools.count(3), 2)), functools.partial(int, "7")(), repr(functools.lru_cache(int)).split()[0])
