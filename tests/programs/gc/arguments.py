import gc, sys
class I:
    def __init__(s, v): s.v = v
    def __index__(s): return s.v
class F:
    def __index__(s): raise KeyError("x")
    def __int__(s): return 1
def t(name, *a, **k):
    try:
        r = getattr(gc, name)(*a, **k)
        print(name, a if not any(isinstance(x,(I,F)) for x in a) else "obj", list(k), "->", type(r).__name__, r if isinstance(r,(int,tuple,type(None))) else "")
    except BaseException as e:
        print(name, "exc", type(e).__name__, e)
names = sorted(n for n in dir(gc) if not n.startswith("_"))
print(names)
for n in names:
    f = getattr(gc, n)
    if callable(f):
        print(n, f.__text_signature__, f.__self__ is gc, f.__module__, f.__qualname__, type(f).__name__)
        if n in ("get_objects","get_referrers"): continue
old = gc.get_threshold()
for n in ("enable","disable","isenabled","get_debug","get_count","get_threshold","get_stats","freeze","unfreeze","get_freeze_count"):
    t(n, 1)
    t(n, a=1)
    t(n, 1, 2)
gc.enable()
gc.unfreeze()
for n in ("set_debug","is_tracked","is_finalized"):
    t(n); t(n, 1, 2); t(n, a=1)
for v in (1.5, "a", None, 2**31, 2**31-1, -2**31, -2**31-1, 2**64, I(3), F(), True):
    t("set_debug", v)
    gc.set_debug(0)
    t("set_threshold", v)
    t("set_threshold", 5, v); 
    t("set_threshold", 5, 6, v)
    print(gc.get_threshold())
    gc.set_threshold(*old)
t("set_threshold"); t("set_threshold", 1,2,3,4); t("set_threshold", a=1)
t("set_threshold", 0); print(gc.get_threshold()); gc.set_threshold(*old)
t("set_threshold", -1, -2, -3); print(gc.get_threshold()); gc.set_threshold(*old)
gc.collect()
for v in (1.5, "a", None, 2**31, 2**31-1, -2**31, -2**31-1, 2**64, 3, -1, I(3), I(1), F(), True, 0, 2):
    t("collect", v) 
    t("collect", generation=v)
    try:
        r = gc.get_objects(v); print("ok", type(r))
    except BaseException as e: print(type(e).__name__, e)
    try:
        r = gc.get_objects(generation=v); print("ok", type(r))
    except BaseException as e: print(type(e).__name__, e)
t("collect", 1, 2); t("collect", gen=1); t("collect", 1, generation=1); t("collect", 1, gen=2)
t("get_objects", 1, 2); t("get_objects", gen=1); t("get_objects", 1, generation=1)
t("get_referrers", a=1); t("get_referents", a=1)
print(gc.get_referrers(), gc.get_referents(), gc.get_referents(1, "a", None))
print([sorted(d.items()) if 0 else list(d) for d in gc.get_stats()])
for n in names:
    print(n, repr(getattr(gc,n))[:40].split(" at ")[0])
