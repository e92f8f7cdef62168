"""async for, async with, await, asynchronous comprehensions, without a loop."""


class Step:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield self.value
        return (self.value, got)


class Count:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.n:
            raise StopAsyncIteration
        self.n -= 1
        await Step(f"next {self.n}")
        return self.n

    async def __aenter__(self):
        print("aenter", await Step("enter"))
        return self

    async def __aexit__(self, *info):
        print("aexit", info[0] and info[0].__name__, await Step("exit"))
        return True


def drive(c):
    sent = None
    try:
        while True:
            waited = c.send(sent)
            print("waits for", waited)
            sent = waited.upper()
    except StopIteration as e:
        return e.value


async def main():
    async for i in Count(2):
        print("item", i)
    else:
        print("else")
    async with Count(1) as c:
        print([x async for x in c], {x: y async for x in Count(1) for y in "ab"})
        raise ValueError
    gen = (x * 2 async for x in Count(2) if x)
    async for v in gen:
        print("from generator", v)
    return [await Step(s) for s in "xy"], (await Step("z"))[1]


print(drive(main()))


async def agen():
    try:
        got = yield 1
        print("got", got)
        yield 2
    finally:
        print("closed")


async def use():
    g = agen()
    print(await g.__anext__(), await g.asend("sent"))
    await g.aclose()
    try:
        await anext(g)
    except StopAsyncIteration:
        return await anext(g, "default")


print(drive(use()))
for text in ("await x", "async with a: b", "def f(): await x", "async def f(): yield from x", "[x async for x in y]", "def f(): async for x in y: z"):
    try:
        compile(text, "t", "exec")
    except SyntaxError as e:
        print(text, "->", e.msg)
