"""Cycles of all sorts are found; what has no cycle dies at once."""
import gc


class N:
    alive = 0

    def __init__(self):
        N.alive += 1

    def __del__(self):
        N.alive -= 1


gc.collect()
gc.disable()


def dies_at_once(make):
    before = N.alive
    make()
    now = N.alive - before
    found = gc.collect()
    return now, N.alive - before, found


def no_cycle():
    a = N()
    a.b = N()


def self_cycle():
    a = N()
    a.a = a


def pair():
    a, b = N(), N()
    a.o, b.o = b, a


def through_list():
    a = N()
    a.l = [a]


def through_dict():
    a = N()
    a.d = {"a": a}


def through_key():
    a = N()
    a.d = {a: 1}


def through_tuple():
    a = N()
    a.t = (1, (2, a))


def through_set():
    a = N()
    a.s = {a}


def through_closure():
    a = N()
    a.f = lambda: a


def through_method():
    a = N()
    a.m = a.__init__


def through_default():
    a = N()
    def f(x=a):
        pass
    a.f = f


def through_generator():
    a = N()
    def g(x):
        yield x
    a.g = g(a)
    next(a.g)


def through_exception():
    a = N()
    try:
        raise ValueError(a)
    except ValueError as e:
        a.e = e


def through_frame():
    a = N()
    try:
        1 / 0
    except ZeroDivisionError as e:
        keep = e


def through_iterator():
    a = N()
    a.i = iter([a])


def through_class():
    class K(N):
        pass
    K.instance = K()


def through_property():
    a = N()
    a.p = property(lambda self: a)


def through_slot():
    class S(N):
        __slots__ = "me"
    a = S()
    a.me = a


def ring():
    first = last = N()
    for _ in range(100):
        n = N()
        last.next = n
        last = n
    last.next = first


def big_graph():
    nodes = [N() for _ in range(50)]
    for n in nodes:
        n.all = nodes


def partly_held():
    global held
    a, b = N(), N()
    a.b, b.a = b, a
    held = a


for make in (no_cycle, self_cycle, pair, through_list, through_dict, through_key, through_tuple, through_set, through_closure, through_method, through_default, through_generator, through_exception, through_frame, through_iterator, through_class, through_property, through_slot, ring, big_graph, partly_held):
    print(make.__name__, dies_at_once(make))
del held
print(gc.collect(), N.alive)
l = []
l.append(l)
del l
d = {}
d["d"] = d
del d
print(gc.collect(), gc.garbage)


def automatic():
    gc.enable()
    before = N.alive
    for _ in range(10000):
        self_cycle()
    return N.alive - before < 10000


print(automatic())
gc.collect()
print(N.alive, gc.isenabled())
