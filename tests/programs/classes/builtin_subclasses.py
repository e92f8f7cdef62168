"""Subclasses of built-in types: new, attributes, methods returning base types, sizes."""
import sys


class I(int):
    def __new__(cls, v, tag=None):
        self = super().__new__(cls, v)
        self.tag = tag
        return self

    def __add__(self, other):
        return I(int(self) + other, "sum")


class S(str):
    def __getitem__(self, i):
        return S("[" + super().__getitem__(i) + "]")

    def shout(self):
        return self.upper() + "!"


class F(float):
    pass


class L(list):
    def append(self, v):
        super().append(v * 2)


class D(dict):
    def __setitem__(self, k, v):
        super().__setitem__(k, ("set", v))


class E(Exception):
    def __init__(self, code, *args):
        super().__init__(code, *args)
        self.code = code


class B(bytes):
    pass


i = I(5, "t")
print(i, i.tag, i + 1, (i + 1).tag, type(i - 1).__name__, i == 5, hash(i) == hash(5), {i: 1}[5], i.__dict__, I(2**70), repr(i), f"{i:03d}", [0] * I(2), isinstance(i, int), int(i) is 5 if False else type(int(i)).__name__)
s = S("abc")
print(s, s[0], s.shout(), type(s + "d").__name__, type(s.upper()).__name__, s == "abc", {"abc": 1}[s], s.join(["x", "y"]), S(5), len(S("\u20ac")), type(str(s)).__name__, s[0:2])
f = F(1.5)
print(f, f + 1, type(f * 2).__name__, F("2.5"), hash(f) == hash(1.5), F.fromhex("0x1p0"), type(F.fromhex("0x1p0")).__name__)
l = L([1])
l.append(2)
l += [3]
l.extend([4])
print(l, type(l[:]).__name__, type(l + []).__name__, type(l.copy()).__name__, l == [1, 4, 3, 4], isinstance(l, list), L("ab"))
d = D(a=1)
d["b"] = 2
d.update(c=3)
d.setdefault("d", 4)
print(d, type(d.copy()).__name__, D.fromkeys("x"), type(D.fromkeys("x")).__name__, dict(d))
try:
    raise E(7, "why")
except E as e:
    print(e.code, e.args, str(e), repr(e))
b = B(b"xy")
print(b, b[0], type(b[:1]).__name__, b == b"xy", type(b + b"").__name__)
sizes = [(5, i), ("abc", s), (1.5, f), ([], L()), ({}, D()), ((), type("T", (tuple,), {})()), (b"xy", b), (set(), type("X", (set,), {})())]
print([(sys.getsizeof(x), sys.getsizeof(y)) for x, y in sizes])
print([type("N", (base,), {"__slots__": ()}).__basicsize__ for base in (int, str, float, list, dict, tuple, set, bytes, complex, Exception, object)])


class Bare(object):
    pass


print(object.__repr__(Bare()).startswith("<__main__.Bare object at 0x"), str(Bare()).endswith(">"), Bare() == Bare(), Bare() != 1)


class Defaulting(dict):
    def __init__(self, factory):
        self.factory = factory

    def __missing__(self, k):
        self[k] = v = self.factory()
        return v


c = Defaulting(list)
for k, v in [("a", 1), ("b", 2), ("a", 3)]:
    c[k].append(v)
print(c)


class Stack(list):
    push = list.append

    @property
    def top(self):
        return self[-1]


st = Stack()
st.push(1)
st.push(2)
print(st.top, st.pop(), st)


class Weird(int):
    def __repr__(self):
        return "weird"

    __str__ = __repr__

    def __bool__(self):
        return False

    def __eq__(self, o):
        return "eq"

    __hash__ = int.__hash__


print(Weird(5), [Weird(5)], bool(Weird(5)), Weird(1) == 2, Weird(3) + 4, "%d" % Weird(6), f"{Weird(1)}", {Weird(5): 1})
