# What is written to a sys.stderr of one's own, piece by piece.
import sys


class Log:
    def write(self, text): print("write", repr(text))
    def flush(self): print("flush")


class Full:
    def __init__(self, room): self.room = room
    def write(self, text):
        if not self.room: raise ValueError("full")
        self.room -= 1
        print("write", repr(text))
    def flush(self): print("flush")


def f(n):
    if n: f(n - 1)
    1 / 0


sys.stderr = Log()
try:
    f(5)
except ZeroDivisionError as e:
    sys.excepthook(type(e), e, e.__traceback__)
e = SyntaxError("m", ("f", 1, 2, "abc"))
e.add_note("one\ntwo")
sys.excepthook(type(e), e, None)
e = ExceptionGroup("g", [ValueError(1), ExceptionGroup("inner", [e])])
sys.excepthook(type(e), e, None)
sys.stderr = None
sys.excepthook(type(e), e, None)
sys.stderr = Log()
{}["uncaught"]
