# sys.tracebacklimit, odd values among them.
import sys


def one(): two()
def two(): three()
def three(): return 1 / 0


class Index:
    def __index__(self): return 2


for limit in (None, 1000, 5, 4, 3, 2, 1, 0, -1, True, 1 << 100, -1 << 100, "x", 1.5, Index()):
    sys.tracebacklimit = limit
    print(limit if not isinstance(limit, Index) else "index", file=sys.stderr)
    try:
        one()
    except ZeroDivisionError as e:
        sys.excepthook(type(e), e, e.__traceback__)
sys.tracebacklimit = "x"
try:
    try:
        one()
    except ZeroDivisionError as e:
        e.add_note("note")
        raise ExceptionGroup("group", [e])
except ExceptionGroup as e:
    sys.excepthook(type(e), e, e.__traceback__)
sys.tracebacklimit = 2
one()
