"""Attributes, str, repr and arguments of the built-in exceptions; notes, causes, contexts, tracebacks."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import errno

for e in (BaseException(), Exception(1), Exception(1, "a"), ValueError("x"), KeyError("k"), KeyError(1, 2), KeyError(), StopIteration(5), StopIteration(), SystemExit(3), SystemExit(), SystemExit(1, 2), OSError(2, "text"), OSError(2, "text", "file"), OSError(2, "t", "f", None, "g"), OSError("only"), OSError(1, 2, 3, 4, 5, 6), OSError(errno.EEXIST, "e"), OSError(errno.EPIPE, "p"), FileNotFoundError(1, "x"), BlockingIOError(11, "b", 5), ImportError("m", name="n", path="p"), ModuleNotFoundError("m"), NameError("n", name="v"), AttributeError("a", name="b", obj=1), SyntaxError("m"), SyntaxError("m", ("f", 1, 2, "t", 3, 4)), IndentationError("i", ("f", 1, 2, "t")), UnicodeDecodeError("c", b"ab", 0, 1, "r"), UnicodeEncodeError("c", "ab", 0, 2, "r"), UnicodeTranslateError("ab", 0, 1, "r"), ExceptionGroup("g", [ValueError(1)]), BaseExceptionGroup("g", [KeyboardInterrupt()]), StopAsyncIteration(7), RecursionError("r"), ZeroDivisionError(), EOFError("e"), MemoryError(), BufferError("b")):
    fields = {n: getattr(e, n) for n in ("args", "errno", "strerror", "filename", "filename2", "characters_written", "code", "value", "name", "path", "obj", "msg", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line", "encoding", "object", "start", "end", "reason", "message", "exceptions") if hasattr(e, n)}
    print(type(e).__name__, repr(str(e)), repr(e), fields)
for make in (lambda: ValueError(x=1), lambda: ImportError(x=1), lambda: NameError(nope=1), lambda: SyntaxError("m", 5), lambda: SyntaxError("m", (1, 2)), lambda: UnicodeDecodeError("c"), lambda: UnicodeDecodeError("c", "ab", 0, 1, "r"), lambda: UnicodeEncodeError(1, "a", 0, 1, "r"), lambda: ExceptionGroup("g", []), lambda: ExceptionGroup("g", [1]), lambda: ExceptionGroup("g", 5), lambda: ExceptionGroup(1, [ValueError()]), lambda: ExceptionGroup("g", [KeyboardInterrupt()]), lambda: BaseExceptionGroup("g"), lambda: setattr(ValueError(), "args", 5), lambda: setattr(ValueError(), "__cause__", 5), lambda: setattr(ValueError(), "__context__", 5), lambda: setattr(ValueError(), "__traceback__", 5), lambda: ValueError().with_traceback(5), lambda: ValueError().add_note(5), lambda: delattr(ValueError(), "args"), lambda: delattr(ValueError(), "__cause__"), lambda: setattr(UnicodeDecodeError("c", b"a", 0, 1, "r"), "start", "x"), lambda: ValueError().__setstate__({"a": 1}), lambda: ValueError().__setstate__(5), lambda: ValueError(1).__reduce__(), lambda: OSError(2, "t", "f").__reduce__(), lambda: ImportError("m", name="n").__reduce__()):
    print(attempt(make))
e = ValueError("v")
e.add_note("one")
e.add_note("two")
e.extra = 1
print(e.__notes__, e.__dict__, e.__suppress_context__, e.__cause__, e.__reduce__())
try:
    try:
        raise KeyError("first")
    except KeyError as k:
        raise e from k
except ValueError as caught:
    print(caught is e, repr(e.__cause__), repr(e.__context__), e.__suppress_context__, e.__traceback__.tb_lineno - e.__cause__.__traceback__.tb_lineno)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        undefined_name
except NameError as n:
    print(repr(n.__context__), n.__cause__, n.name)


class Custom(Exception):
    def __init__(self, a, *, b):
        self.b = b

    def __str__(self):
        return f"custom {self.args} {self.b}"


print(Custom(1, b=2), repr(Custom(1, b=2)), Custom(1, b=2).args, attempt(Custom, 1))
for f in (lambda: (_ for _ in ()).throw(int), lambda: exec("raise 5"), lambda: exec("raise int"), lambda: exec("raise ValueError from 5"), lambda: exec("raise"), lambda: exec("raise ValueError from None"), lambda: exec("try:\n 1/0\nexcept 5: pass"), lambda: exec("try:\n 1/0\nexcept (ValueError, 5): pass"), lambda: exec("raise ValueError, 1")):
    print(attempt(f))
