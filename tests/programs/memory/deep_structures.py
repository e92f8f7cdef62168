"""Structures a million deep are released without overflowing any stack."""
import gc
import sys


class Node:
    __slots__ = ("next",)

    def __init__(self, next):
        self.next = next


class Plain:
    pass


def chain(make, n):
    head = None
    for _ in range(n):
        head = make(head)
    return head


def plain(next):
    p = Plain()
    p.next = next
    return p


N = 1000000
for name, make in (("list", lambda x: [x]), ("tuple", lambda x: (x,)), ("node", Node)):
    head = chain(make, N)
    before = sys.getallocatedblocks()
    del head
    print(name, before - sys.getallocatedblocks() >= N)
for name, make in (("dict", lambda x: {"k": x}), ("plain", plain), ("set", lambda x: frozenset((x,))), ("closure", lambda x: lambda: x), ("partial", lambda x: iter([x])), ("method", lambda x: [x].append), ("slice", lambda x: slice(x))):
    head = chain(make, 100000)
    before = sys.getallocatedblocks()
    head = None
    print(name, before - sys.getallocatedblocks() >= 100000)


def nested_generators(n):
    g = iter(())
    for _ in range(n):
        g = (x for x in g)
    return g


g = nested_generators(20000)
del g
e = None
for i in range(50000):
    n = ValueError(i)
    n.__context__ = e
    e = n
del n
e = None
print("exceptions")
cycle = chain(lambda x: [x], 100000)
innermost = cycle
while innermost[0] is not None:
    innermost = innermost[0]
innermost[0] = cycle
del cycle, innermost
print(gc.collect() >= 100000)
wide = [[i] for i in range(200000)]
print(len(wide))
del wide


class Counted:
    alive = 0

    def __init__(self, next):
        Counted.alive += 1
        self.next = next

    def __del__(self):
        Counted.alive -= 1


head = chain(Counted, 100000)
print(Counted.alive)
head = None
print(Counted.alive)
