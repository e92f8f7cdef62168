"""Async generators, awaitables, async for and with, asend, athrow, aclose, anext, hooks, errors - driven by hand."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import sys


class Step:
    def __init__(self, v):
        self.v = v

    def __await__(self):
        got = yield self.v
        return got


def drive(c, *sends):
    out = []
    try:
        out.append(c.send(None))
        for s in sends:
            out.append(c.throw(s) if isinstance(s, BaseException) else c.send(s))
    except StopIteration as e:
        out.append(("return", e.value))
    except Exception as e:
        out.append(f"{type(e).__name__}: {e}")
    return out


async def agen():
    try:
        a = yield 1
        print("got", a)
        b = await Step("await")
        yield b
    except ValueError as e:
        yield f"caught {e}"
    finally:
        print("cleanup")


async def collect():
    return [x async for x in agen()]


async def methods():
    g = agen()
    out = [await g.__anext__(), await g.asend("sent")]
    await g.aclose()
    out.append(await anext(g, "default"))
    h = agen()
    await anext(h)
    out.append(await h.athrow(ValueError("v")))
    try:
        await anext(h)
    except StopAsyncIteration:
        out.append("stop")
    return out


class CM:
    async def __aenter__(self):
        return await Step("enter")

    async def __aexit__(self, *a):
        print("exit", a[0] and a[0].__name__)
        return True


async def with_():
    async with CM() as v:
        raise KeyError(v)
    return "after"


async def bad(v):
    await v


async def bad_for(v):
    async for _ in v:
        pass


async def bad_with(v):
    async with v:
        pass


print(drive(collect(), "resumed"), drive(methods(), "r1", "r2"), drive(with_(), "entered"))
for v in (5, [1], None, iter([])):
    print([drive(f(v)) for f in (bad, bad_for, bad_with)])


class BadAwait:
    def __await__(self):
        return 5


class BadAiter:
    def __aiter__(self):
        return 5


class BadAnext:
    def __aiter__(self):
        return self

    def __anext__(self):
        return 5


print(drive(bad(BadAwait())), drive(bad_for(BadAiter())), drive(bad_for(BadAnext())), attempt(aiter, 5), attempt(anext, 5))
c = with_()
print(c.cr_running, c.cr_suspended, c.cr_await, c.cr_frame is not None, c.cr_origin, type(c.__await__()).__name__, attempt(lambda: iter(c)), attempt(next, c))
c.close()
print(attempt(c.send, None), c.cr_frame, attempt(lambda: drive(bad(c))))
events = []
sys.set_asyncgen_hooks(firstiter=lambda g: events.append("first"), finalizer=lambda g: events.append("final"))


async def use():
    g = agen()
    await anext(g)
    return g


r = drive(use())
g = r[0][1]
del g, r
sys.set_asyncgen_hooks(None, None)
print(events, attempt(sys.set_asyncgen_hooks, 5), sys.get_asyncgen_hooks())


async def both():
    return {i: j async for i in agen2() for j in [i * 2] if i}, {x async for x in agen2()}, [await Step(i) for i in range(2)]


async def agen2():
    for i in range(3):
        yield i


print(drive(both(), "p", "q"))
