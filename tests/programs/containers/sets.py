"""Sets and frozensets: operations, order with small ints, sizes, errors."""
import sys

a, b = {1, 2, 3, 4}, {3, 4, 5}
print(a | b, a & b, a - b, a ^ b, a <= b, {3} < a, a >= {1}, a.isdisjoint({9}), a == {4, 3, 2, 1}, len(a), 3 in a, [] == a)
print(a.union([9], (8,)), a.intersection([1, 2], [2]), a.difference([1], [2]), a.symmetric_difference([4, 5]), a.issubset(range(10)), a.issuperset([1]))
s = set()
s.add(1)
s.add(1)
s.update([2, 3], "ab"[:0])
s.discard(99)
s.remove(2)
print(s, s.pop(), s.copy() == s, bool(set()), set("hello") == set("olleh"), sorted(set("hello")))
s |= {10, 11}
s &= {10, 3}
s -= {3}
s ^= {7, 10}
print(s, {i % 3 for i in range(10)}, {*a, *b}, frozenset([1, 2]) == {1, 2}, hash(frozenset([1, 2])) == hash(frozenset([2, 1])))
s.intersection_update([7, 8])
s.difference_update([8])
s.symmetric_difference_update([9])
print(s)
s.clear()
print(s, repr(set()), repr(frozenset()), repr(frozenset([1])), {frozenset([1]): "f"}[frozenset([1])], {1} in [{1}], {frozenset([1])} == {frozenset([1])})
print([sys.getsizeof(x) for x in (set(), {1}, {1, 2, 3, 4}, set(range(5)), set(range(20)), set(range(100)), frozenset(), frozenset(range(5)), {i for i in range(5)})])
grown, last, sizes = set(), None, []
for i in range(200):
    if sys.getsizeof(grown) != last:
        last = sys.getsizeof(grown)
        sizes.append((i, last))
    grown.add(i)
print(sizes)
print([hash(frozenset(x)) for x in ((), (1,), (1, 2, 3))], hash(frozenset("abc")))
print(list({5, 3, 1, 100, 33, 64}), list({"a", "b", "c", "d"}), list({1.5, 2, "x", None, (1,)}) is None, list({-1, -2, 0}), list(set(range(0, 100, 9))))


class Sub(set):
    pass


x = Sub([1, 2])
print(type(x | {3}), type(x.copy()), type({3} | x), x, Sub() == set(), frozenset(x) is frozenset(frozenset(x)))
f = frozenset([1])
print(frozenset(f) is f, f.copy() is f, f | f is f, type(f | {2}), type({2} | f), f.union([2]))
bad = [lambda: set().pop(), lambda: {1}.remove(2), lambda: {[]}, lambda: {1} | [2], lambda: {1} < [1], lambda: hash({1}), lambda: set(1), lambda: {{1}}, lambda: frozenset().add, lambda: {1}[0], lambda: set([1], [2])]
for g in bad:
    try:
        print(g())
    except Exception as e:
        print(type(e).__name__, e)
s = {1, 2, 3}
try:
    for v in s:
        s.add(v + 10)
except RuntimeError as e:
    print(e)
print({1} in {frozenset([1]), 2}, len({0, 0.0, False}), {True, 1, 1.0})
