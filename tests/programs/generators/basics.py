"""Generators: yield, return values, send, throw, close, state, re-entry, refcounts of what they hold."""
import sys


def simple(n):
    print("start")
    for i in range(n):
        got = yield i
        if got is not None:
            print("got", got)
    print("end")
    return "result"


g = simple(3)
print(next(g), g.send("a"), next(g))
try:
    next(g)
except StopIteration as e:
    print("stop", e.value)
print(list(g), next(g, "default"))
print(list(simple(2)), sum(simple(3)), [x for x in simple(2)], (*simple(1),))
g = simple(1)
try:
    g.send(1)
except TypeError as e:
    print(e)
g.close()
g.close()
print(list(g), g.gi_frame, g.gi_running, g.gi_yieldfrom, g.__name__, g.__qualname__)


def catching():
    while True:
        try:
            x = yield "ready"
            print("x", x)
        except ValueError as e:
            print("caught", e)
            yield "after catch"
        except GeneratorExit:
            print("exit")
            raise
        finally:
            print("finally")


g = catching()
print(next(g), g.send(1), g.throw(ValueError("v")), next(g), g.throw(ValueError, "w"), next(g))
try:
    g.throw(KeyError("k"))
except KeyError as e:
    print("out", e)
print(next(g, "finished"))
g = catching()
next(g)
g.close()


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


g = stubborn()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)


def returns_on_close():
    try:
        yield 1
    except GeneratorExit:
        return "closed value"


g = returns_on_close()
next(g)
print(g.close(), g.close())


def stops():
    yield 1
    raise StopIteration("inside")


try:
    list(stops())
except RuntimeError as e:
    print(e, repr(e.__cause__))


def reentrant():
    yield next(me)


me = reentrant()
try:
    next(me)
except ValueError as e:
    print(e)


def fresh():
    yield 1


g = fresh()
try:
    g.throw(ZeroDivisionError("unstarted"))
except ZeroDivisionError as e:
    print(e, list(g))
for bad in (lambda: fresh().throw(1), lambda: fresh().throw(ValueError, ValueError("x"), 5), lambda: fresh().throw()):
    try:
        bad()
    except TypeError as e:
        print(e)


class Item:
    def __del__(self):
        print("item gone")


def holds():
    item = Item()
    yield 1
    print("never")


g = holds()
next(g)
del g
g = holds()
next(g)
g.close()
print("closed")
item = Item()


def argument(x):
    yield sys.getrefcount(x)


print(list(argument(item)))
g = argument(item)
before = sys.getrefcount(item)
del g
print(before - sys.getrefcount(item))
del item


def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def take(n, it):
    for _ in range(n):
        yield next(it)


print(list(take(10, fib())), [sys.getsizeof(f(*a)) for f, a in ((fresh, ()), (fib, ()), (take, (1, 2)), (simple, (1,)))])
print(type(g := (i for i in range(3))).__name__, next(g), list(g), sum(i * i for i in range(10)), dict((i, i) for i in range(2)), any(i > 5 for i in fib()))
print([(i, j) for i in (x for x in range(2)) for j in (y for y in "ab")])
