# Exception groups: frames, width and depth limits.
import sys


def show(e):
    sys.excepthook(type(e), e, e.__traceback__)


def members(n):
    found = []
    for i in range(n):
        try:
            raise ValueError(i)
        except ValueError as e:
            found.append(e)
    return found


for width in (1, 2, 15, 16, 18):
    try:
        raise ExceptionGroup("wide", members(width))
    except ExceptionGroup as e:
        show(e)


def nested(n):
    try:
        if n == 0:
            raise ValueError("bottom")
        nested(n - 1)
    except Exception as e:
        raise ExceptionGroup(f"level {n}", [e, TypeError(n)])


try:
    nested(3)
except ExceptionGroup as e:
    show(e)


def deep(n, around=()):
    e = ValueError("bottom")
    for i in range(n):
        e = ExceptionGroup(f"level {i}", [*around, e, *around])
    return e


for depth in (9, 10, 11, 12):
    show(deep(depth))
show(deep(12, (KeyError("x\ny"),)))
try:
    try:
        raise ExceptionGroup("a", [ValueError(1)])
    except* ValueError as e:
        raise KeyError("in the handler") from e
except BaseException as e:
    show(e)
try:
    try:
        raise ExceptionGroup("a", [ValueError(1), TypeError(3)])
    except* ValueError:
        raise
except BaseException as e:
    show(e)
try:
    try:
        1 / 0
    except Exception as e:
        raise ExceptionGroup("shared", [ValueError(1), e]) from e
except BaseException as e:
    show(e)


class Custom(ExceptionGroup):
    def __str__(self): return "custom\nlines"


g = Custom("q", [ValueError("a\nb")])
g.add_note("note\nof two lines")
g.exceptions[0].add_note("inner")
show(g)
show(BaseExceptionGroup("base", [KeyboardInterrupt(), SystemExit(3)]))
e = ValueError("twice")
show(ExceptionGroup("same", [e, e]))
loop = ExceptionGroup("loop", [e])
e.__context__ = loop
show(loop)
show(ExceptionGroup("syntax", [SyntaxError("m", ("file", 1, 3, "a b c", 1, 4))]))
raise ExceptionGroup("end", [ExceptionGroup("inner", members(1)), *members(1)])
