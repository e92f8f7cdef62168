"""dict methods with odd arguments, updates in every form, order, mutation while iterating, unhashable keys."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

def run(f):
    d = {"a": 1, 2: "b"}
    r = attempt(f, d)
    print(r, d)


class Keys:
    def keys(self):
        return ["k1", "k2"]

    def __getitem__(self, key):
        return key * 2


class NoIter:
    def keys(self):
        return 5


for f in (lambda d: d.update(x=1), lambda d: d.update({"a": 9}, a=8), lambda d: d.update([("p", 1), ["q", 2], "rs"]), lambda d: d.update([1]), lambda d: d.update([(1, 2, 3)]), lambda d: d.update(5), lambda d: d.update(Keys()), lambda d: d.update(NoIter()), lambda d: d.update(1, 2), lambda d: d.get("a"), lambda d: d.get("zz", 7), lambda d: d.get([]), lambda d: d.get(), lambda d: d.pop("a"), lambda d: d.pop("zz"), lambda d: d.pop("zz", None), lambda d: d.pop([]), lambda d: d.popitem(), lambda d: {}.popitem(), lambda d: d.setdefault("n", []), lambda d: d.setdefault("a", 5), lambda d: d.setdefault([], 1), lambda d: d.setdefault(), lambda d: d["zz"], lambda d: d[[]], lambda d: d.__setitem__([], 1), lambda d: d.__delitem__("zz"), lambda d: [] in d, lambda d: d | {"a": 2}, lambda d: d | [("a", 2)], lambda d: d.__ior__([("z", 26)]), lambda d: d.__ior__(5), lambda d: {3: 3} | d, lambda d: d == {2: "b", "a": 1}, lambda d: d < {}, lambda d: d.copy(), lambda d: d.clear(), lambda d: dict.fromkeys("aab", 0), lambda d: dict.fromkeys(5), lambda d: dict.fromkeys([[]]), lambda d: list(reversed(d)), lambda d: dict(d, z=1), lambda d: dict([("a", 1)], **{"b": 2}), lambda d: dict(1), lambda d: dict(a=1, **{"a": 2}), lambda d: {**d, "a": 5}, lambda d: {**5}, lambda d: dict(**d), lambda d: d.__init__({"new": 1}), lambda d: d.items() & {("a", 1)}, lambda d: d.keys() - {"a"}, lambda d: d.values() == d.values(), lambda d: d.keys() == {"a", 2}, lambda d: d.keys().mapping["a"], lambda d: d.keys().mapping.clear(), lambda d: d.items().isdisjoint([]), lambda d: d.items() ^ {("c", 3)}):
    run(f)
d = {i: i for i in range(5)}
for change in (lambda: d.__setitem__(99, 1), lambda: d.pop(3), lambda: (d.pop(1), d.__setitem__(77, 0))):
    for view in (d, d.values(), d.items()):
        try:
            for x in view:
                change()
        except (RuntimeError, KeyError) as e:
            print(type(e).__name__, e)
            break
d = {}
for k in (1, 1.0, True, "1"):
    d[k] = repr(k)
print(d, {1: "a", True: "b"}, list({"b": 1, "a": 2} | {"b": 3}))


class Missing(dict):
    def __missing__(self, key):
        return ("missing", key)


m = Missing(a=1)
print(m["a"], m["b"], m.get("b"), "b" in m, attempt(lambda: dict.__getitem__(m, "c")))


class Collide:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 7

    def __eq__(self, other):
        print("eq", self.n, other.n)
        return self.n == other.n


c = {Collide(1): 1, Collide(2): 2}
print(c[Collide(2)], attempt(lambda: c[Collide(3)]).split()[0])
