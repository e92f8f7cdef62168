# collections.OrderedDict against a list of keys; sizes, views, iteration, errors.
import sys
from _collections import OrderedDict

seed = 4242


def rand(n):
    global seed
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    return (seed >> 8) % n


od = OrderedDict()
keys = []
for i in range(4000):
    op = rand(8)
    k = rand(60) if i % 2 else "k%d" % rand(60)
    if op < 3:
        if k not in keys:
            keys.append(k)
        od[k] = i
    elif op == 3 and k in keys:
        del od[k]
        keys.remove(k)
    elif op == 4 and k in keys:
        last = bool(rand(2))
        od.move_to_end(k, last)
        keys.remove(k)
        keys.insert(len(keys) if last else 0, k)
    elif op == 5 and keys and rand(4) == 0:
        last = rand(2)
        assert od.popitem(last)[0] == keys.pop(-1 if last else 0)
    elif op == 6 and k in keys:
        od.pop(k)
        keys.remove(k)
    elif op == 7:
        assert od.setdefault(k, 5) == od[k]
        if k not in keys:
            keys.append(k)
    assert list(od) == keys and list(reversed(od)) == keys[::-1], i
    if i % 500 == 0:
        print(len(od), sys.getsizeof(od))
assert list(od.items()) == [(k, od[k]) for k in keys]
assert list(reversed(od.items())) == [(k, od[k]) for k in keys[::-1]]
assert list(od.values()) == [od[k] for k in keys]
assert list(od.copy().items()) == list(od.items())

print([sys.getsizeof(OrderedDict.fromkeys(range(n))) for n in range(0, 40, 3)], OrderedDict.__basicsize__)
o = OrderedDict([("a", 1), ("b", 2)], c=3)
print(o, OrderedDict(), o.keys(), o.values(), o.items())
o.move_to_end("a")
print(o, dict(o), {**o}, list(dict.keys(o)))
print(o == {"a": 1, "b": 2, "c": 3}, o == OrderedDict(a=1, b=2, c=3), o != OrderedDict(b=2, c=3, a=1), {"a": 1} == o)
print(OrderedDict(a=1) | {"b": 2}, {"b": 2} | OrderedDict(a=1), OrderedDict(a=1) | OrderedDict(a=2, c=3))
o |= [("z", 26)]
print(o, o.__reduce__()[:4], list(o.__reduce__()[4]))
o.attr = 5
print(o.__dict__, o.__reduce__()[2], o.copy().__dict__)
o["self"] = o
print(o)
print(OrderedDict.fromkeys("abc", 0), OrderedDict.fromkeys(iterable=[1]), type(o).fromkeys("q"))
it = iter(OrderedDict(a=1, b=2).items())
print(it.__reduce__(), next(it), it.__reduce__(), list(it), it.__reduce__())
print(type(it).__name__, sys.getsizeof(it), isinstance(o.keys(), type({}.keys())), o.keys() & {"a"}, "z" in o.values())
pairs = []
for pair in OrderedDict(a=1, b=2).items():
    pairs.append(pair)
print(pairs)
o.clear()
print(o, o.__dict__, sys.getsizeof(o))


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


o = OrderedDict(a=1, b=2)
show(o.move_to_end, "x")
show(OrderedDict().move_to_end, "x")
show(o.move_to_end)
show(o.move_to_end, [])
show(o.pop, "x")
show(o.pop, "x", 7)
show(o.pop, key="a", default=3)
show(o.pop)
show(o.popitem, 1, 2)
show(OrderedDict().popitem)
show(o.__delitem__, "x")
show(lambda: o["x"])
show(OrderedDict, 1, 2)
show(OrderedDict, 5)
show(o.update, 1, 2)
show(o.update, [(1,)])
show(o.update, [()])
show(o.update, [(1, 2, 3)])
show(o.update, [5])
show(o.update, a=5)
show(o.setdefault)
show(o.__lt__, {})
show(lambda: o | 5)


class Items:
    def items(self):
        return [("i", 1)]


class Keys:
    def keys(self):
        return "xy"

    def __getitem__(self, key):
        return key * 2


print(OrderedDict(Items()), OrderedDict(Keys()))
o = OrderedDict.fromkeys("abcd")
it = iter(o)
next(it)
o.move_to_end("a")
show(next, it)
show(next, it)
it = iter(o.items())
dict.__setitem__(o, "new", 1)
show(next, it)
show(next, it)
print(len(o), list(o))
dict.clear(o)
show(next, iter(o.values()))


class Sub(OrderedDict):
    def __getitem__(self, key):
        return ("got", super().__getitem__(key))

    def __missing__(self, key):
        return "missing"


s = Sub(a=1)
print(s, s["a"], s["q"], s.copy(), s.get("a"), s.pop("a"), s.setdefault("n", 1), list(s.items()))


class Slow:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return 7

    def __eq__(self, other):
        return isinstance(other, Slow) and self.n == other.n

    def __repr__(self):
        return "S%d" % self.n


s = OrderedDict((Slow(i), i) for i in range(12))
for i in (3, 0, 11, 5):
    del s[Slow(i)]
s.move_to_end(Slow(7))
s[Slow(3)] = "again"
print(s, Slow(5) in s, s.popitem(False))
