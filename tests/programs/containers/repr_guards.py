"""repr of containers that hold themselves, of subclasses, and of objects whose repr fails or recurses."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

l = [1]
l.append(l)
d = {"d": None}
d["d"] = d
t = ([],)
t[0].append(t)
print(l, d, t, [l, d], {1: l})


class L(list):
    pass


class R:
    def __repr__(self):
        return f"R({self.inner!r})"


x = L([1])
x.append(x)
r = R()
r.inner = [r, 1]
print(x, str(attempt(repr, r))[:15])


class Bad:
    def __repr__(self):
        raise ValueError("no repr")


for c in ([Bad()], (Bad(),), {1: Bad()}, {Bad(): 1}, {Bad()}, [[Bad()]]):
    print(attempt(repr, c), attempt(str, c))
import sys

ns = type(sys.implementation)(a=1)
ns.me = ns
print(ns, type(ns)(), type(ns)(b=[1]), {}.keys(), {1: l}.values(), {1: 2}.items(), bytearray(b"x"), slice(1, None), range(2), frozenset([1]), set(), ())
deep = []
for _ in range(300):
    deep = [deep]
print(attempt(repr, deep)[:14])
