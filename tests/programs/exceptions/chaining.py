"""__context__, __cause__, __suppress_context__, notes, re-raising, sys.exception, tracebacks as objects."""
import sys


def chain(e):
    out = []
    while e is not None:
        out.append((type(e).__name__, str(e), e.__suppress_context__, e.__cause__ is not None))
        e = e.__cause__ if e.__cause__ is not None else e.__context__
    return out


try:
    try:
        {}["k"]
    except KeyError:
        raise ValueError("second")
except ValueError as e:
    print(chain(e))
try:
    try:
        {}["k"]
    except KeyError as k:
        raise ValueError("second") from k
except ValueError as e:
    print(chain(e), e.__context__ is e.__cause__)
try:
    try:
        {}["k"]
    except KeyError:
        raise ValueError("second") from None
except ValueError as e:
    print(chain(e), repr(e.__context__))
try:
    try:
        try:
            1 / 0
        except ZeroDivisionError:
            raise KeyError("a")
        finally:
            raise IndexError("b")
    except IndexError:
        raise TypeError("c")
except TypeError as e:
    print(chain(e))


def lines(tb):
    out = []
    while tb is not None:
        out.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
        tb = tb.tb_next
    return out


def level3():
    raise ValueError("deep")


def level2():
    level3()


def level1():
    try:
        level2()
    except ValueError:
        raise


try:
    level1()
except ValueError as e:
    saved = e
    print(lines(e.__traceback__))
try:
    raise saved
except ValueError as e:
    print(lines(e.__traceback__), e is saved)
try:
    raise saved.with_traceback(None)
except ValueError as e:
    print(lines(e.__traceback__))
print(sys.exception(), sys.exc_info())
try:
    raise KeyError("one")
except KeyError:
    print(repr(sys.exception()), sys.exc_info()[0].__name__)
    try:
        raise ValueError("two")
    except ValueError:
        print(repr(sys.exception()))
    print(repr(sys.exception()))
print(sys.exception())


def in_generator():
    try:
        yield repr(sys.exception())
        raise ValueError("gen")
    except ValueError:
        yield repr(sys.exception())
    yield repr(sys.exception())


try:
    raise KeyError("outer")
except KeyError:
    g = in_generator()
    print(next(g), next(g), next(g), repr(sys.exception()))
print(next(in_generator()))
e = ValueError("noted")
e.add_note("note 1")
e.add_note("note 2")
print(e.__notes__, e.args)
for bad in (lambda: e.add_note(5), lambda: setattr(e, "__cause__", 5), lambda: setattr(e, "__traceback__", 5), lambda: setattr(e, "args", 5), lambda: delattr(e, "__context__")):
    try:
        bad()
    except Exception as error:
        print(type(error).__name__, error)
e.args = (1, 2)
print(str(e), repr(e), e.args)


class Custom(Exception):
    def __init__(self, a, b=2):
        self.a, self.b = a, b

    def __str__(self):
        return f"custom {self.a} {self.b}"


try:
    raise Custom(1)
except Custom as c:
    print(c, repr(c), c.args)
a, b = ValueError("a"), ValueError("b")
a.__context__ = b
try:
    try:
        raise b
    except ValueError:
        raise a
except ValueError as e:
    print(chain(e)[:3])
print([repr(x("m", 2)) for x in (ValueError, KeyError, OSError, StopIteration, SystemExit)], str(KeyError("k")), str(KeyError()), str(OSError(2, "text", "file")), OSError(2, "t").errno, type(OSError(2, "t")).__name__)
print(StopIteration(5).value, SystemExit(3).code, UnicodeDecodeError("utf-8", b"abc", 0, 1, "why"), ImportError("m", name="n", path="p").name, NameError("m", name="n").name, AttributeError("m", name="a", obj=1).obj)
print(SyntaxError("msg", ("file", 1, 2, "text")).lineno, str(SyntaxError("msg", ("file", 1, 2, "text"))), [k.__name__ for k in FileNotFoundError.__mro__])


class Manager:
    def __exit__(self, *a):
        raise IndexError("in exit")

    def __enter__(self):
        return self


try:
    with Manager():
        raise KeyError("in body")
except IndexError as e:
    print(chain(e))


def leak():
    big = [0]
    try:
        raise ValueError
    except ValueError as e:
        saved = e
        return sys.getrefcount(e)


print(leak())
