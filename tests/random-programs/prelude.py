"""What random programs run on: shows values without addresses, keeps them small, reports exceptions."""


def text(v):
    if isinstance(v, (int, float, complex, str, bytes, bytearray, bool, type(None), range, slice, Thing)):
        return repr(v)
    if isinstance(v, (list, tuple, dict, set, frozenset)):
        return type(v).__name__ + "[" + str(len(v)) + "]" + repr(v)
    if isinstance(v, type):
        return "class " + v.__qualname__
    if isinstance(v, BaseException):
        return type(v).__name__ + repr(v.args)
    return "<" + type(v).__name__ + ">"


def show(*values):
    print(*[text(v) for v in values])


def clip(v):
    """The same value, or a smaller one of its type, so that loops do not blow it up."""
    t = type(v)
    if t is int and v.bit_length() > 300:
        return v % 1000000007
    if t in (str, bytes, list, tuple) and len(v) > 30:
        return v[:30]
    return v


def report(e, depth=0):
    print("  " * depth + type(e).__name__ + ":", str(e))
    if isinstance(e, BaseExceptionGroup):
        for part in e.exceptions:
            report(part, depth + 1)
    for name, other in (("cause", e.__cause__), ("context", e.__context__)):
        if other is not None and depth < 3:
            print("  " * depth + " " + name)
            report(other, depth + 1)


class Thing:
    def __init__(self, *args):
        self.args = args

    def __repr__(self):
        return type(self).__name__ + repr(getattr(self, "args", ()))

    def __hash__(self):
        return 7  # the order of a set must not depend on addresses


class Manager:
    def __init__(self, name, swallow=()):
        self.name = name
        self.swallow = swallow

    def __enter__(self):
        print("enter", self.name)
        return len(self.name)

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__)
        return kind is not None and issubclass(kind, self.swallow)


class AsyncThing:
    """Awaits, iterates and manages without an event loop."""

    def __init__(self, n):
        self.n = n

    def __await__(self):
        got = yield self.n
        return got if got is not None else self.n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n <= 0:
            raise StopAsyncIteration
        self.n -= 1
        return self.n

    async def __aenter__(self):
        await self
        return self.n

    async def __aexit__(self, kind, value, tb):
        await self
        return kind is ValueError


def drive(coroutine):
    """Runs a coroutine to its end; what it waits for is sent back."""
    steps = 0
    value = None
    try:
        while True:
            value = coroutine.send(value)
            steps += 1
    except StopIteration as e:
        return (steps, e.value)


def traced(f):
    def wrapper(*args, **kwargs):
        print("call", len(args), sorted(kwargs))
        return f(*args, **kwargs)

    return wrapper
