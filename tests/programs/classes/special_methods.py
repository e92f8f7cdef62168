"""__repr__, __str__, __format__, __hash__, __dir__, __sizeof__, __class_getitem__, __enter__ and more; their errors."""
import sys


class R:
    def __repr__(self):
        return "repr"

    def __str__(self):
        return "str"

    def __format__(self, spec):
        return "format:" + spec

    def __dir__(self):
        return ["z", "a"]

    def __sizeof__(self):
        return 1000

    def __class_getitem__(cls, item):
        return (cls.__name__, item)

    def __length_hint__(self):
        return 10

    def __reduce__(self):
        return "reduced"


r = R()
print(r, [r], str(r), repr(r), f"{r}", f"{r:x}", f"{r!r:>6}", "%s %r" % (r, r), dir(r), sys.getsizeof(r) - 1000 in (0, 16), R[int], R[1, 2])
wrong = {
    "__repr__": lambda self: 5,
    "__str__": lambda self: None,
    "__hash__": lambda self: "x",
    "__len__": lambda self: -1,
    "__bool__": lambda self: 2,
    "__iter__": lambda self: 5,
    "__format__": lambda self, s: 1,
    "__index__": lambda self: "x",
    "__float__": lambda self: 1,
    "__int__": lambda self: 1.5,
    "__complex__": lambda self: 1,
    "__bytes__": lambda self: "x",
    "__contains__": lambda self, x: 1 / 0,
    "__dir__": lambda self: 5,
    "__sizeof__": lambda self: -5,
    "__length_hint__": lambda self: "x",
}
uses = {
    "__repr__": repr, "__str__": str, "__hash__": hash, "__len__": len, "__bool__": bool, "__iter__": iter, "__format__": format,
    "__index__": lambda o: [1][o], "__float__": float, "__int__": int, "__complex__": complex, "__bytes__": bytes,
    "__contains__": lambda o: 1 in o, "__dir__": dir, "__sizeof__": sys.getsizeof,
}
for name, use in uses.items():
    cls = type("Wrong", (), {name: wrong[name]})
    try:
        print(name, use(cls()))
    except Exception as e:
        print(name, type(e).__name__, e)
for name in ("__len__", "__iter__", "__call__", "__getitem__", "__hash__", "__add__", "__enter__", "__next__", "__await__", "__contains__"):
    cls = type("Nones", (), {name: None})
    o = cls()
    for use in (len, iter, lambda o: o(), lambda o: o[0], hash, lambda o: o + 1, lambda o: 1 in o):
        try:
            use(o)
            print(name, "ok", end="; ")
        except TypeError as e:
            print(name, e, end="; ")
    print()


class Big:
    def __len__(self):
        return 2**63


for f in (lambda: len(Big()), lambda: bool(Big())):
    try:
        print(f())
    except OverflowError as e:
        print(e)


class OnInstance:
    pass


o = OnInstance()
o.__len__ = lambda: 5
o.__call__ = lambda: 5
for f in (lambda: len(o), lambda: o()):
    try:
        print(f())
    except TypeError as e:
        print(e)
OnInstance.__len__ = lambda self: 6
print(len(o))
del OnInstance.__len__
try:
    len(o)
except TypeError as e:
    print(e)


class Iterator:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


print(list(Iterator(3)), sum(Iterator(5)), max(Iterator(4)), 2 in Iterator(4), dict(zip(Iterator(2), "ab")), [*Iterator(2)], tuple(Iterator(0)), sorted(Iterator(3)))
a, b, c = Iterator(3)
print(a, b, c, callable(o), callable(len), callable(R), callable(5))


class Equal:
    def __eq__(self, other):
        return True


for f in (lambda: hash(Equal()), lambda: {Equal(): 1}):
    try:
        f()
    except TypeError as e:
        print(e)
print(Equal() == 5, 5 == Equal(), Equal() != 5, Equal() in [1], [1].index(Equal()), [1].count(Equal()), Equal.__hash__)
