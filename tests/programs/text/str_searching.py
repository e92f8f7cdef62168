"""find, index, count, startswith, endswith, in: bounds, tuples, empty needles, kinds."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

s = "abracadabra"
for sub in ("", "a", "abra", "bra", "x", "abracadabrax", "\u1234"):
    print(repr(sub), [getattr(s, m)(sub) for m in ("find", "rfind", "count")], attempt(s.index, sub), attempt(s.rindex, sub), sub in s)
    for bounds in ((1,), (-4,), (2, 7), (5, 3), (11,), (12,), (None, 4), (None, None), (-100, 100), (10**20,), (-(10**20), 10**20), ("a",), (1.5,)):
        print("  ", bounds, [attempt(getattr(s, m), sub, *bounds) for m in ("find", "rfind", "count", "startswith", "endswith")])
for args in ((("ab", "x"),), ((),), (("x", 1),), (1,), (["a"],), (("b",), 1), (("a",), 20), (None,), ()):
    print(args, attempt(s.startswith, *args), attempt(s.endswith, *args))
for wide in ("é", "\u20ac", "\U0001F600"):
    t = "x" * 50 + wide + "y" * 50 + wide
    print(t.find(wide), t.rfind(wide), t.count(wide), t.find("y" + wide), wide + "y" in t, t.index("y", 60), "abc".find(wide))
print(attempt(lambda: 1 in "a"), attempt(lambda: None in "a"), "" in "", ("ab" * 3000).count("ba"), ("a" * 5000 + "b").find("a" * 100 + "b"))
