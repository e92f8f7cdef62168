"""range: construction, containment, index, count, comparison, slicing, huge ranges, hash, attributes."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

big = 2**70
for args in ((), (5,), (-5,), (2, 8), (2, 8, 3), (8, 2, -2), (0, 10, 0), (1.0,), ("a",), (1, None), (big,), (0, big, big // 3), (big, -big, -(big // 2)), (True,), (1, 2, 3, 4)):
    r = attempt(range, *args)
    print(args if len(repr(args)) < 40 else "big", r if len(repr(r)) < 90 else "long repr")
for r in (range(0), range(5), range(2, 20, 3), range(10, 0, -3), range(-5, 5), range(1), range(0, big, big // 3)):
    print(len(r) if r.stop < big else attempt(len, r), r.start, r.step, bool(r), r[0:2], r[::-1], [attempt(lambda: r[i]) for i in (0, -1, 2, 100, -100, "a", 1.0)])
    print([x in r for x in (0, 2, 5, -1, 2.0, 2.5, True, "a", None, big, 17)], [attempt(r.index, x) for x in (0, 2, 2.0, "a", 17)], [r.count(x) for x in (0, 2, 2.0, "a")], list(r) if r.stop < big else list(r)[:2], list(reversed(r))[:3])
print(range(0) == range(5, 0), range(0, 3, 2) == range(0, 4, 2), range(5) != range(6), range(5) == [0, 1, 2, 3, 4], hash(range(0, 3, 2)) == hash(range(0, 4, 2)), attempt(lambda: range(5) < range(6)))
for name in ("start", "stop", "step"):
    print(attempt(setattr, range(5), name, 1), attempt(delattr, range(5), name))
print(range(5).__reduce__(), attempt(len, range(big)), (big - 1) in range(big), range(big)[-1] == big - 1, attempt(range, 5, x=1), repr(range(1, 5)), repr(range(1, 5, 2)))
it = iter(range(3))
print(next(it), it.__length_hint__(), list(it), list(it), it.__reduce__(), type(iter(range(big))).__name__, list(zip(range(big - 1, big + 2), "abc"))[0][0] == big - 1)
i = iter(range(10))
i.__setstate__(7)
print(list(i))


class R(range if False else object):
    pass


print(attempt(lambda: type("X", (range,), {})))
