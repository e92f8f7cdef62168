"""__slots__: layout, inheritance, errors, sizes, with __dict__ and __weakref__, pickling of nothing."""
import sys


class P:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Q(P):
    __slots__ = ("z",)


class WithDict(P):
    pass


class Explicit:
    __slots__ = ("a", "__dict__", "__weakref__")


class Empty:
    __slots__ = ()


class Text:
    __slots__ = "single"


class Mangled:
    __slots__ = ("__private",)

    def __init__(self):
        self.__private = 1


class Documented:
    __slots__ = {"field": "its doc"}


p, q, w, e = P(1, 2), Q(3, 4), WithDict(5, 6), Explicit()
q.z = 5
w.new = 7
e.a = 1
e.b = 2
print(p.x, p.y, q.x, q.z, w.x, w.__dict__, e.a, e.__dict__, Mangled()._Mangled__private, Documented.field.__doc__)
print([sys.getsizeof(v) for v in (p, q, w, e, Empty(), Text(), Mangled())])
print([(k.__name__, k.__basicsize__, k.__dictoffset__, k.__weakrefoffset__) for k in (P, Q, WithDict, Explicit, Empty, Text)])
for action in (lambda: setattr(p, "z", 1), lambda: p.__dict__, lambda: Text().single, lambda: delattr(Text(), "single"), lambda: setattr(Empty(), "a", 1), lambda: P.x.__get__(5), lambda: P.x.__set__(5, 1)):
    try:
        print(action())
    except (AttributeError, TypeError) as error:
        print(type(error).__name__, error)
del p.x
print(hasattr(p, "x"), p.y)
p.x = 10
print(p.x, type(P.x).__name__, P.x, P.__slots__, P.x.__get__(p), P.x.__objclass__.__name__)
try:
    class Clash:
        __slots__ = ("a",)
        a = 1
except ValueError as error:
    print(error)
for bad in (("1a",), (1,), ("__dict__", "__dict__"), ("__weakref__", "__weakref__")):
    try:
        type("Bad", (), {"__slots__": bad})
    except TypeError as error:
        print(error)
try:
    class VarSlots(int):
        __slots__ = ("a",)
except TypeError as error:
    print(error)
try:
    class Two(P, Text):
        pass
except TypeError as error:
    print(error)


class TwoOk(P, Empty):
    __slots__ = ()


class ListSlots(list):
    __slots__ = ("extra",)


l = ListSlots([1, 2])
l.extra = "x"
print(TwoOk(1, 2).x, l, l.extra, sys.getsizeof(l), sys.getsizeof([1, 2]))


class Deleted:
    __slots__ = ("a", "b", "log")

    def __init__(self, log):
        self.log = log

    def __del__(self):
        self.log.append("deleted")


class Noisy:
    def __init__(self, name, log):
        self.name, self.log = name, log

    def __del__(self):
        self.log.append(self.name)


log = []
d = Deleted(log)
d.b = Noisy("b", log)
d.a = Noisy("a", log)
del d
print(log)


class Inline:
    def __init__(self):
        self.a = 1


i = Inline()
sizes = [sys.getsizeof(i), sys.getsizeof(i.__dict__)]
for n in range(10):
    setattr(i, f"f{n}", n)
sizes.append(sys.getsizeof(i.__dict__))
print(sizes, list(i.__dict__))
