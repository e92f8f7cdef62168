"""Cells: shared, rebound, deleted, empty; loops and comprehensions; __closure__."""


def counter():
    n = 0

    def up(by=1):
        nonlocal n
        n += by
        return n

    def get():
        return n

    return up, get


up, get = counter()
up()
up(5)
print(get(), up.__closure__[0].cell_contents, up.__closure__[0] is get.__closure__[0], up.__code__.co_freevars, counter.__code__.co_cellvars)


def late():
    return [lambda: i for i in range(3)], [lambda i=i: i for i in range(3)]


a, b = late()
print([f() for f in a], [f() for f in b])


def deep(x):
    def one():
        def two():
            def three():
                nonlocal x
                x *= 2
                return x
            return three
        return two
    return one


three = deep(3)()()
print(three(), three(), three())


def empty():
    def inner():
        return later
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    later = 1
    print(inner())
    del later
    try:
        inner()
    except NameError as e:
        print(type(e).__name__, e)
    try:
        print(later)
    except NameError as e:
        print(type(e).__name__, e)
    try:
        inner.__closure__[0].cell_contents
    except ValueError as e:
        print(e)


empty()


def argument(x, *args, y=2, **kw):
    def show():
        return x, args, y, kw
    x = x + 1
    return show


print(argument(1, 2, 3, y=4, z=5)())


def recursive(n):
    def inner(k):
        return 1 if k == 0 else k * inner(k - 1)
    return inner(n)


print(recursive(10))


class Scope:
    value = 1
    got = [value] * 2

    def method(self):
        return __class__, self.value

    nested = lambda: "value" in globals()


print(Scope.got, Scope().method(), Scope.nested())
print([[j * i for j in range(3)] for i in range(3)], {k: (lambda: k)() for k in "ab"}, list((lambda: (i, j))() for i in range(2) for j in range(2)))


def swap():
    x = 1
    def get():
        return x
    cell = get.__closure__[0]
    cell.cell_contents = 42
    return x, get()


print(swap())


def walrus():
    total = 0
    out = [total := total + v for v in range(5)]
    return out, total


print(walrus())
make = lambda n: (lambda m: n + m)
print(make(3)(4), (lambda *a, **k: (a, k))(1, 2, z=3))
