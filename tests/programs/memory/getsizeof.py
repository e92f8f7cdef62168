"""sys.getsizeof of everything, with and without the collector's head."""
import sys

size = sys.getsizeof
print("ints", [size(v) for v in (0, 1, -1, 2**29, 2**30, 2**60, 2**90, -(2**120), True, False)])
print("numbers", size(1.5), size(1j), size(None), size(...), size(NotImplemented))
print("str", [size(v) for v in ("", "a", "ab", "abc" * 10, "\xe9", "\xe9" * 3, "\u20ac", "\u20ac" * 3, "\U0001f40d", "\U0001f40d" * 3)])
print("bytes", [size(v) for v in (b"", b"a", b"abc", bytes(100), bytearray(), bytearray(b"a"), bytearray(100), memoryview(b"abc"))])
print("tuple", [size((0,) * n) for n in range(6)], "list", [size([0] * n) for n in range(6)])
print("dict", [size(dict.fromkeys(range(n))) for n in (0, 1, 5, 6, 10, 11, 21, 22, 43, 100)], [size({str(i): i for i in range(n)}) for n in (0, 1, 5, 6, 11)])
print("set", [size(set(range(n))) for n in (0, 1, 4, 5, 19, 20, 77, 100)], [size(frozenset(range(n))) for n in (0, 1, 5)])
print("iterators", [size(iter(v)) for v in ((), [], "", b"", {}, set(), range(1), {}.keys(), {}.items(), {}.values())], size(enumerate([])), size(zip()), size(map(str, [])), size(filter(None, [])), size(reversed([])), size(iter(int, 1)), size(range(1)), size(slice(1)), size(iter(range(2**70))))


def function(a, b=1, *, c=2):
    x = 1
    return lambda: x


def generator():
    yield 1


class C:
    def m(self):
        pass

    @property
    def p(self):
        pass

    @classmethod
    def cm(cls):
        pass

    @staticmethod
    def sm():
        pass


class S:
    __slots__ = ("a", "b")


class D(dict):
    pass


print("functions", size(function), size(lambda: 0), size(function(1).__closure__[0]), size(function(1).__closure__), size(len), size([].append), size(C().m), size(C.m), size(C.__dict__["p"]), size(C.__dict__["cm"]), size(C.__dict__["sm"]), size(str.join), size(int.__add__), size((1).__add__))
print("generators", size(generator()), size(x for x in ()), size(function.__code__) > 100)
print("classes", size(C), size(S), size(D), size(int), size(type), size(object), size(type("X", (), {})))
print("instances", size(C()), size(S()), size(D()), size(object()), size(C().__dict__), size(type("X", (list,), {})()), size(type("I", (int,), {})(5)), size(type("T", (tuple,), {})((1, 2))))
c = C()
c.a = 1
before = size(c), size(c.__dict__)
c.b = c.c = c.d = c.e = c.f = 2
print("attributes", before, size(c), size(c.__dict__))
print("exceptions", [size(e()) for e in (BaseException, ValueError, KeyError, OSError, StopIteration, SystemExit, ImportError, NameError, AttributeError, SyntaxError)], size(UnicodeDecodeError("u", b"", 0, 1, "r")), size(ExceptionGroup("m", [ValueError()])))
print("modules", size(sys), size(sys.__dict__) > 1000, size(sys.flags), size(sys.version_info))
print("misc", size(property()), size(classmethod(1)), size(staticmethod(1)), size(super(C, c)), size(C.__dict__), size({}.keys()), size(type(None)), size(c.__init__), size(list[int]), size(int | str))
try:
    raise ValueError
except ValueError as e:
    print("traceback", size(e.__traceback__), size(e.__traceback__.tb_frame) > 300)


class Sized:
    def __sizeof__(self):
        return 100


class BadSized:
    def __sizeof__(self):
        return "x"


print(size(Sized()), size(Sized(), "default"))
try:
    size(BadSized())
except TypeError as e:
    print(e)
print(size(BadSized(), "default"))
print([(k.__name__, k.__basicsize__, k.__itemsize__, k.__dictoffset__, k.__weakrefoffset__) for k in (object, int, float, complex, str, bytes, bytearray, tuple, list, dict, set, frozenset, type, range, slice, property, super, C, S, D, BaseException, OSError, type(len), type(function), type(sys), type(generator()), type(function.__code__), memoryview, enumerate, zip)])
