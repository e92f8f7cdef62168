"""set and frozenset: operators against methods, wrong operands, updates, comparisons, subclasses, unhashable items."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import operator

a, f = {1, 2, 3}, frozenset([2, 3, 4])
for name in ("or_", "and_", "sub", "xor", "le", "lt", "ge", "gt", "eq", "ne"):
    op = getattr(operator, name)
    print(name, [attempt(op, x, y) for x in (a, f) for y in (a, f, set(), {1}, [1], "ab", {1: 2}, {1: 2}.keys(), 5)])
for name in ("union", "intersection", "difference", "symmetric_difference", "issubset", "issuperset", "isdisjoint"):
    print(name, [attempt(getattr(x, name), *args) for x in (a, f) for args in ((), ([2],), ({2}, [3]), ("ab",), (5,), ([[]],), (iter([1, 9]),))])


def run(g):
    s = {1, 2, 3}
    r = attempt(g, s)
    print(r, s)


for g in (lambda s: s.add(4), lambda s: s.add([]), lambda s: s.remove(1), lambda s: s.remove(9), lambda s: s.remove([]), lambda s: s.remove({1}), lambda s: s.discard(9), lambda s: s.discard([]), lambda s: s.pop(), lambda s: set().pop(), lambda s: s.clear(), lambda s: s.update([4], (5,)), lambda s: s.update(5), lambda s: s.intersection_update([1, 9]), lambda s: s.difference_update(s), lambda s: s.symmetric_difference_update([1, 7]), lambda s: s.__ior__({9}), lambda s: s.__ior__([9]), lambda s: s.__isub__({1}), lambda s: s.__iand__({1}), lambda s: s.__ixor__({1, 8}), lambda s: s.copy() is s, lambda s: s.__init__("ab"), lambda s: s.__contains__({1}), lambda s: {1} in {frozenset([1])}, lambda s: [] in s, lambda s: set(1), lambda s: set([[]]), lambda s: set(a=1), lambda s: set([1], [2]), lambda s: frozenset([1]) is frozenset(frozenset([1])), lambda s: hash(s), lambda s: s.__reduce__()[0]):
    run(g)
s = {1, 2}
try:
    for x in s:
        s.add(x + 10)
except RuntimeError as e:
    print(e)


class S(set):
    pass


class F(frozenset):
    pass


print(type(S([1]) | {2}), type({2} | S([1])), type(S([1]).copy()), type(F([1]).copy()), type(F([1]) & F([1])), S([1]) == {1} == F([1]), repr(S([1])), repr(F()), repr(frozenset()), repr(set()), S([1]).__reduce__())
print(frozenset() is frozenset(), frozenset([1]) == {1}, {1: 0}.keys() | [2], {1, 1.0, True}, {0} | {False}, sorted({3, 1, 2}), len({x % 3 for x in range(10)}))
