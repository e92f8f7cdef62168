"""yield from: values, returns, send and throw through, iterators that are no generators, closing, deep chains."""


def inner():
    x = yield 1
    print("inner got", x)
    try:
        y = yield 2
        print("inner got", y)
    except ValueError as e:
        print("inner caught", e)
        yield "recovered"
    return "inner result"


def outer():
    result = yield from inner()
    print("outer has", result)
    yield from [10, 20]
    yield from (i for i in range(2))
    return (yield from "")


g = outer()
print(next(g), g.send("a"), g.gi_yieldfrom is not None, g.throw(ValueError("through")), next(g), next(g), next(g), next(g))
try:
    next(g)
except StopIteration as e:
    print(e.value)


class Custom:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration("custom value")
        return self.n

    def send(self, v):
        return ("sent", v)

    def throw(self, e):
        return ("thrown", type(e).__name__)

    def close(self):
        print("custom closed")


def delegate(it):
    return (yield from it)


g = delegate(Custom())
print(next(g), g.send(5), g.throw(KeyError()), next(g), next(g))
try:
    next(g)
except StopIteration as e:
    print(e.value)
g = delegate(Custom())
next(g)
g.close()
g = delegate([1, 2])
next(g)
try:
    g.send(5)
except AttributeError as e:
    print(e)
g = delegate([1, 2])
next(g)
try:
    g.throw(KeyError("list"))
except KeyError as e:
    print("out", e)
for bad in (5, None):
    try:
        next(delegate(bad))
    except TypeError as e:
        print(e)


def chain(n):
    if n == 0:
        yield "bottom"
        return 0
    return 1 + (yield from chain(n - 1))


def run(g):
    try:
        while True:
            print(next(g))
    except StopIteration as e:
        return e.value


print(run(chain(200)))


def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)


print(list(tree(4)))


def cleanup(name, it):
    try:
        yield from it
    finally:
        print("cleanup", name)


g = cleanup("a", cleanup("b", iter([1, 2, 3])))
next(g)
g.close()
g = cleanup("c", cleanup("d", inner()))
next(g)
del g
try:
    list(cleanup("e", (1 // (2 - i) for i in range(5))))
except ZeroDivisionError as e:
    print(e)


def accumulate():
    total = 0
    while (v := (yield)) is not None:
        total += v
    return total


def gather(out):
    while True:
        out.append((yield from accumulate()))


out = []
g = gather(out)
next(g)
for v in (1, 2, None, 3, None, None):
    g.send(v)
print(out)
