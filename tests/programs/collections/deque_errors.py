# collections.deque: errors, changes while it is iterated or compared.
from _collections import deque, _deque_iterator, _deque_reverse_iterator


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


d = deque([1, 2, 3])
show(deque().pop)
show(deque().popleft)
show(lambda: d[3])
show(lambda: d[-4])
show(lambda: d["a"])
show(lambda: d[0:1])
show(d.__setitem__, 5, 1)
show(d.__delitem__, 5)
show(d.remove, 9)
show(d.index, 9)
show(d.index, 1, 1)
show(d.index, 1, "a")
show(d.index)
show(d.insert, "a", 1)
show(d.insert, 1)
show(deque([1], 1).insert, 0, 2)
show(d.rotate, "a")
show(d.rotate, 1.5)
show(d.rotate, 1, 2)
show(deque, 5)
show(deque, [], -1)
show(deque, [], "a")
show(deque, [], 2**70)
show(deque, [], 1, 2)
show(deque, iterable=[1], foo=2)
show(deque, iterable=[1], maxlen=2)
show(lambda: d + [1])
show(lambda: [1] + d)
show(lambda: d * "a")
show(lambda: d * 1.0)
show(lambda: d < [1])
show(hash, d)
show(d.extend, 5)
show(d.append)
show(lambda: setattr(d, "maxlen", 3))
show(lambda: setattr(d, "foo", 3))
show(_deque_iterator)
show(_deque_iterator, [1])
show(_deque_iterator, d, 1, 2)
show(_deque_reverse_iterator, d, "a")


class Changes:
    def __eq__(self, other):
        e.append(1)
        return False


e = deque([Changes(), 1, 2])
show(e.count, 2)
show(e.index, 2)
show(e.remove, 2)
show(e.__contains__, 5)


class Fails:
    def __eq__(self, other):
        raise KeyError("eq")


f = deque([Fails(), 1])
for g in (f.count, f.index, f.remove, f.__contains__):
    show(g, 3)
show(lambda: f == deque([1, 1]))
show(lambda: f < deque([1, 1]))

it = iter(d)
next(it)
d.append(4)
show(next, it)
show(next, it)
it = reversed(d)
next(it)
d.popleft()
show(next, it)
show(next, it)


def bad():
    yield 1
    yield 2
    raise ValueError("bad")


g = deque()
show(g.extend, bad())
show(g.extendleft, bad())
print(g)
show(deque, bad(), 0)


class Not(deque):
    def __new__(cls, *args):
        return deque.__new__(cls) if not args else 5


show(deque.copy, Not())


class InRepr:
    def __repr__(self):
        h.clear()
        return "r"


h = deque([InRepr(), InRepr(), 3])
print(h, len(h))
