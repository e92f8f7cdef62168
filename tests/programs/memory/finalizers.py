"""__del__: when, in what order, resurrection, errors inside, cycles, containers, at exit."""
import gc


class N:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


n = N("rebound")
n = None
N("temporary")
[N("in a list"), N("second in a list")]
{"k": N("in a dict"), "l": N("second in a dict")}
(N("in a tuple"), N("second in a tuple"))


def local():
    a = N("local a")
    b = N("local b")
    print("leaving")


local()


class Holder:
    def __init__(self):
        self.b = N("attribute b")
        self.a = N("attribute a")

    def __del__(self):
        print("del holder")


Holder()


class Resurrected:
    saved = []

    def __del__(self):
        print("resurrecting")
        Resurrected.saved.append(self)


Resurrected()
print(len(Resurrected.saved), gc.is_finalized(Resurrected.saved[0]))
Resurrected.saved.pop()
print("gone for good, without a second call")


def cycle(*names):
    nodes = [N(name) for name in names]
    for i, node in enumerate(nodes):
        node.next = nodes[(i + 1) % len(nodes)]


cycle("cycle 1", "cycle 2", "cycle 3")
print("collecting")
gc.collect()


class CycleResurrected:
    def __init__(self):
        self.me = self

    def __del__(self):
        global kept
        kept = self


CycleResurrected()
gc.collect()
print(kept.me is kept, gc.is_finalized(kept))
del kept
print(gc.collect() > 0)


class Base:
    def __del__(self):
        print("base del")


class Derived(Base):
    def __del__(self):
        print("derived del")
        super().__del__()


Derived()


class Late:
    pass


l = Late()
l.__del__ = lambda: print("never")
del l
Late.__del__ = lambda self: print("late del")
Late()
items = [N(f"item {i}") for i in range(4)]
del items[1:3]
items[0] = None
items.clear()
d = {i: N(f"value {i}") for i in range(3)}
d.pop(1)
d[0] = 0
del d
s = [N("swapped x"), N("swapped y")]
s[0], s[1] = s[1], s[0]
del s


def generator():
    n = N("in a generator")
    try:
        yield
    finally:
        print("generator finally")


g = generator()
next(g)
g = None
for x in (N("loop 1"), N("loop 2")):
    print("in loop", x.name)
x = None


class Exits:
    def __enter__(self):
        return self

    def __exit__(self, *a):
        print("exit")

    def __del__(self):
        print("del after exit")


with Exits():
    print("in with")


def raising():
    n = N("in a raising frame")
    raise ValueError


try:
    raising()
except ValueError:
    print("caught")
print("after")
deep = N("deep 0")
for i in range(1, 4):
    new = N(f"deep {i}")
    new.inner = deep
    deep = new
del new
del deep
globals_held = N("global")
_underscore = N("underscore global")
cyclic = N("cyclic global")
cyclic.me = cyclic
print("end")
