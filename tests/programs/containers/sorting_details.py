"""Stability, key functions, reverse, errors of comparisons, mutation while sorting, sorted, min and max with keys, natural merges."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import functools

data = [(i * 7919 % 13, i) for i in range(60)]
print(sorted(data, key=lambda t: t[0]) == sorted(data), [i for _, i in sorted(data, key=lambda t: t[0])][:15], [i for _, i in sorted(data, key=lambda t: t[0], reverse=True)][:15])
for n in (0, 1, 2, 31, 32, 33, 63, 64, 65, 200, 1000):
    a = [(i * 7919 + 13) % (n + 1) for i in range(n)]
    b = sorted(a)
    print(n, all(b[i] <= b[i + 1] for i in range(n - 1)), sorted(a, reverse=True) == b[::-1], sorted(b) == b, sorted(b[::-1]) == b, sorted(b[: n // 2] + b[n // 3 :]) == sorted(b[n // 3 :] + b[: n // 2]))
count = 0


class Counted:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        global count
        count += 1
        return self.v < other.v


for make in (lambda: range(100), lambda: range(100, 0, -1), lambda: [i * 37 % 101 for i in range(100)], lambda: [0] * 100, lambda: list(range(50)) * 2):
    count = 0
    sorted(map(Counted, make()))
    print("comparisons", count)
print(attempt(sorted, [1, "a"]), attempt(sorted, [1, None, 2]), attempt(sorted, [1j, 2j]), sorted([True, 0, 1.5, -1]), sorted("bca"), sorted({"b": 1, "a": 2}), sorted([[2], [1, 5], [1]]), sorted([(1, "b"), (1, "a")]), attempt(sorted, [3, 1], key=5), attempt(sorted, [1], reverse="x"), attempt(sorted, 5), attempt(sorted, [1, 2], key=lambda x: 1 / 0))


class Bad:
    def __lt__(self, other):
        raise ValueError("cmp")


a = [3, Bad(), 1]
print(attempt(a.sort), len(a))
b = [3, 2, 1]
print(attempt(lambda: b.sort(key=lambda x: (b.append(9), x)[1])), b)
print(sorted(["b", "A", "c"], key=str.lower), sorted([3, 1, 2], key=functools.cmp_to_key(lambda x, y: y - x)), min([3, 1, 2], key=lambda x: -x), max("abc", key=ord), min([], default="d"), attempt(min, []), max(1, 2.0, True), min((2, "x"), (1, "y")), max([1, 1.0, True]), attempt(max, 1, "a"), min(*[5, 4]), max({1: 2, 3: 0}), attempt(max, 5), attempt(min))
print(sorted([float("nan"), 2, 1])[0] != 0, sorted([2, float("nan"), 1]), sorted([b"b", b"a"]), sorted([-0.0, 0.0, 0]), sorted(range(5), key=lambda x: x % 2))
