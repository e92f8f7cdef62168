"""Annotations: when they are evaluated, where they are kept."""


def note(v):
    print("evaluated", v)
    return v


x: note("module") = 1
y: note("no value")
(z): note("not simple") = 2
holder = {}
holder["k"]: note("item") = 3


def f(a: note("a"), *args: note("args"), k: note("k") = 1, **kw: note("kw")) -> note("return"):
    local: note("never") = 5
    unbound: int
    return local


print(f(1), f.__annotations__)
print(__annotations__)


class C:
    a: note("class")
    b: int = 1

    def m(self: "C") -> "list[C]":
        pass


print(C.__annotations__, C.m.__annotations__, hasattr(C, "a"), C.b)


class D(C):
    pass


print(D.__annotations__, "__annotations__" in D.__dict__)
f.__annotations__["new"] = 1
print(f.__annotations__["new"])
del f.__annotations__
print(f.__annotations__)
for text in ("x: int: str", "(a, b): int", "[a]: int", "f(): int", "def f():\n  global q\n  q: int", "5: int"):
    try:
        compile(text, "t", "exec")
    except SyntaxError as e:
        print(repr(text), "->", e.msg)
