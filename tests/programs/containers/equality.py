"""Equality of containers: identity first, nesting, mixed types, NaN, order of calls, recursion."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

nan = float("nan")
print([nan] == [nan], (nan,) == (nan,), {1: nan} == {1: nan}, [nan] == [float("nan")], nan in [nan], [nan].count(nan), [nan].index(nan), {nan} == {nan})
print([1, 2] == (1, 2), [] == (), {} == set(), {1: 1} == {1: 1.0, }, {1, 2} == frozenset([2, 1]), range(3) == [0, 1, 2], b"a" == "a", bytearray(b"a") == b"a", [1, [2, [3]]] == [1, [2, [3]]], (1, 2) < (1, 2, 0), [1, 2] < [1, "x"] if False else attempt(lambda: [1, 2] < [1, "x"]), [2] > [1, "x"], (1,) != (1.0,))


class E:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        print("eq", self.n, getattr(o, "n", o))
        return self.n == getattr(o, "n", o)

    __hash__ = object.__hash__


a = [E(1), E(2), E(3)]
print(a == [1, 2, 4], a == [1, 2], a != [1, 2, 3], 2 in a, a.index(3), a.count(1), (E(5),) == (5,))
print({1: E(1)} == {1: 1}, {1: E(1)} == {2: 1}, {1: E(1), 2: E(2)} == {1: 1, 2: 9})
b, c = [], []
b.append(b)
c.append(c)
print(b == b, str(attempt(lambda: b == c))[:14], {1: b} == {1: b})
