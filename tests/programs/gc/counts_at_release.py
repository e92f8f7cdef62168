import gc, weakref
log = []
def cb(r): log.append("cb")
class P: pass
def mk(kind):
    if kind == "frozenset": return frozenset([P(), 3])
    if kind == "set": return {P(), 3}
    if kind == "P": return P()
    if kind == "func": return lambda: 1
    if kind == "gen":
        def g(): yield
        x = g(); next(x); return x
    if kind == "L":
        class L(list): pass
        return L()
    if kind == "class":
        class L(list): pass
        return L
for kind in ("frozenset", "set", "P", "func", "gen", "L"):
  for nrefs in (1, 2, 3):
    for outer in (lambda x: [x], lambda x: classmethod(x), lambda x: (x,), lambda x: property(x), lambda x: iter([x]), lambda x: enumerate([x]), lambda x: zip([x]), lambda x: map(str, [x]), lambda x: slice(x, 1), lambda x: {1: x}, lambda x: (lambda: x)):
        res = []
        for full in (0, 2):
          for k in range(-4, 9):
            x = mk(kind); rs = [weakref.ref(x, cb) for i in range(nrefs)]; o = outer(x); x = None
            gc.collect(full); gc.disable()
            c0 = gc.get_count()[0]; gc.set_threshold(max(c0 + k, 1), 0, 0); 
            gc.callbacks.append(lambda p, i: log.append(p)); log.clear(); gc.enable()
            o = None
            gc.disable(); gc.callbacks.clear()
            res.append(str(len(log)) + "".join(l[:2] for l in log))
        print(kind, nrefs, " ".join(res))
def mk2(x):
    try: raise ValueError(x)
    except ValueError as e: return e
