"""Defaults are made once, when the def runs."""
print("order:")


def note(v):
    print(" made", v)
    return v


def f(a=note(1), b=note([]), *, k=note("key")):
    b.append(a)
    return b, k


print(f(), f(2), f(3, []))
print(f.__defaults__, f.__kwdefaults__)
f.__defaults__ = (9,)
try:
    f()
except TypeError as e:
    print(e)
print(f(b=[]) if False else f(1) if False else "skipped")
f.__defaults__ = (7, [0])
f.__kwdefaults__ = {"k": "changed"}
print(f())
f.__kwdefaults__ = None
try:
    f()
except TypeError as e:
    print(e)
x = 1


def g(v=x):
    return v


x = 2
print(g(), g(x))
