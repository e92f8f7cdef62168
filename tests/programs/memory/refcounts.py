"""sys.getrefcount everywhere: names, containers, calls, closures, frames, temporaries, immortals."""
import sys


class C:
    pass


count = lambda o: sys.getrefcount(o) - 2
o = C()
print(sys.getrefcount(o), count(o), sys.getrefcount(C()), sys.getrefcount([]))
a = o
l = [o, o]
d = {"k": o, o: 1}
t = (o,)
s = {o}
print(sys.getrefcount(o))
del a, l[0], d["k"]
print(sys.getrefcount(o))
l.clear()
d.clear()
del t, s
print(sys.getrefcount(o))


def f(x):
    return sys.getrefcount(x)


def g(x):
    y = x
    return sys.getrefcount(x), f(y)


def h(*args, **kw):
    return sys.getrefcount(args[0]), sys.getrefcount(args)


print(f(o), g(o), h(o), h(*[o]), (lambda x: sys.getrefcount(x))(o), f(x=o), (lambda *, x: sys.getrefcount(x))(x=o))


def closure():
    x = C()
    before = sys.getrefcount(x)
    def inner():
        return x
    after = sys.getrefcount(x)
    r = inner()
    return before, after, sys.getrefcount(x), sys.getrefcount(inner)


print(closure())
o.self = o
print(sys.getrefcount(o))
del o.self
o.x = v = C()
print(sys.getrefcount(v), sys.getrefcount(o.__dict__), sys.getrefcount(v))
m = o.__init__
print(sys.getrefcount(o))
del m
it = iter([o])
print(sys.getrefcount(o))
next(it)
del it
print(sys.getrefcount(o), sys.getrefcount(C) - sys.getrefcount(C))
base = sys.getrefcount(C)
instances = [C() for _ in range(10)]
print(sys.getrefcount(C) - base)
del instances
print(sys.getrefcount(C) - base)
try:
    raise ValueError(o)
except ValueError as e:
    print(sys.getrefcount(o), sys.getrefcount(e))
print(sys.getrefcount(o))
for immortal in (None, True, False, 0, 1, 256, -5, "", "a", b"", (), Ellipsis, NotImplemented, int, object, type):
    print(sys.getrefcount(immortal), end=" ")
print()
big = 2**100
print(sys.getrefcount(big), sys.getrefcount(2**100 + big), sys.getrefcount(1.5 * len("ab")), sys.getrefcount("".join(["x", "y"])))
g = (x for x in [o])
print(sys.getrefcount(o))
next(g)
print(sys.getrefcount(o))
g.close()
print(sys.getrefcount(o))
p = property(lambda self: 1)
w = {1: o}.values()
print(sys.getrefcount(o))
del w
z = zip([o], [o])
print(sys.getrefcount(o), sys.getrefcount(next(z)))
del z
print(sys.getrefcount(o))
for i in range(3):
    x = [o] * 100
print(sys.getrefcount(o))
x = None
print(sys.getrefcount(o), [sys.getrefcount(o) for _ in range(2)], {1: sys.getrefcount(o)}, sys.getrefcount(o) if o else 0)
a = b = c = o
print(sys.getrefcount(o))
a = b = c = None
with_default = lambda x=o: sys.getrefcount(x)
print(sys.getrefcount(o), with_default())
del with_default
print(sys.getrefcount(o))


class Slotted:
    __slots__ = "a"


q = Slotted()
q.a = o
print(sys.getrefcount(o))
del q.a
print(sys.getrefcount(o))
slices = [o, o, o][1:]
print(sys.getrefcount(o))
slices += slices
print(sys.getrefcount(o))
slices.sort(key=id)
slices.reverse()
print(sys.getrefcount(o))
del slices[:]
print(sys.getrefcount(o))
