"""Exceptions in __del__, in weak reference callbacks and in gc callbacks are written to stderr and dropped."""
import gc
import sys
from _weakref import ref


class Bad:
    def __del__(self):
        raise ValueError("in del")


Bad()
b = Bad()
b.me = b
del b
gc.collect()


class C:
    pass


c = C()


def callback(w):
    raise KeyError("in callback")


r = ref(c, callback)
del c
hooked = []
sys.unraisablehook = lambda u: hooked.append((u.exc_type.__name__, str(u.exc_value), u.err_msg, u.exc_traceback is not None, type(u.object).__name__))
Bad()
print(hooked)
sys.unraisablehook = sys.__unraisablehook__
print("still running")
