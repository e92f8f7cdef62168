# array.array: type codes, limits, items, conversion errors.
import array
import warnings
from array import array as A

print(array.typecodes, array.ArrayType is A, A.__module__, A.__flags__, A.__basicsize__)
warnings.simplefilter("error", DeprecationWarning)


def show(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)


for c in array.typecodes:
    if c == "u":
        continue
    a = A(c)
    print(c, a.itemsize, a.typecode, memoryview(a).format, a.__sizeof__())
limits = [-1, 0, 127, 128, -128, -129, 255, 256, 32767, 32768, -32768, -32769, 65535, 65536, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1]
limits += [2**32 - 1, 2**32, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 2**64 - 1, 2**64, 1.5, "a", None, True, 1e300, float("inf")]
for c in "bBhHiIlLqQfd":
    for value in limits:
        show(A, c, [value])


class Index:
    def __index__(self):
        return 7


class Float:
    def __float__(self):
        return 2.5


for c in "bBhHiIlLqQfdw":
    show(A, c, [Index()])
    show(A, c, [Float()])
for args in (), (1,), ("",), ("xx",), ("x",), ("i", 1), ("i", [1], 2), ("u",), ("i", "abc"), ("i", A("w", "ab")), ("w", 5), ("w", [5]), ("w", ["ab"]):
    show(A, *args)
show(lambda: A("i", x=1))
for args in ("w", "a\x00\xe9\u20ac\U0001f600"), ("b", b"abc"), ("w", b"a\0\0\0"), ("w", b"abc"), ("i", (1, 2)), ("i", range(3)), ("d", A("i", [1, 2])), ("i", A("i", [1, 2])), ("i", {1: 2}), ("h", bytearray(b"\1\2")), ("d", "1"):
    show(A, *args)


class Sub(A):
    def __init__(self, *args, **kwargs):
        print("init", args, kwargs)


s = Sub("i", [1, 2], x=3) if False else Sub("i", [1, 2])
s.attribute = 1
print(s, s.__dict__, s[:], type(s[:]).__name__, type(s + s).__name__, type(s * 2).__name__, type(s.__copy__()).__name__)
for f in hash, len, bool, list, reversed, iter:
    show(lambda: type(f(A("i", [1]))).__name__)
print([a for a in (A("f", [0.1, 1e-50, -0.0]), A("d", [0.1]))])
print(A("L", [2**64 - 1])[0], A("w", "\ud800")[0].encode("utf-8", "surrogatepass"))
show(A("w", "\ud800").tounicode)
match A("i", [1, 2, 3]):
    case [first, *rest]:
        print(first, rest)
print(A[int], isinstance(A("b"), __import__("collections.abc", fromlist=["x"]).MutableSequence))
