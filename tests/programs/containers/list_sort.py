"""Sorting: stability, keys, reverse, errors while sorting, comparisons counted."""
words = "the quick brown fox jumps over the lazy dog The Quick".split()
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=len, reverse=True))
pairs = [(i % 3, i) for i in range(12)]
print(sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[0], reverse=True))


class Counted:
    count = 0

    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        Counted.count += 1
        return self.v < other.v

    def __repr__(self):
        return f"C{self.v}"


def counted(values):
    Counted.count = 0
    result = sorted(Counted(v) for v in values)
    return Counted.count, [c.v for c in result] == sorted(values)


state = 12345


def rnd(n):
    global state
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    return state % n


for n in (0, 1, 2, 5, 31, 32, 33, 63, 64, 65, 100, 500, 1000):
    print(n, counted(range(n)), counted(range(n, 0, -1)), counted([rnd(1000) for _ in range(n)]), counted([i % 5 for i in range(n)]), counted(list(range(n // 2)) * 2))


class Angry:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        if self.v == 3:
            raise RuntimeError("no")
        return self.v < other.v


a = [Angry(v) for v in (5, 4, 3, 2, 1)]
try:
    a.sort()
except RuntimeError as e:
    print(e, sorted(x.v for x in a if x.v != 3) and len(a))
b = [3, 1, 2]


def spoil(v):
    b.append(v)
    return v


try:
    b.sort(key=spoil)
except ValueError as e:
    print(e, b)
c = [3, 1, 2]
try:
    c.sort(key=lambda v: 1 / (v - 1))
except ZeroDivisionError as e:
    print(e, c)
print(sorted([1.5, 1, True, 0.5, -3, 2**70, -(2**70)]), sorted(["b", "\u20ac", "a", "\xe9"]), sorted([(1, "b"), (1, "a"), (0, "z")]), sorted([[2], [1, 5], [1]]))
try:
    sorted([1, "a", 2])
except TypeError as e:
    print(e)
print(sorted({3: 1, 1: 2, 2: 3}), sorted("hello"), sorted({5, 3, 1}), max(words, key=len), min(words, key=len), max([], default="none"))
nan = float("nan")
print(sorted([3, nan, 1]), [x for x in sorted([2.0, 1.0, 3.0], reverse=True)])
