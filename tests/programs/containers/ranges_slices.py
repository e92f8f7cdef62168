"""range, slice, enumerate, zip, map, filter, reversed, iter with a sentinel."""
import sys

for r in (range(5), range(1, 10, 3), range(10, 0, -3), range(0), range(5, 5), range(2**70, 2**70 + 3), range(-5, 5, 2)):
    print(r, len(r) if r.stop < 2**63 else "big", list(r), bool(r), r[-1] if r else None, r[::-1], r[1:], r == range(r.start, r.stop, r.step), hash(r) == hash(range(r.start, r.stop, r.step)), list(reversed(r)))
print(3 in range(5), 3.0 in range(5), "a" in range(5), range(5).index(3), range(5).count(9), range(0, 10, 3) == range(0, 12, 3), range(0) == range(2, 1), sys.getsizeof(range(10**9)))
bad = [lambda: range(1, 2, 0), lambda: range(1.5), lambda: range(5)[9], lambda: range(5).index(9), lambda: range(), lambda: range(1, 2, 3, 4), lambda: len(range(10**30))]
for f in bad:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
for s in (slice(5), slice(1, None, 2), slice(None, None, -1), slice(-3, None), slice(100, -100, -7)):
    print(s, s.indices(10), s.start, s.stop, s.step, "0123456789"[s], list(range(10))[s], s == slice(s.start, s.stop, s.step))
print(hash(slice(1, 2)) == hash(slice(1, 2)), slice(1, 2) < slice(1, 3), sys.getsizeof(slice(1)))


class Grid:
    def __getitem__(self, key):
        return key


g = Grid()
print(g[1], g[1:2], g[1:2, 3], g[..., ::2], g[()], g[:, None], g["a"])
print(list(map(lambda a, b: a + b, [1, 2, 3], [10, 20])), list(map(str, range(3))), list(filter(None, [0, 1, "", "a"])), list(filter(lambda v: v > 1, [1, 2, 3])))
print(list(enumerate("abc", 10)), list(reversed([1, 2, 3])), list(reversed("abc")), list(reversed((1, 2))), list(reversed({1: 1, 2: 2})))
values = iter([1, 2, 3, 0, 4])
print(list(iter(lambda: next(values), 0)), next(values), next(values, "end"))


class OldStyle:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * i


print(list(OldStyle()), 9 in OldStyle(), iter(OldStyle()) is not None)


class Reverse:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        return i


print(list(reversed(Reverse())))
for value in (5, None, object):
    try:
        iter(value)
    except TypeError as e:
        print(e)
for value in ({1}, 5):
    try:
        reversed(value)
    except TypeError as e:
        print(e)
