"""Hashes of numbers agree across types; tuples, frozensets, ranges, strings with a fixed seed; unhashable types."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

print([hash(x) for x in (0, 1, -1, -2, 2**61 - 1, 2**61, -2**61, 2**64, 10**30, 0.5, -0.5, 1.0, 1e100, 1e-300, float("inf"), float("-inf"), 1j, 2 - 3j, True, None is None)])
print(hash(2**61 - 2) == 2**61 - 2, hash(3.0) == hash(3) == hash(3 + 0j) == hash(True + 2), hash(-1) == hash(-2))
print([hash(x) for x in ((), (1,), (1, 2), (2, 1), ((1,), 2), tuple(range(20)), (-1, -2), (0.0, None is None))])
print([hash(x) for x in (frozenset(), frozenset([1]), frozenset([1, 2, 3]), frozenset([frozenset()]), frozenset(range(100)))])
print([hash(x) for x in (range(0), range(1), range(5), range(0, 10, 3), range(0, 12, 3), range(5, 0), slice(1, 2, 3))])
print([hash(x) for x in ("", "a", "ab", "é", "\u1234", "\U0001F600", "x" * 100, b"", b"a", b"abc" * 9, b"\xff")], hash("abc") == hash(b"abc"))
for value in ([], {}, set(), bytearray(), ([],), slice([]), {}.keys(), memoryview(bytearray(1))):
    print(type(value).__name__, attempt(hash, value))
print(hash(memoryview(b"ab")) == hash(b"ab"), hash(int) == hash(int), hash(len) == hash(len))


class H:
    def __init__(self, h):
        self.h = h

    def __hash__(self):
        return self.h


print([attempt(hash, H(x)) for x in (5, -1, 2**61, 2**64 + 7, -2**70, True, "a", 1.0, None)])


class E:
    def __eq__(self, other):
        return True


print(E.__hash__, attempt(hash, E()), hash(type("F", (E,), {"__hash__": object.__hash__})()) != 0)
