"""Tuples: identity of the empty one, concatenation, comparison, hashing, sizes, named fields by hand."""
import sys

t = (1, 2, 3)
print(t + (4,), t * 2, 0 * t, t[1], t[-1], t[1:], t[::-1], t.index(2), t.count(1), 2 in t, len(t), () is tuple(), t is tuple(t), t[:] is t, t * 1 is t, () + t is t)
print((1,), (), ((),), (1, (2, (3,))), tuple("abc"), tuple(range(3)), tuple([1, 2]), tuple(i * i for i in range(5)))
print((1, 2) < (1, 3), (1,) < (1, 0), () < (0,), (1, 2) == (1, 2), (1, 2) == [1, 2], (1, "a") != (1, "b"), max((1, 2), (1, 3)))
print([hash(v) for v in ((), (1,), (1, 2), (1, (2, 3)), ("a",), (1.0, True))], hash((1, 2)) == hash((1.0, 2.0)))
print([sys.getsizeof((0,) * n) for n in range(8)])
a, b = b, a = 1, 2
print(a, b)
x = y, z = 1, (2, 3)
print(x, y, z)
bad = [lambda: t[5], lambda: t["a"], lambda: t + [1], lambda: t.index(9), lambda: hash(([],)), lambda: (1, "a") < (1, 2), lambda: t.__setitem__, lambda: tuple(1)]
for f in bad:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
try:
    t[0] = 1
except TypeError as e:
    print(e)
try:
    del t[0]
except TypeError as e:
    print(e)
u = ([],)
try:
    u[0] += [1]
except TypeError as e:
    print(e, u)


class Pair(tuple):
    __slots__ = ()

    def __new__(cls, a, b):
        return super().__new__(cls, (a, b))

    @property
    def first(self):
        return self[0]


p = Pair(1, 2)
print(p, p.first, p == (1, 2), p + (3,), type(p[:]), type(p * 1), isinstance(p, tuple), {p: 1}[(1, 2)], sys.getsizeof(p) - sys.getsizeof((1, 2)))
loop = ([],)
loop[0].append(loop)
print(loop)
print(list(zip((1, 2, 3), "ab")), list(zip()), dict(zip("ab", (1, 2))), list(enumerate("ab", 5)))
for strict in (zip((1, 2), (1,), strict=True), zip((1,), (1, 2), strict=True)):
    try:
        print(list(strict))
    except ValueError as e:
        print(e)
