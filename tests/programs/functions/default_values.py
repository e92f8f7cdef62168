"""Defaults: evaluated once, mutable, keyword-only, changed later, in lambdas and methods, refused places."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

def f(a, l=[], *, k={}):
    l.append(a)
    k[a] = len(l)
    return l, k


f(1)
print(f(2), f.__defaults__, f.__kwdefaults__, f(3, [], k={}))
f.__defaults__ = ("new",)
f.__kwdefaults__ = {"k": "other"}
print(attempt(f, 1), f.__defaults__)
f.__defaults__ = None
f.__kwdefaults__ = None
print(attempt(f, 1), attempt(f, 1, [], k={}))


def g(a, b=1, c=2):
    return a, b, c


g.__defaults__ = (7, 8, 9)
print(g(), g(1))
g.__defaults__ = (7, 8, 9, 10)
print(attempt(g), g(1))
x = 1
h = lambda v=x, *a, w=x, **k: (v, w)
x = 2
print(h(), h(5, w=6), (lambda x=x: x)(), [fn() for fn in [lambda i=i: i for i in range(3)]])


class C:
    d = 5

    def m(self, v=d):
        return v

    d = 6


print(C().m(), C.m.__defaults__, attempt(setattr, g, "__defaults__", [1]), attempt(setattr, g, "__kwdefaults__", (1,)))


def rec(n=3, acc=()):
    return acc if n == 0 else rec(n - 1, acc + (n,))


print(rec(), attempt(lambda a, /, b=2, *, c: (a, b, c), 1), (lambda a, /, b=2, *, c: (a, b, c))(1, c=3))
