"""All operators by special methods: forward, reflected, in place, NotImplemented, priority of subclasses."""
names = "add sub mul truediv floordiv mod pow matmul lshift rshift and or xor divmod".split()


class V:
    def __init__(self, v):
        self.v = v

    def __repr__(self):
        return f"V({self.v!r})"


def binary(name):
    def method(self, other, *rest):
        if other is None:
            return NotImplemented
        return (name, self.v, getattr(other, "v", other), *rest)
    return method


for n in names:
    setattr(V, f"__{n}__", binary(n))
    setattr(V, f"__r{n}__", binary("r" + n))
a, b = V(1), V(2)
print(a + b, a - 1, 1 - a, a * b, a / 2, 2 / a, a // b, a % 3, a**2, 2**a, a @ b, a << 1, a >> 1, a & b, a | 1, 1 ^ a, divmod(a, 2), divmod(2, a), pow(a, 2, 5))
for f in (lambda: a + None, lambda: None + None, lambda: a @ None, lambda: None - a if False else a - None, lambda: pow(a, None), lambda: {} + [], lambda: 1 << 1.5, lambda: -"a", lambda: ~1.5, lambda: 1 @ 2, lambda: [] | {}):
    try:
        print(f())
    except TypeError as e:
        print(e)
a += 5
print(a)


class InPlace:
    def __init__(self):
        self.log = []

    def __iadd__(self, other):
        self.log.append(("iadd", other))
        return self

    def __imul__(self, other):
        return "replaced"

    def __ior__(self, other):
        return NotImplemented

    def __or__(self, other):
        return ("or", other)


i = j = InPlace()
i += 1
i += 2
print(i is j, i.log)
i *= 3
j |= 4
print(i, j)


class Unary:
    def __neg__(self):
        return "neg"

    def __pos__(self):
        return "pos"

    def __invert__(self):
        return "inv"

    def __abs__(self):
        return "abs"

    def __round__(self, n=None):
        return ("round", n)

    def __index__(self):
        return 3

    def __complex__(self):
        return 1j

    def __float__(self):
        return 2.5

    def __bytes__(self):
        return b"bytes"


u = Unary()
print(-u, +u, ~u, abs(u), round(u), round(u, 2), [0, 1, 2, 3][u], "abcdef"[:u], complex(u), float(u), bytes(u), hex(u), range(u))


class Base:
    def __add__(self, other):
        return "Base.add"

    def __radd__(self, other):
        return "Base.radd"

    def __eq__(self, other):
        return "Base.eq"

    def __lt__(self, other):
        return "Base.lt"

    def __gt__(self, other):
        return "Base.gt"

    __hash__ = None


class Derived(Base):
    def __radd__(self, other):
        return "Derived.radd"

    def __gt__(self, other):
        return "Derived.gt"


print(Base() + Base(), Base() + Derived(), Derived() + Base(), 1 + Base(), Base() < Derived(), Base() == 1, 1 == Base(), 1 < Base())


class Comparable:
    def __init__(self, v):
        self.v = v

    def __eq__(self, o):
        return self.v == o.v if isinstance(o, Comparable) else NotImplemented

    def __lt__(self, o):
        return self.v < o.v if isinstance(o, Comparable) else NotImplemented

    def __le__(self, o):
        return self.v <= o.v if isinstance(o, Comparable) else NotImplemented


x, y = Comparable(1), Comparable(2)
print(x == y, x != y, x < y, x > y, x <= y, x >= y, x == 1, x != 1, x.__ne__(y), sorted([y, x])[0].v, max(x, y).v)
for f in (lambda: x < 1, lambda: 1 >= x, lambda: hash(x), lambda: {x}):
    try:
        print(f())
    except TypeError as e:
        print(e)


class Container:
    def __init__(self):
        self.d = {}

    def __getitem__(self, k):
        return self.d[k]

    def __setitem__(self, k, v):
        self.d[k] = v

    def __delitem__(self, k):
        del self.d[k]

    def __contains__(self, k):
        return k == "always" or k in self.d

    def __len__(self):
        return len(self.d)

    def __iter__(self):
        return iter(self.d)

    def __reversed__(self):
        return "reversed"

    def __missing__(self, key):
        return "never called"


c = Container()
c["a"] = 1
c[1, 2] = 3
c["a"] += 10
del c[1, 2]
print(c["a"], "always" in c, "z" in c, len(c), list(c), reversed(c), bool(c))
print(V(1).__add__(V(2)), (5).__add__(3), (5).__radd__(3), "a".__mul__(3), (5).__add__("x"), [].__eq__(()), (2).__pow__(3, 5), int.__floordiv__(7, 2))


class Hash:
    def __hash__(self):
        return 2**70

    def __eq__(self, other):
        return True


print(hash(Hash()), len({Hash(), Hash()}), V(1) == V(1), hash(V) == hash(V), isinstance(hash(object()), int))
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1 != 2 > 0, 1 in [1] == True, not 1 == 2, 3 > 2 in [2], "a" < "b" <= "b")
