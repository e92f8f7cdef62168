"""A random program on the collector: python3.13 mutator.py SEED [STEPS [trace]].

It builds and tears graphs of objects with cycles, weak references with callbacks, finalizers that resurrect, raise or
allocate, slots, subclassed containers, closures, generators. Printed is what can be seen of it: every finalization and
callback in its order, every collection (also those that nobody asked for) with its numbers, the counters. The same on
every correct implementation, as nothing depends on addresses: what is hashed has a hash of its own.
"""
import gc
import sys
import weakref
from _weakref import proxy, ref

SEED = int(sys.argv[1])
STEPS = int(sys.argv[2]) if len(sys.argv) > 2 else 150
TRACE = len(sys.argv) > 3

log = []
state = SEED * 7919 + 12345


def rnd(n):
    global state
    state = (state * 1103515245 + 12345) & 0x7FFFFFFF
    return (state >> 8) % n


serial = 0


def number():
    global serial
    serial += 1
    return serial


saved = []
roots = [None] * 12
refs = [None] * 12


def name(o):
    return type(o).__name__ + str(getattr(o, "n", ""))


def on_del(o, kind):
    log.append("del " + name(o))
    if kind == 1:
        saved.append(o)
    elif kind == 2:
        roots[o.n % 12] = None
    elif kind == 3:
        roots[o.n % 12] = [o.n, o]
    elif kind == 4:
        raise ValueError(name(o))
    elif kind == 5:
        log.append("nested %d" % gc.collect(o.n % 3))
    elif kind == 6:
        x = Plain()
        x.me = x
    elif kind == 7:
        refs[o.n % 12] = ref(o, callback(o.n, o.n % 5))


class Plain:
    def __init__(self):
        self.n = number()

    def __hash__(self):
        return self.n


class Finalized(Plain):
    def __init__(self):
        self.n = number()
        self.kind = rnd(9)

    def __del__(self):
        on_del(self, self.kind)


#: What may be an element or a key: proxies look like what they stand for.
WEAK = (Plain, Finalized)


class Slots:
    __slots__ = ("n", "a", "b", "c")

    def __init__(self):
        self.n = number()


class WeakSlots:
    __slots__ = ("c", "b", "a", "n", "__weakref__")

    def __init__(self):
        self.n = number()

    def __del__(self):
        log.append("del " + name(self))


class SlotsAndDict(Slots):
    def __del__(self):
        on_del(self, self.n % 4)


class List(list):
    def __init__(self):
        self.n = number()


class FinalList(list):
    __slots__ = ("n",)

    def __init__(self):
        self.n = number()

    def __del__(self):
        log.append("del %s %d" % (name(self), len(self)))
        if self.n % 5 == 0:
            saved.append(self)


class Dict(dict):
    def __init__(self):
        self.n = number()

    def __del__(self):
        log.append("del %s %s" % (name(self), sorted(map(str, self))))


class Tuple(tuple):
    n = 0

    def __del__(self):
        log.append("del Tuple %d" % len(self))


class Set(set):
    def __init__(self):
        self.n = number()

    def __hash__(self):
        return self.n


class Ref(ref):
    n = 0


class Error(Exception):
    def __del__(self):
        log.append("del Error %d" % len(self.args))


def closure(held):
    def inner(new=None):
        nonlocal held
        held = new
        return held
    return inner


def generator(held):
    n = number()
    try:
        while True:
            new = yield n
            if new is not None:
                held = [held, new]
    finally:
        log.append("gen %d" % n)
        if n % 7 == 0:
            raise KeyError(n)
        if n % 11 == 0:
            saved.append(held)


def failed(held):
    try:
        raise Error(held)
    except Error as e:
        return e


def new_class(base):
    class Made(base):
        def __del__(self):
            log.append("del Made")
    Made.own = Made() if base is Plain else None
    return Made


MAKERS = [
    Plain, Plain, Plain, Finalized, Finalized, Finalized, Slots, WeakSlots, WeakSlots, SlotsAndDict, List, FinalList, Dict, Set,
    list, dict, set, lambda: Tuple((any_object(), any_object())), lambda: (any_object(), [any_object()]),
    lambda: closure(any_object()), lambda: closure(any_object()), lambda: started(any_object()),
    lambda: failed(any_object()), lambda: new_class(Plain if rnd(2) else Finalized), lambda: Plain().__hash__,
    lambda: iter([any_object()]), lambda: enumerate((any_object(), [])), lambda: zip([any_object()], [1]),
    lambda: map(str, [any_object()]), lambda: property(any_object()), lambda: classmethod(any_object()),
    lambda: {"k": any_object(), "z": [any_object()]}, lambda: frozenset([Plain(), number()]),
    lambda: slice(any_object(), None, [any_object()]), lambda: weakref.WeakMethod(Finalized().__init__),
    lambda: weakref.WeakSet(), lambda: weakref.WeakValueDictionary(), lambda: weakref.WeakKeyDictionary(),
]


def started(held):
    g = generator(held)
    if rnd(4):
        next(g)
    return g


def any_object():
    return roots[rnd(12)]


def callback(n, kind):
    def run(r):
        o = r() if isinstance(r, ref) else None
        log.append("callback %d %s" % (n, "dead" if o is None else name(o)))
        if kind == 1:
            roots[n % 12] = None
        elif kind == 2:
            raise TypeError(n)
        elif kind == 3:
            roots[n % 12] = [r]
        elif kind == 4:
            refs[n % 12] = None
        elif kind == 5:
            gc.collect(n % 3)
    return run


class Listener(Plain):
    def hear(self, r):
        log.append("heard %d" % self.n)


def link(a, b):
    """Makes `a` refer to `b`, in a way that suits it."""
    k = rnd(3)
    if isinstance(a, list):
        a.append(b)
    elif isinstance(a, dict):
        a["k%d" % rnd(6)] = b
    elif isinstance(a, set):
        a.add(b if type(b) in WEAK else number() % 50)
    elif isinstance(a, weakref.WeakSet):
        if type(b) in WEAK:
            a.add(b)
    elif isinstance(a, weakref.WeakValueDictionary):
        if type(b) in WEAK:
            a[rnd(9)] = b
    elif isinstance(a, weakref.WeakKeyDictionary):
        if type(b) in WEAK:
            a[b] = any_object()
    elif isinstance(a, (Slots, WeakSlots)):
        setattr(a, "abc"[k], b)
    elif isinstance(a, (Plain, List, Error, type)):
        setattr(a, ("x", "y", "long_name")[k], b)
    elif type(a).__name__ == "function":
        if k:
            a(b)
        else:
            a.attr = b
    elif type(a).__name__ == "generator":
        try:
            a.send(b) if a.gi_frame and a.gi_frame.f_lasti > 10 and not a.gi_running else next(a)
        except (StopIteration, TypeError, ValueError, KeyError) as e:
            log.append("sent " + type(e).__name__)


def unlink(a):
    if isinstance(a, list):
        if a:
            a.pop(rnd(len(a)))
    elif isinstance(a, (dict, set, weakref.WeakSet, weakref.WeakValueDictionary, weakref.WeakKeyDictionary)):
        a.clear()
    elif isinstance(a, (Slots, WeakSlots)):
        k = "abc"[rnd(3)]
        if hasattr(a, k):
            delattr(a, k)
    elif isinstance(a, Plain):
        a.__dict__.pop("x", None)
    elif type(a).__name__ == "function":
        a()
    elif type(a).__name__ == "generator":
        try:
            a.close()
        except KeyError:
            log.append("closed KeyError")
        except ValueError:
            log.append("closed ValueError")


def weaken():
    a = any_object()
    if not getattr(type(a), "__weakrefoffset__", 0):
        return
    n = number()
    k = rnd(8)
    if k < 3:
        r = ref(a, callback(n, rnd(9)))
    elif k == 3:
        r = proxy(a, callback(n, rnd(5)))
    elif k == 4:
        r = Ref(a, callback(n, rnd(9)))
    elif k == 5:
        r = ref(a)
    elif k == 6:
        r = ref(a, Listener().hear)
    else:
        r = weakref.finalize(a, log.append, "finalize %d" % n)
        r.atexit = False
    refs[rnd(12)] = r
    if rnd(3) == 0 and type(r) is not weakref.finalize:
        link(any_object(), r)
    if rnd(4) == 0 and type(r) is Ref:
        r.back = a if rnd(2) else r


def chain():
    x = None
    for i in range(300):
        if rnd(2):
            x = [x]
        else:
            y = Plain()
            y.x = x
            x = y
    if rnd(2):
        roots[rnd(12)] = x


def ring(n):
    first = x = MAKERS[rnd(14)]()
    for _ in range(n):
        y = MAKERS[rnd(14)]()
        link(x, y)
        x = y
    link(x, first)


def collect():
    g = rnd(3)
    log.append("collect %d: %d %s" % (g, gc.collect(g), gc.get_count()))


def ask():
    o = any_object()
    k = rnd(5)
    if k == 0:
        log.append("tracked %s %s" % (gc.is_tracked(o), gc.is_finalized(o)))
    elif k == 1:
        log.append("referents " + " ".join(sorted(type(x).__name__ for x in gc.get_referents(o))))
    elif k == 2:
        if type(o) is not type(None):
            log.append("referrers " + " ".join(type(x).__name__ for x in gc.get_referrers(o)))
    elif k == 3:
        log.append("count %s" % sys.getrefcount(o) if o is not None else "none")
    else:
        log.append("weak %d" % weakref.getweakrefcount(o))


def tune():
    k = rnd(8)
    if k == 0:
        gc.disable()
    elif k == 1:
        gc.freeze()
    elif k == 3:
        gc.set_threshold(rnd(60) + 3, rnd(4) + 1, rnd(4) + 1)
    else:
        gc.enable()


def step():
    k = rnd(100)
    if k < 34:
        roots[rnd(12)] = MAKERS[rnd(len(MAKERS))]()
    elif k < 60:
        link(any_object(), any_object())
    elif k < 66:
        unlink(any_object())
    elif k < 74:
        weaken()
    elif k < 80:
        roots[rnd(12)] = None
    elif k < 83:
        refs[rnd(12)] = None
    elif k < 88:
        ring(rnd(6))
    elif k < 92:
        collect()
    elif k < 96:
        ask()
    elif k < 97:
        tune()
    elif k < 98:
        chain()
    else:
        saved.clear()


def seen(phase, info):
    if phase == "stop":
        log.append("gc %s" % " ".join(map(str, info.values())))


def unraisable(args):
    log.append("unraisable %s %s" % (args.exc_type.__name__, args.exc_value))


class Last:
    """What is left at the end of the interpreter tells so itself."""

    def __init__(self, n):
        self.n = n

    def __del__(self, print=print):
        print("last", self.n)


# Whatever is imported at the first use is imported now: importing is not part of this.
weakref.finalize(gc.collect, len).detach()
# The heap of the interpreter itself does not count.
gc.collect()
gc.freeze()
gc.collect()
gc.set_threshold(40, 3, 3)
gc.callbacks.append(seen)
sys.unraisablehook = unraisable
for i in range(STEPS):
    if TRACE:
        log.append("step %d %s" % (i, gc.get_count()))
    step()
log.append("clear")
for i in range(12):
    roots[i] = None
for i in range(12):
    refs[i] = None
for i in range(6):
    log.append("final %d" % gc.collect())
    saved.clear()
log.append("garbage %d frozen %d" % (len(gc.garbage), gc.get_freeze_count() > 0))
gc.callbacks.clear()
gc.disable()
for line in log:
    print(line)
del log[:]
sys.unraisablehook = lambda args: None
left = Last(1)
kept = [Last(2), Last(3)]
kept.append(kept)
