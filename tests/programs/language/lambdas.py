"""Lambdas: parameters of all kinds, defaults, late binding, names."""
print((lambda: 1)(), (lambda x, y=2, *a, k=3, **kw: (x, y, a, k, kw))(1, 5, 6, k=7, z=8))
print([f() for f in [lambda: i for i in range(3)]], [f() for f in [lambda i=i: i for i in range(3)]])
f = lambda x, /, y, *, z: x + y + z
print(f(1, 2, z=3), f(1, y=2, z=3), f.__name__, f.__qualname__)


def outer():
    return lambda: (lambda: outer.__name__)


print(outer()()(), outer().__qualname__, outer()().__qualname__)
print(sorted("bca", key=lambda c: -ord(c)), list(map(lambda a, b: a * b, [1, 2], [3, 4])))
print((lambda *, key: key)(key="only"), (lambda *args: args)(*"ab"))
print(list((lambda: (yield 5))()))
try:
    f(1, 2, 3)
except TypeError as e:
    print(e)
print((lambda x: x if x else (lambda: "empty")())(0))
