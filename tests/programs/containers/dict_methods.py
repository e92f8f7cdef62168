"""Dicts: methods, order, views, merging, changing while iterating, sizes of the table."""
import sys

d = {"a": 1, "b": 2, "c": 3}
print(d, d["a"], d.get("z"), d.get("z", 0), "a" in d, 1 in d, len(d), list(d), list(d.values()), list(d.items()), d.pop("b"), d.pop("b", None), d.setdefault("x", []), d.setdefault("a", 9), d)
d["b"] = 20
del d["a"]
d.update({"q": 1}, r=2)
d.update([("s", 3), ("t", 4)])
print(d, d.popitem(), list(reversed(d)), d | {"q": 0, "new": 1}, {**d, "z": 0})
d |= {"u": 5}
print(d, d.copy() == d, dict(d) is d, dict.fromkeys("ab"), dict.fromkeys([1, 2], 0), dict(a=1), dict([(1, 2)]), dict({"k": 1}, k=2), dict(zip("xy", range(2))))
k, v, i = d.keys(), d.values(), d.items()
d["late"] = 1
print(k, v, i, len(k), "late" in k, ("late", 1) in i, k & {"late", "q"}, k | {"zz"} == set(k) | {"zz"}, k - {"late"} == set(k) - {"late"}, k ^ set(k), k.isdisjoint({"no"}), i & {("late", 1)}, k == set(d), k.mapping["late"])
print({1: "a", 1.0: "b", True: "c"}, {(1, 2): 3}[(1, 2)], {None: 0}[None], {frozenset([1]): 1}, {1: {2: {3: 4}}}[1][2][3])
sizes = []
last = None
grown = {}
for n in range(200):
    if sys.getsizeof(grown) != last:
        last = sys.getsizeof(grown)
        sizes.append((n, last))
    grown[n] = n
print(sizes)
print([sys.getsizeof(x) for x in ({}, {"a": 1}, {1: 1}, dict(), dict(a=1), dict.fromkeys(range(5)), dict.fromkeys("abcdef"), {**{"a": 1}}, {i: i for i in range(11)})])
for n in range(190):
    del grown[n]
print(sys.getsizeof(grown), list(grown), sys.getsizeof(grown.copy()), sys.getsizeof(dict(grown)))
grown.clear()
print(sys.getsizeof(grown), grown)


class Key:
    def __init__(self, name, h):
        self.name, self.h = name, h

    def __hash__(self):
        return self.h

    def __eq__(self, other):
        print("eq", self.name, other.name if isinstance(other, Key) else other)
        return isinstance(other, Key) and self.name == other.name

    def __repr__(self):
        return f"K{self.name}"


c = {Key("a", 1): 1, Key("b", 1): 2, Key("c", 9): 3}
print(c[Key("b", 1)], Key("d", 1) in c, c)


class Missing(dict):
    def __missing__(self, key):
        print("missing", key)
        self[key] = value = len(self)
        return value


m = Missing(a=1)
print(m["a"], m["b"], m["b"], m.get("z"), m, type(m.copy()), type(m | {}))
for change in (lambda: [d.pop(x) for x in d], lambda: [d.update({str(x) + "!": 1}) for x in d], lambda: [d.__setitem__(x, 0) for x in d]):
    d = {"a": 1, "b": 2}
    try:
        print(change(), d)
    except RuntimeError as e:
        print(e)
bad = [lambda: {}["x"], lambda: {}[[]], lambda: {}.pop("x"), lambda: {}.popitem(), lambda: dict(1), lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: {} | 1, lambda: {} < {}, lambda: {[]: 1}, lambda: hash({}), lambda: dict({}, {}), lambda: {1: 2} + {}]
for f in bad:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
r = {}
r["self"] = r
print(r, {"v": [r]})
it = iter({1: 1, 2: 2, 3: 3}.items())
print(next(it), it.__length_hint__(), list(it))
print({x: y for x, y in zip("abc", range(3)) if y}, {**{"a": 1}, **{"a": 2, "b": 3}}, dict(sorted({"b": 1, "a": 2}.items())), {"a": 1} == {"a": 1.0}, {1: 2, 3: 4} == {3: 4, 1: 2})
