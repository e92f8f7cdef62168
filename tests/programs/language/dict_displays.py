"""Dict and set displays: order, duplicates, unpacking, merging."""
print({"a": 1, "b": 2, "a": 3}, {1: "int", True: "bool", 1.0: "float"})
base = {"x": 1, "y": 2}
print({**base, "x": 9}, {"x": 9, **base}, {**{}, **base, **{"z": 3}})
print(base | {"y": 5, "w": 6}, {"y": 5} | base)
merged = base
merged |= [("q", 7)]
print(base, merged is base)
print({1, 1.0, True, 2} == {1, 2}, {*"aab", *[1]} == {"a", "b", 1}, len({*()}))
d = {}
d["later"] = 1
d["earlier"] = 2
del d["later"]
d["later"] = 3
print(d, list(reversed(d)), d.popitem(), next(iter(d)))
for text in ("{[]: 1}", "{{}}", "{**5}", "{**[(1, 2)]}", "{} | 5", "d.update(5)", "d.update([1])", "dict([(1,)])", "{1: 2}[3]", "{*5}"):
    try:
        print(text, eval(text))
    except Exception as e:
        print(text, "->", type(e).__name__, e)
print(dict(a=1, **{"b": 2}), dict([("k", "v")], k="w"), dict({1: 2}), dict(zip("ab", [1, 2])))
