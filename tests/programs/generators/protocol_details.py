"""Generators: send, throw, close, return values, attributes, errors, nesting, finalization order."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

def g():
    try:
        got = yield 1
        while True:
            got = yield got
    except ValueError as e:
        yield f"caught {e}"
    finally:
        print("finally")
    return "returned"


def run(*steps):
    it = g()
    out = []
    for name, *args in steps:
        out.append(attempt(getattr(it, name), *args))
    print(out, it.gi_running, it.gi_suspended, it.gi_frame is None, it.gi_yieldfrom)


run(("__next__",), ("send", 5), ("send", None), ("close",), ("__next__",), ("close",))
run(("send", 5), ("send", None))
run(("__next__",), ("throw", ValueError("v")), ("__next__",), ("__next__",))
run(("throw", ValueError("early")), ("__next__",))
run(("__next__",), ("throw", KeyError), ("__next__",))
run(("__next__",), ("throw", 5), ("throw", int), ("throw",), ("throw", KeyError, "text", None))
run(("close",), ("__next__",))


def stubborn():
    while True:
        try:
            yield 1
        except GeneratorExit:
            yield 2


s = stubborn()
next(s)
print(attempt(s.close))
next(s)


def returns_on_close():
    try:
        yield
    except GeneratorExit:
        return "value"


r = returns_on_close()
next(r)
print(r.close(), r.close())


def raises_stop():
    yield 1
    raise StopIteration("inside")


it = raises_stop()
next(it)
try:
    next(it)
except RuntimeError as e:
    print(e, repr(e.__cause__))


def inner():
    x = yield "a"
    print("inner got", x)
    try:
        yield "b"
    except KeyError:
        print("inner caught")
    return "inner result"


def outer():
    result = yield from inner()
    print("result", result)
    yield from [1, 2]
    yield from ()
    try:
        yield from 5
    except TypeError as e:
        print(e)


o = outer()
print(next(o), o.gi_yieldfrom.__name__, o.send("sent"), attempt(o.throw, KeyError), next(o), attempt(next, o))


def recursive():
    yield next(me)


me = recursive()
print(attempt(next, me))
print([x for x in (i * i for i in range(5)) if x % 2], sum(x for x in range(4)), attempt(lambda: (i for i in 5)), (lambda: (yield))().__next__(), type((lambda: (yield))()).__name__, g.__code__.co_flags & 0x20)


def order():
    print("start")
    with_value = yield
    print("got", with_value)


x = order()
print("before")
next(x)
print(attempt(x.send, 1), attempt(lambda: g().send(1)), repr(g())[:20], g().__name__, g().__qualname__, attempt(setattr, g(), "__name__", 5))
del x, s
