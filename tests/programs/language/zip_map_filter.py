"""zip, map, filter, enumerate, reversed: lazy, strict, exhausted."""
print(list(zip("ab", [1, 2, 3])), list(zip()), list(zip([1])), dict(zip("xy", range(2))))
try:
    list(zip("ab", [1], strict=True))
except ValueError as e:
    print(e)
try:
    list(zip("a", [1, 2], strict=True))
except ValueError as e:
    print(e)
print(list(map(pow, [2, 3], [3, 2, 9])), list(filter(None, [0, 1, "", "a"])), list(filter(str.isupper, "aBc")))
it = iter([1, 2, 3])
print(list(zip(it, it)), list(it))
print(list(enumerate("ab", start=5)), list(reversed([1, 2])), list(reversed({"a": 1, "b": 2})))
m = map(lambda x: 1 // x, [1, 0, 2])
print(next(m))
try:
    next(m)
except ZeroDivisionError:
    print(next(m))
for bad in ("map()", "map(int)", "filter(1)", "enumerate()", "reversed({1})", "zip(5)", "reversed(5)"):
    try:
        print(eval(bad))
    except TypeError as e:
        print(bad, "->", e)
