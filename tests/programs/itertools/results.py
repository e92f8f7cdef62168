# What the iterators yield; classes and sizes; cycles through them are collected.
import gc
import itertools as I
import sys
import weakref

print(list(I.accumulate([3, 1, 4, 1, 5])), list(I.accumulate("abc")), list(I.accumulate([2, 3, 4], lambda a, b: a * b, initial=10)))
print(list(I.batched("abcdefg", 3)), list(I.chain("ab", [1], (), {2: 3})), list(I.chain.from_iterable(["ab", "cd"])))
for r in range(5):
    print(list(I.combinations("abcd", r)), list(I.combinations_with_replacement("abc", r))[:20], list(I.permutations("abc", r)))
print(list(I.compress("abcdef", [1, 0, 1, 0, 1, 1])), list(I.islice(I.count(10, -3), 4)), list(I.islice(I.cycle("abc"), 8)))
print(list(I.dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(I.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(I.filterfalse(lambda x: x % 2, range(6))))
print([(k, list(g)) for k, g in I.groupby("AAABBC")], [(k, len(list(g))) for k, g in I.groupby(range(10), lambda x: x // 4)])
for bounds in ((3,), (2, 6), (0, None, 3), (None, None), (1, 9, 4), (5, 2), (20,), (0,)):
    print(bounds, list(I.islice(range(10), *bounds)))
print(list(I.pairwise(range(5))), list(I.product("ab", range(2), repeat=2)), list(I.product()), list(I.product("ab", "")), list(I.repeat(7, 3)))
print(list(I.starmap(pow, [(2, 5), (3, 2), [10, 3]])), list(I.zip_longest("abc", "x", "", fillvalue="-")), list(I.zip_longest()))
a, b, c = I.tee(range(200), 3)
print(sum(a), next(b), sum(b), list(I.islice(c, 3)), list(c) == list(range(3, 200)))
groups = [g for _, g in I.groupby("aabbcc")]
print([list(g) for g in groups])
shared = I.tee(iter("xyz"))[0]
first, second = I.tee(shared)
print(next(first), next(second), list(first), list(second), list(shared))


class Reenters:
    def __iter__(self):
        return self

    def __next__(self):
        return next(self.me)


r = Reenters()
r.me = I.tee(r)[0]
try:
    next(r.me)
except RuntimeError as error:
    print(error)
del r
for make in (I.chain, I.cycle, I.pairwise, lambda s: I.islice(s, 3), lambda s: I.zip_longest(s, s), lambda s: I.groupby(s), lambda s: I.tee(s)[0], lambda s: I.accumulate(s), lambda s: I.starmap(max, s), lambda s: I.batched(s, 2)):
    source = Reenters()
    source.me = make(source)
    ref = weakref.ref(source)
    del source
    print(gc.collect() > 0, ref() is None, end=" ")
print()
tail = I.tee(iter(range(100000)))
for _ in tail[0]:
    pass
del tail
for name in sorted(n for n in dir(I) if not n.startswith("__")):
    value = getattr(I, name)
    if isinstance(value, type):
        print(name, value.__basicsize__, hex(value.__flags__), value.__module__, list(value.__dict__), value.__text_signature__, sys.getsizeof(value))
