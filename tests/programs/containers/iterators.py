"""enumerate, zip, map, filter, reversed, iter with sentinel: arguments, strictness, length hints, reduce, exhaustion."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import operator

print(list(enumerate("ab", 5)), list(enumerate("ab", start=2**64)), attempt(enumerate), attempt(enumerate, 5), attempt(enumerate, "a", "b"), attempt(enumerate, "a", 1, 2), attempt(enumerate, x="a"), list(enumerate(iterable="q", start=1)))
for args, kw in (((), {}), (([1], [2, 3]), {}), (([1], [2, 3]), {"strict": True}), (([1, 2], [3]), {"strict": True}), (([1], [2], []), {"strict": 1}), ((5,), {}), (([1],), {"x": 1}), (([1], 5), {})):
    print(args, kw, attempt(lambda: list(zip(*args, **kw))))
for args in ((), (len,), (len, ["a", "bb"]), (operator.add, [1, 2], [10, 20, 30]), (1, [2]), (len, 5), (len, [1]), (lambda *a: a, "ab", "cd")):
    print(attempt(lambda: list(map(*args))))
for args in ((), (None,), (None, [0, 1, "", "a"]), (len, ["", "a"]), (1, [1]), (None, 5), (lambda x: 1 / x, [1, 0])):
    print(attempt(lambda: list(filter(*args))))
for seq in ("abc", [1, 2], (1, 2), {1: 2}, {1: 2}.items(), range(3), {1}, iter([1]), 5, b"ab"):
    print(type(seq).__name__, attempt(lambda: list(reversed(seq))))


class Seq:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * 10


class NoReverse:
    __reversed__ = None


class Own:
    def __reversed__(self):
        return "own"


print(list(Seq()), list(reversed(Seq())), attempt(reversed, NoReverse()), reversed(Own()), 20 in Seq(), list(iter(Seq())))
count = iter([1, 2, 3, 0, 4])
print(list(iter(lambda: next(count), 0)), attempt(iter, 5), attempt(iter, 5, 1), attempt(iter), attempt(next, 5), attempt(next, iter([])), next(iter([]), "default"), attempt(next))
for it in (iter([1, 2, 3]), iter((1, 2)), iter("ab"), iter("é\u1234"), iter(b"ab"), iter({1: 2}), iter({1}), reversed([1, 2]), enumerate([1]), zip([1], [2]), map(len, []), filter(None, []), iter(range(4)), iter(bytearray(b"x"))):
    print(type(it).__name__, operator.length_hint(it, -1), iter(it) is it, it.__reduce__()[0].__name__)
    for _ in range(5):
        next(it, None)
    print("  ", operator.length_hint(it, -1), attempt(next, it))


class BadHint:
    def __init__(self, hint):
        self.hint = hint

    def __length_hint__(self):
        return self.hint


print([attempt(operator.length_hint, BadHint(h), 9) for h in (5, -1, "a", NotImplemented, None, 2**70)])
