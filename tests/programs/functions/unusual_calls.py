# Calling modules, keyword arguments of print(), names that claim to be equal.
import types


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


mod = types.ModuleType("mod")
show(lambda: mod())
mod.mod = 5
show(lambda: mod())
mod.mod = lambda: ...
show(lambda: mod())
show(lambda: mod(1, x=2))
del mod.__name__
show(lambda: mod())
mod.__name__ = 7
show(lambda: mod())


class Mine(types.ModuleType):
    pass


mine = Mine("mine")
mine.mine = print
show(lambda: mine())


class BadStr(str):
    def __eq__(self, other):
        return True

    def __hash__(self):
        return str.__hash__(self) ^ 3


class Raises(BadStr):
    def __eq__(self, other):
        raise ZeroDivisionError

    __hash__ = BadStr.__hash__


show(lambda: print(0, sep=1, end=2, file=3, flush=4, foo=5))
show(lambda: print(0, **{BadStr("foo"): ","}))
show(lambda: round(1.75, **{BadStr("foo"): 1}))
show(lambda: print(0, **{Raises("foo"): ","}))
show(lambda: print(1, nosep=2))
