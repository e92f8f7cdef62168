"""sys.excepthook, sys.unraisablehook, sys.exception, exc_info in nested handlers; errors in __del__ and in callbacks."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import sys


def unraisable(u):
    print("unraisable", u.exc_type.__name__, u.exc_value, u.err_msg, type(u.object).__name__)


sys.unraisablehook = unraisable


class D:
    def __del__(self):
        raise ValueError("in del")


D()
d = D()
d = None


def g():
    try:
        yield
    finally:
        raise KeyError("in generator")


x = g()
next(x)
del x
sys.unraisablehook = sys.__unraisablehook__
print(sys.exception(), sys.exc_info())
try:
    1 / 0
except ZeroDivisionError as outer:
    print(sys.exception() is outer, sys.exc_info()[0].__name__)
    try:
        raise KeyError("k")
    except KeyError:
        print(repr(sys.exception()))
    print(sys.exception() is outer)

    def inner():
        return sys.exception()

    print(inner() is outer, [sys.exception() for _ in "a"][0] is outer)
print(sys.exception())
seen = []
sys.excepthook = lambda t, v, tb: seen.append((t.__name__, str(v), tb is None))
sys.excepthook(ValueError, ValueError("called"), None)
print(seen, attempt(sys.__excepthook__), attempt(sys.excepthook, 1))
sys.excepthook = lambda t, v, tb: print("hook got", t.__name__, v, tb.tb_lineno > 0)
raise LookupError("last")
