"""The names in the native modules: kinds, signatures, values of numbers and texts, and their types."""
import _abc
import _codecs
import _functools
import _operator
import _stat
import _string
import _thread
import _typing
import _warnings
import _weakref
import atexit
import builtins
import errno
import gc
import itertools
import marshal
import math
import sys
import time
import unicodedata

# Not from these modules, or about the machine.
LEFT_OUT = {"__loader__", "__spec__", "__package__", "__file__", "open", "_ucnhash_CAPI"}


def describe(name, value):
    words = [type(value).__name__]
    if type(value) is type(len):
        words += [value.__name__, value.__qualname__, value.__module__, str(value.__text_signature__), type(value.__self__).__name__]
    elif type(value) in (int, float, str) and name != "__doc__":
        words.append(repr(value))
    return " ".join(words) + (" with a doc" if getattr(value, "__doc__", None) else "")


def members(t):
    for name in sorted(t.__dict__):
        value = t.__dict__[name]
        kind = type(value).__name__
        if name == "__doc__":
            continue
        print("       ", name, kind, getattr(value, "__text_signature__", None), repr(value) if kind in ("int", "str", "tuple") else "")


shown = set()
for module in (
    _abc, _codecs, _functools, _operator, _stat, _string, _thread, _typing, _warnings, _weakref, atexit, builtins, errno, gc, itertools, marshal,
    math, time, unicodedata,
):
    print(module.__name__)
    for name in sorted(set(vars(module)) - LEFT_OUT):
        value = vars(module)[name]
        print("   ", name, describe(name, value))
        if isinstance(value, type) and value.__module__ != "builtins" and module is not _thread and value not in shown:
            shown.add(value)
            flags = value.__flags__ & ~(1 << 19)
            print("       ", f"flags {flags:#x}, sizes {value.__basicsize__} {value.__itemsize__}, {[t.__name__ for t in value.__mro__]}", value.__text_signature__)
            members(value)

print("sys")
for name in sorted(vars(sys)):
    value = vars(sys)[name]
    # The prompt of CPython.
    if callable(value) and name not in ("_baserepl", "__loader__"):
        print("   ", name, describe(name, value))
