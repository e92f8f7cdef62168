# _warnings takes what a module `warnings` says.
import sys
import _warnings


class Module:
    filters = 4


def attempt(f, *args, **kwargs):
    try:
        print("->", f(*args, **kwargs))
    except BaseException as e:
        print(type(e).__name__, e)


def message(*args):
    print("WarningMessage", len(args), args[:6])
    return args[:6]


sys.modules["warnings"] = Module
warn = _warnings.warn
attempt(warn, "x")
Module.filters = [("once", None, Warning, None, 0)]
Module.onceregistry = 3
attempt(warn, "x")
attempt(_warnings.warn_explicit, "b", UserWarning, "a.py", 3)
Module.filters = []
Module.defaultaction = 3
attempt(warn, "y")
Module.defaultaction = "always"
attempt(warn, "y")
Module._showwarnmsg = 3
attempt(warn, "y")
Module._showwarnmsg = print
attempt(warn, "y")
Module.WarningMessage = message
attempt(warn, "y")
attempt(warn, "y", source=3)
attempt(_warnings.warn_explicit, "b", UserWarning, "a.py", 3, source=5)
~bool(1)


async def coroutine(): pass


coroutine()
Module._warn_unawaited_coroutine = lambda coro: print("unawaited", coro.__name__)
coroutine()
