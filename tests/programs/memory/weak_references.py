"""_weakref: refs, callbacks and their order, proxies, counts, equality, hashes, dead refs, cycles, subclasses."""
import gc
from _weakref import getweakrefcount, getweakrefs, proxy, ref


class C:
    def __init__(self, n=0):
        self.n = n

    def __eq__(self, other):
        return isinstance(other, C) and self.n == other.n

    def __hash__(self):
        return hash(self.n)

    def method(self):
        return self.n


o = C(1)
r, s = ref(o), ref(o)
print(r is s, r() is o, getweakrefcount(o), len(getweakrefs(o)), r == ref(C(1)), ref(o) == r, hash(r) == hash(o), type(r).__name__)
log = []
cb = ref(o, lambda w: log.append(("first", w() is None)))
cb2 = ref(o, lambda w: log.append(("second", w is cb2)))
print(cb is r, getweakrefcount(o), cb.__callback__ is not None, r.__callback__)
del o
print(r(), s(), cb(), log, cb.__callback__, hash(r), getweakrefcount(r) if False else "")
a, b = C(2), C(2)
ra, rb = ref(a), ref(b)
print(ra == rb, ra != rb, {ra: 1}[rb])
del a
print(ra == rb, ra == ra, rb() is b)
try:
    hash(ref(C(9)))
except TypeError as e:
    print(e)
for bad in (5, "x", None, [], {}, (), object()):
    try:
        ref(bad)
        print(type(bad).__name__, "works")
    except TypeError as e:
        print(e)
for good in ({1}, lambda: 0, C, (x for x in ()), len, C().method, type("T", (list,), {})()):
    print(type(good).__name__, ref(good)() is good, end="; ")
print()
p = proxy(b)
print(p.n, p.method(), p == b, type(p).__name__, isinstance(p, C), str(p) == str(b))
p.n = 5
print(b.n)
try:
    hash(p)
except TypeError as e:
    print(e)
call = proxy(lambda x=3: x) if False else None
f = lambda x: x * 2
pf = proxy(f)
print(pf(4), type(pf).__name__)
del b
for action in (lambda: p.n, lambda: str(p), lambda: p.method(), lambda: bool(p)):
    try:
        print(action())
    except ReferenceError as e:
        print(e)


class Sub(ref):
    __slots__ = ("extra",)

    def __init__(self, o, extra):
        super().__init__(o)
        self.extra = extra

    def __new__(cls, o, extra):
        return super().__new__(cls, o)


c = C(3)
x = Sub(c, "extra")
print(x.extra, x() is c, x is ref(c), ref(c) is ref(c), getweakrefcount(c))
order = []
refs = [ref(c, lambda w, i=i: order.append(i)) for i in range(5)]
del refs[2]
del c
print(order)


def cycle():
    a = C(4)
    a.me = a
    return ref(a, lambda w: log.append("cycle")), ref(a)


log.clear()
gc.collect()
r1, r2 = cycle()
print(r1() is not None, log)
print(gc.collect(), r1(), r2(), log)


def both_in_cycle():
    a = C(5)
    a.r = ref(a, lambda w: log.append("not called"))
    a.me = a


log.clear()
both_in_cycle()
gc.collect()
print(log)


class Resurrect:
    kept = None

    def __del__(self):
        Resurrect.kept = self


z = Resurrect()
rz = ref(z, lambda w: log.append("resurrect"))
del z
print(rz() is None, Resurrect.kept is not None, log)


class Raises:
    pass


y = Raises()
ry = ref(y, lambda w: None)
del ry
del y
print(ref(C)() is C, getweakrefs(5), getweakrefcount(5))


class Slots:
    __slots__ = ("__weakref__",)


class NoWeak:
    __slots__ = ()


w = Slots()
print(ref(w)() is w)
try:
    ref(NoWeak())
except TypeError as e:
    print(e)
class Tree:
    def __init__(self, parent=None):
        self.parent = ref(parent) if parent else None
        self.children = []
        if parent:
            parent.children.append(self)
root = Tree()
leaf = Tree(Tree(root))
print(leaf.parent().parent() is root)
del root
print(leaf.parent)if False else print(leaf.parent() is None)
