# Causes and contexts, circles among them.
import sys


def show(e):
    sys.excepthook(type(e), e, e.__traceback__)


def f():
    try:
        {}["missing"]
    except KeyError as e:
        raise ValueError("caused") from e


def g():
    try:
        f()
    except ValueError:
        [].pop()


def h():
    try:
        g()
    except IndexError:
        raise TypeError("alone") from None


for function in (f, g, h):
    try:
        function()
    except Exception as e:
        show(e)

a, b, c = ValueError("a"), ValueError("b"), ValueError("c")
a.__context__ = b
b.__context__ = c
c.__context__ = a
show(a)
a.__cause__ = c
show(a)
a.__cause__ = a
show(a)
d = KeyError(2)
d.__context__ = ValueError("suppressed")
d.__suppress_context__ = True
show(d)
d.__suppress_context__ = False
show(d)


def deep(n):
    try:
        if n:
            deep(n - 1)
        else:
            1 / 0
    except Exception:
        raise ValueError(n)


try:
    deep(5)
except ValueError as e:
    show(e)
try:
    try:
        raise OSError(2, "No such file", "name")
    finally:
        1 / 0
except ZeroDivisionError as e:
    show(e)
with_cause = RuntimeError("outer")
with_cause.__cause__ = ValueError("cause")
with_cause.__context__ = ValueError("context")
raise with_cause
