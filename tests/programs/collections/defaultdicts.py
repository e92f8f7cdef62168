# collections.defaultdict, _count_elements, _tuplegetter.
import sys
from _collections import _count_elements, _tuplegetter, defaultdict


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e, e.args)


d = defaultdict(list, [("a", [1])], b=[2])
d["c"].append(3)
print(d, d.default_factory, len(d), d.get("zz"), "zz" in d, sys.getsizeof(defaultdict()), defaultdict.__basicsize__)
print(defaultdict(), defaultdict(None), defaultdict(None, {1: 2}), defaultdict(int, x=1))
show(lambda: defaultdict()["x"])
show(lambda: defaultdict(None)[(1, 2)])
show(defaultdict, 5)
show(defaultdict, int, 5)
show(defaultdict, int, 5, 6)
show(defaultdict(int).__missing__)
d.default_factory = None
show(lambda: d["q"])
d.default_factory = lambda: 1 / 0
show(lambda: d["q"])
del d.default_factory
print(d)
d.default_factory = d.default_factory or tuple
print(d["t"], d.copy(), type(d.copy()), d.__copy__() == d, d.__reduce__()[:4], list(d.__reduce__()[4]))
i = defaultdict(int, a=1)
print(i | {"b": 2}, {"b": 2, "a": 5} | i, i | defaultdict(str, c=3), type({} | i))
show(lambda: i | 5)
show(lambda: 5 | i)
i |= {"z": 1}
print(i, i == {"a": 1, "z": 1}, defaultdict[int, str])


class Sub(defaultdict):
    def __init__(self):
        super().__init__(self.make, k=0)

    def make(self):
        return len(self)

    def __repr__(self):
        return "Sub:" + super().__repr__()[:14]


s = Sub()
print(s["new"], s["new2"], s["k"])
show(s.copy)
r = defaultdict(int)
r.default_factory = r.__repr__
r["self"] = 1
print(str(r)[:46] == "defaultdict(<method-wrapper '__repr__' of coll", "..." in str(r))
i.__init__(str)
print(i)


class Keyed(defaultdict):
    def __setitem__(self, key, value):
        print("set", key, value)
        super().__setitem__(key, value)


k = Keyed(int)
k["x"]
k["x"] += 2

c = {}
_count_elements(c, "abracadabra")
_count_elements(c, [1, True, 1.0])
print(c)


class M:
    def __init__(self):
        self.d = {}

    def get(self, key, default):
        return self.d.get(key, default)

    def __setitem__(self, key, value):
        print("M", key, value)
        self.d[key] = value


_count_elements(M(), "aba")


class L(dict):
    def get(self, key, default=None):
        return 10


x = L()
_count_elements(x, "aab")
print(x)
show(_count_elements, {}, [[]])
show(_count_elements, {"a": "x"}, "a")
show(_count_elements, {}, 5)
show(_count_elements, 5, "a")
show(_count_elements, {})

t = _tuplegetter(1, "doc text")
print(t, t.__doc__, t.__reduce__(), t.__get__((7, 8, 9)), t.__get__(None, tuple) is t, sys.getsizeof(t))


class T(tuple):
    second = t


p = T((1, 2))
print(p.second, T.second is t)
show(lambda: T((1,)).second)
show(setattr, p, "second", 5)
show(delattr, p, "second")
show(t.__get__, [1, 2])
show(_tuplegetter, 1)
show(_tuplegetter, "a", 1)
show(_tuplegetter, index=1, doc=2)
t.__doc__ = "other"
print(T.second.__doc__)
