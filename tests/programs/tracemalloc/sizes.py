"""Bytes that an expression leaves allocated, as tracemalloc counts them: what was asked for, not what a block has."""
import math
import struct
import tracemalloc

n = 1000
m = len("ab")
big = 10**9 + n
texts = ["ab"] * 100
counted = iter(range(1000, 2000))


def size(f):
    f()
    tracemalloc.clear_traces()
    before = tracemalloc.get_traced_memory()[0]
    kept = f()
    return tracemalloc.get_traced_memory()[0] - before


tracemalloc.start()
for name, f in {
    "n + 1": lambda: n + 1,
    "n * n * n * n * n": lambda: n * n * n * n * n,
    "big + n": lambda: big + n,
    "-n": lambda: -n,
    "n // 3": lambda: n // 3,
    "n << 1": lambda: n << 1,
    "n | 4096": lambda: n | 4096,
    "int of a text": lambda: int("1000"),
    "int of a float": lambda: int(1000.5),
    "next(range)": lambda: next(counted),
    "len(range)": lambda: len(range(1000)),
    "len(list) * 10": lambda: len(texts) * 10,
    "len": lambda: len("x" * 1000),
    "sum": lambda: sum([1000, 2000]),
    "sum from": lambda: sum([1000, 2000], 5),
    "sum of floats": lambda: sum([1.5, 2.5]),
    "10 ** 20": lambda: 10**18 * n,
    "gcd": lambda: math.gcd(2000, 3000),
    "factorial": lambda: math.factorial(7),
    "find": lambda: ("a" * 1000 + "b").find("b"),
    "ord": lambda: ord("\u4000"),
    "unpack i": lambda: struct.unpack("i", b"\xe8\3\0\0")[0],
    "memoryview H": lambda: memoryview(b"abcd").cast("H")[0],
    "str * int": lambda: "x" * m * m,
    "wide str": lambda: "é" + "ü" * m,
    "wider str": lambda: "\u20ac" * m,
    "widest str": lambda: "\U0001f40d" * m,
    "bytes": lambda: b"x" * m,
    "bytearray": lambda: bytearray(5),
    "memoryview": lambda: memoryview(b"abc"),
    "list * int": lambda: [n] * m,
    "list": lambda: [n, m],
    "list of range": lambda: list(range(3)),
    "comprehension": lambda: [x for x in (1, 2, 3)],
    "tuple": lambda: (n, m),
    "dict": lambda: {n: m},
    "dict(a=1)": lambda: dict(a=1),
    "set": lambda: {n},
    "frozenset": lambda: frozenset([1, 2]),
    "complex": lambda: complex(n, m),
    "float": lambda: 1.5 * m,
    "range": lambda: range(n),
    "slice": lambda: slice(n, m, 1),
    "object": lambda: object(),
    "format": lambda: f"{n}",
    "percent": lambda: "%d" % n,
    "split": lambda: "a b".split(),
    "join": lambda: ",".join(["a", "b"]),
    "upper": lambda: "abc".upper(),
    "encode": lambda: "abc".encode(),
    "enumerate": lambda: enumerate([1]),
    "zip": lambda: zip([1], [2]),
    "map": lambda: map(abs, [1]),
    "iter": lambda: iter([1]),
    "reversed": lambda: reversed([1]),
    "function": lambda: lambda: 1,
    "generator": lambda: (i for i in [1]),
    "exception": lambda: Exception("x"),
    "property": lambda: property(),
    "divmod": lambda: divmod(5000, 7),
    "sorted": lambda: sorted([3, 2]),
    "bound method": lambda: texts.append,
    "keys": lambda: {}.keys(),
}.items():
    print(name, size(f))
