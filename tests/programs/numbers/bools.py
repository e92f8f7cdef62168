"""bool is an int; truth of everything; and, or, not."""
print(True + True, True * 5, -True, ~False, True / 2, True == 1, True is (1 == 1), isinstance(True, int), bool.__mro__)
print(True & False, True | False, True ^ True, type(True & True), type(True & 1), repr(True), str(False), f"{True:d}", f"{True}", f"{True!s:>6}")
print([bool(x) for x in (0, 1, -1, 0.0, 0j, "", "0", [], [0], (), (0,), {}, {0: 0}, set(), None, ..., b"", range(0), range(1), object)])
print([], [] or 1, [] and 1, 1 and 2, 0 or "x", not [], not 1, None or 0 or "last", 1 and [] and 2)


class Truth:
    def __init__(self, value):
        self.value = value

    def __bool__(self):
        print("asked", self.value)
        return self.value


class Length:
    def __len__(self):
        print("len")
        return 0


t, f = Truth(True), Truth(False)
print((t and f) is f, (t or f) is t, (f or t) is t, not t, bool(Length()))
if f or not t or (t and not f):
    print("yes")
print("one" if t else "two", [1, 2][t.value])
for bad in (1, "x", None):
    class Bad:
        def __bool__(self):
            return bad
    try:
        bool(Bad())
    except TypeError as e:
        print(e)
print(any([]), all([]), any([0, "", 3]), all([1, "x", []]), any(Truth(v) for v in (False, True, True)))
print(sum([True, True, False]), {True: "a", 1: "b", 1.0: "c"}, True in [1], sorted([True, False, 2, -1]))
