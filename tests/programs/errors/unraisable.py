# Exceptions that nobody can catch: the hook, and the default text.
import sys


class Method:
    """A __del__ whose repr has no address."""
    def __init__(self, body): self.body = body
    def __call__(self): self.body()
    def __repr__(self): return "<method>"


def deleted(body, kind=Method):
    type("Deleted", (), {"__del__": kind(body)})()


def deep(n):
    if n: return deep(n - 1)
    return (1 /
        0)


class BrokenText(Exception):
    def __str__(self): 1 / 0


class BrokenRepr(Method):
    def __repr__(self): 1 / 0


class Elsewhere(Exception):
    __module__ = "some.module"


def raising(e):
    def body(): raise e
    return body


deleted(lambda: {}["missing"])
deleted(lambda: deep(10))
deleted(raising(BrokenText("x")))
deleted(raising(Elsewhere("é")))
deleted(raising(ValueError()), BrokenRepr)
deleted(raising(KeyboardInterrupt()))
try:
    1 / 0
except ZeroDivisionError:
    deleted(raising(ValueError("chained")))
for limit in (2, 0, "x"):
    sys.tracebacklimit = limit
    deleted(lambda: deep(5))
del sys.tracebacklimit


def hook(args):
    print(type(args).__name__, len(args), args.exc_type, args.exc_value, args.err_msg, args.object)
    print(args.exc_traceback.tb_frame.f_code.co_name, args.exc_value.__traceback__ is args.exc_traceback)


sys.unraisablehook = hook
deleted(lambda: {}["missing"])


class FailingHook:
    def __call__(self, args): [][2]
    def __repr__(self): return "<hook>"


sys.unraisablehook = FailingHook()
deleted(lambda: {}["missing"])
sys.unraisablehook = None
deleted(lambda: {}["missing"])
del sys.unraisablehook
deleted(lambda: {}["missing"])
sys.unraisablehook = sys.__unraisablehook__
sys.stderr = None
deleted(lambda: {}["missing"])
sys.stderr = sys.__stderr__
try:
    sys.unraisablehook(1)
except TypeError as e:
    print(e)
