# Slices whose bounds and steps are near the ends of Py_ssize_t, or multiples of 2**32: of each sequence, read, assigned, deleted.
import sys

m = sys.maxsize
bounds = [None, 0, 1, 7, 9, -1, -9, m, m - 5, -m, -m - 1, m >> 1, 2**31, 2**32, 2**32 + 1, -(2**31)]
steps = [1, -1, 3, -2, m, -m, -m - 1, m - 1, m >> 1, 2**31, 2**31 - 1, 2**32, 2**32 + 1, -(2**32), -(2**31)]


def slices():
    for start in bounds:
        for stop in bounds:
            for step in steps:
                yield slice(start, stop, step)


def digest(texts):
    total = 0
    for text in texts:
        for c in text:
            total = (total * 31 + ord(c)) % 1000003
    return total


makers = {
    "list": lambda: list(range(8)),
    "tuple": lambda: tuple(range(8)),
    "str": lambda: "abcdefgh",
    "wide str": lambda: "abcdef\u20ac\U0001f600",
    "bytes": lambda: b"abcdefgh",
    "bytearray": lambda: bytearray(b"abcdefgh"),
    "range": lambda: range(3, 35, 4),
}
for name, make in makers.items():
    print(name, digest(repr(make()[s]) for s in slices()))
print("memoryview", digest(repr(memoryview(b"abcdefgh")[s].tolist()) for s in slices()))


def deleted(make):
    for s in slices():
        x = make()
        del x[s]
        yield repr(x)


def assigned(make, items):
    for s in slices():
        n = len(make()[s])
        for k in {n, n + 1, 0}:
            x = make()
            try:
                x[s] = items * k
            except ValueError as e:
                yield str(e)
            yield repr(x)


for name, items in ("list", [42]), ("bytearray", b"z"):
    print(name, digest(deleted(makers[name])), digest(assigned(makers[name], items)))
for step in steps:
    print(step, memoryview(b"abcdefgh")[::step].strides, slice(None, 5, step).indices(8))
b = b"x"
print(b[:: 2**32 + 1] is b, b[::1] is b)
