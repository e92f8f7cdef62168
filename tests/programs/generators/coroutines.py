"""Coroutines and asynchronous generators, driven by hand."""


class Step:
    def __init__(self, v):
        self.v = v

    def __await__(self):
        got = yield ("step", self.v)
        return got


async def add(a, b):
    x = await Step(a)
    y = await Step(b)
    return x + y


def drive(coro, values):
    values = iter(values)
    try:
        event = coro.send(None)
        while True:
            print(event)
            event = coro.send(next(values))
    except StopIteration as e:
        return e.value


print(drive(add(1, 2), [10, 20]))


async def nested():
    return await add(3, 4) + await add(5, 6)


print(drive(nested(), [1, 2, 3, 4]))


class Manager:
    async def __aenter__(self):
        await Step("enter")
        return "entered"

    async def __aexit__(self, *exc):
        await Step("exit")
        print("exit with", exc[0])
        return True


async def managed():
    async with Manager() as m:
        print(m)
        raise ValueError("inside")
    return "survived"


print(drive(managed(), [None] * 5))


class Countdown:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        await Step(self.n)
        return self.n


async def loops():
    out = []
    async for i in Countdown(3):
        out.append(i)
    else:
        out.append("else")
    out.append([i async for i in Countdown(2)])
    out.append({i: i async for i in Countdown(2) if i})
    out.append([await Step(i) for i in range(2)])
    return out


print(drive(loops(), [None] * 20))


async def agen(n):
    try:
        for i in range(n):
            got = yield i
            if got:
                print("agen got", got)
            await Step(("between", i))
    finally:
        print("agen finally")


async def uses():
    return [i async for i in agen(2)]


print(drive(uses(), [None] * 5))


async def sends():
    g = agen(3)
    print(await g.asend(None), await g.asend("x"))
    try:
        await g.athrow(KeyError("k"))
    except KeyError as e:
        print("out", e)
    await g.aclose()
    h = agen(1)
    await h.__anext__()
    await h.aclose()
    return "done"


print(drive(sends(), [None] * 10))
c = add(1, 2)
for bad in (lambda: c.send(1), lambda: iter(c), lambda: next(c)):
    try:
        bad()
    except TypeError as e:
        print(e)
c.close()
print(c.cr_frame, c.cr_running, type(c).__name__, add.__name__)
try:
    c.send(None)
except RuntimeError as e:
    print(e)


async def awaits(x):
    await x


for x in (5, None, [1]):
    try:
        awaits(x).send(None)
    except TypeError as e:
        print(e)


async def reuse():
    c = add(1, 1)
    await c
    await c


try:
    drive(reuse(), [1, 1, 1, 1])
except RuntimeError as e:
    print(e)


async def raises():
    raise StopIteration(5)


try:
    raises().send(None)
except RuntimeError as e:
    print(e)
