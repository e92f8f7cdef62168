"""Annotations of functions, classes and modules: evaluation, order, future import, complex targets, deletion."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

order = []


def n(x):
    order.append(x)
    return x


def f(a: n("a"), /, b: n("b") = n("default"), *args: n("args"), c: n("c"), **kw: n("kw")) -> n("ret"):
    local: n("never") = 1
    other: n("never either")


print(f.__annotations__, order)
x: int = 5
y: n("y")
(z): n("z") = 1
obj = type("O", (), {})()
obj.attr: n("attr") = 2
d = {}
d[n("key")]: n("item") = n("value")
print(__annotations__, order[-3:], obj.attr, d)


class C:
    a: int = 1
    b: "forward"
    __private: str
    c: n("c in class")

    def m(self, p: "C") -> "C":
        pass


print(C.__annotations__, C.m.__annotations__, attempt(lambda: y), hasattr(C, "b"))


class Empty:
    pass


class Sub(C):
    pass


print(Empty.__annotations__, Sub.__annotations__, attempt(setattr, f, "__annotations__", 5), attempt(lambda: (lambda: 0).__annotations__), attempt(delattr, Empty, "__annotations__"), int.__dict__.get("__annotations__"), attempt(lambda: int.__annotations__))
ns = {}
exec("from __future__ import annotations\nx: undefined[1] = 2\ndef f(a: b.c, *d: e) -> (lambda: 0): pass\nclass K:\n q: 'quoted'\n r: x if y else z", ns)
print(ns["__annotations__"], ns["f"].__annotations__, ns["K"].__annotations__)
for source in ("x: int, y: int = 1", "(a, b): int", "f(): int", "x: = 1", "[a]: int", "global g; g: int", "x: (yield)", "class C:\n x: undefined_thing"):
    print(source, attempt(exec, source, {}))
del __annotations__["x"]
print(__annotations__)
