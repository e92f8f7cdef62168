"""Assignment to names, attributes, items, slices, nested targets; augmented assignment for every operator; del of each."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

class O:
    pass


o, l, d = O(), list(range(6)), {}
a = o.x = l[0] = d["k"] = "v"
print(a, o.x, l, d)
(a, (b, *c)), o.y = [1, [2, 3, 4]], 5
l[1:3] = "xyz"
l[::3] = [9, 9, 9] if len(l[::3]) == 3 else l[::3]
print(a, b, c, o.y, l)
a, b = b, a
l[0], l[1] = l[1], l[0]
print(a, b, l[:2])
for op, start, arg in (("+", 5, 2), ("-", 5, 2), ("*", 5, 2), ("/", 5, 2), ("//", 5, 2), ("%", 5, 2), ("**", 5, 2), ("<<", 5, 2), (">>", 5, 2), ("&", 5, 6), ("|", 5, 2), ("^", 5, 1), ("+", [1], (2,)), ("*", [1], 2), ("|", {1}, {2}), ("-", {1, 2}, {2}), ("+", "a", "b"), ("|", {1: 1}, [(2, 2)]), ("@", 1, 2), ("+", (1,), [2]), ("-", "a", "b")):
    ns = {"x": start, "y": arg}
    before = ns["x"]
    r = attempt(exec, f"x {op}= y", ns)
    print(op, r, ns["x"], ns["x"] is before)
t = ([1],)
try:
    t[0] += [2]
except TypeError as e:
    print(e, t)
del a, o.x, l[0], l[1:3], d["k"]
print(attempt(lambda: a), hasattr(o, "x"), l, d, attempt(exec, "del q"), attempt(exec, "del o.zz", {"o": o}), attempt(exec, "del l[99]", {"l": l}), attempt(exec, "del (x), [y]", {"x": 1, "y": 2}), attempt(exec, "del l[0], q", {"l": l}), l)
x = y = []
x.append(1)
print(y, (z := 5) + z, [w := 1, w + 1], attempt(exec, "x.y = 1", {"x": 5}), attempt(exec, "x[0] = 1", {"x": "a"}), attempt(exec, "x[0] = 1", {"x": (1,)}), attempt(exec, "x[1] = 1", {"x": [0]}), attempt(exec, "x[[]] = 1", {"x": {}}), attempt(exec, "a.b.c = 1", {"a": o}))
