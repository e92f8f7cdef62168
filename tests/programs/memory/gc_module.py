"""The gc module: thresholds, counts, stats, callbacks, tracking, referrers, freeze, debug flags, objects."""
import gc

# constants have to be seen by the collector before they are untracked
gc.collect()
gc.collect()
print(gc.get_threshold(), gc.isenabled(), gc.get_debug(), gc.garbage, gc.callbacks)
gc.set_threshold(500, 5)
print(gc.get_threshold())
gc.set_threshold(700, 6, 7)
print(gc.get_threshold())
for bad in ((), ("a",), (1, 2, 3, 4)):
    try:
        gc.set_threshold(*bad)
    except TypeError as e:
        print(e)
gc.set_threshold(2000, 10, 10)
print([gc.is_tracked(o) for o in (1, 1.5, "a", b"a", None, (), (1,), (1, []), [], [1], {}, {"a": 1}, {"a": []}, set(), object(), type, len, lambda: 0, (i for i in ()), range(1), slice(1), frozenset())])
t = (1, (2, 3))
u = tuple([1, "a"])
v = tuple([[], 1])
gc.collect()
print(gc.is_tracked(t), gc.is_tracked(u), gc.is_tracked(v))
d = {}
print(gc.is_tracked(d), end=" ")
d["a"] = 1
print(gc.is_tracked(d), end=" ")
d["b"] = []
print(gc.is_tracked(d))


class C:
    pass


c = C()
print(gc.is_tracked(c), gc.is_finalized(c), gc.is_finalized(5))
log = []


def callback(phase, info):
    log.append((phase, info["generation"], sorted(info)))


gc.callbacks.append(callback)
for generation in (0, 1, 2):
    gc.collect(generation)
gc.callbacks.remove(callback)
print(log)
for bad in ((3,), (-1,), ("x",), (1, 2)):
    try:
        gc.collect(*bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
gc.collect()
before = gc.get_stats()[2]["collections"]
gc.collect()
print(gc.get_stats()[2]["collections"] - before, [sorted(s) for s in gc.get_stats()][0], len(gc.get_stats()))
x = ["x"]
holder = {"h": x}
inst = C()
inst.x = x
print(sorted(type(r).__name__ for r in gc.get_referrers(x)), [type(r).__name__ for r in gc.get_referents(inst)], gc.get_referents((1, 2), [3]), gc.get_referents(5), gc.get_referents({"k": "v"}))
gc.collect()
n = gc.get_freeze_count()
gc.freeze()
print(n, gc.get_freeze_count() > 0, gc.get_count()[0] >= 0)
gc.unfreeze()
print(gc.get_freeze_count())
print(any(o is x for o in gc.get_objects()), any(o is x for o in gc.get_objects(generation=2)), len(gc.get_objects(0)) >= 0)
for bad in (5, -1, "x"):
    try:
        gc.get_objects(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
gc.set_debug(gc.DEBUG_SAVEALL)
a = C()
a.a = a
del a
print(gc.collect(), [type(o).__name__ for o in gc.garbage])
gc.set_debug(0)
gc.garbage.clear()
print(gc.collect() >= 0, gc.garbage)
print([getattr(gc, n) for n in dir(gc) if n.startswith("DEBUG")])
gc.disable()
counts = gc.get_count()
keep = [[] for _ in range(100)]
print(gc.get_count()[0] - counts[0] in range(99, 110), gc.isenabled())
gc.enable()
