"""f_locals of functions, classes and modules; the proxy's mapping methods; frames of generators; f_lineno, f_back, f_code."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import sys


def f(a, b=2):
    c = 3
    frame = sys._getframe()
    fl = frame.f_locals
    print(type(fl).__name__, dict(fl).keys() - {"frame", "fl"}, fl["a"], "c" in fl, len(fl), fl.get("zz", "none"), attempt(lambda: fl["zz"]) if False else "")
    fl["c"] = 30
    fl["extra"] = "e"
    print(c, fl["extra"], sorted(k for k in fl), frame.f_locals == fl, sys._getframe().f_locals["extra"])
    for op in (lambda: fl.pop("a"), lambda: fl.__delitem__("c"), lambda: fl.clear(), lambda: fl.update({"c": 31, "new": 1}), lambda: fl.setdefault("a", 5), lambda: fl.setdefault("q", 5), lambda: fl | {"z": 1} and "or", lambda: fl.__ior__({"c": 32}) is fl, lambda: fl.copy()["c"], lambda: list(reversed(fl))[0], lambda: fl.items() and "items", lambda: hash(fl), lambda: fl == {}, lambda: fl[5], lambda: fl.__setitem__(5, 1), lambda: fl.popitem(), lambda: fl.__contains__("b"), lambda: type(fl)(), lambda: type(fl)(frame) == fl):
        print(attempt(op), end="; ")
    print(c)

    def closure():
        return a

    fl["a"] = "through the cell"
    return closure(), a


print(f(1))


class C:
    x = 1
    loc = sys._getframe().f_locals
    loc["y"] = 2
    print(type(loc).__name__, y, locals() is loc)


print(C.y, type(sys._getframe().f_locals).__name__, sys._getframe().f_locals is globals(), sys._getframe().f_back)


def gen():
    v = 1
    got = yield sys._getframe()
    yield v


g = gen()
fr = next(g)
print(fr is g.gi_frame, fr.f_locals["v"], fr.f_code is gen.__code__, fr.f_lineno - gen.__code__.co_firstlineno, fr.f_back, fr.f_lasti > 0)
fr.f_locals["v"] = "changed"
print(next(g))
list(g)
print(g.gi_frame, attempt(fr.clear), attempt(lambda: fr.f_locals["v"]), repr(fr).split(",")[-1])


def caller():
    return callee()


def callee():
    up = sys._getframe(1)
    return up.f_code.co_name, up.f_back.f_code.co_name, attempt(sys._getframe, 100), attempt(sys._getframe, "x"), attempt(setattr, up, "f_locals", {}), attempt(setattr, up, "f_lineno", 5), attempt(delattr, up, "f_trace"), up.f_trace, up.f_trace_lines, up.f_builtins is __builtins__.__dict__, attempt(sys._getframe().clear)


print(caller())
