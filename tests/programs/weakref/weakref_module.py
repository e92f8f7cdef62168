import gc, sys
import weakref
from weakref import *
print(sorted(n for n in dir(weakref) if not n.startswith("__")))
class A:
    def __init__(s, n): s.n = n
    def __repr__(s): return "A%d" % s.n
    def __hash__(s): return s.n
    def __eq__(s, o): return isinstance(o, A) and s.n == o.n
    def m(s): return ("m", s.n)
l = [A(i) for i in range(5)]
d = WeakValueDictionary((i, l[i]) for i in range(5))
print(len(d), sorted(d.keys()), sorted(map(repr, d.values())), d[1], d.get(9, "no"), 3 in d, 9 in d)
del l[2]; print(len(d), sorted(d)); 
it = iter(d.items()); next(it); l.pop(); print(len(d), sorted(d.keys())); del it; print(len(d), len(d.data))
print(repr(d).split(" at ")[0], d.pop(0), d.pop(77, None), d.setdefault(5, l[0]), d.setdefault(5, l[1]))
try: d.pop(1234)
except KeyError as e: print("KeyError", e)
try: d.popitem(); print("pi")
except KeyError: pass
c = d.copy(); print(type(c).__name__, sorted(c), [type(x) for x in c.valuerefs()][:1], len(list(c.itervaluerefs())))
d.update({7: l[0]}, x=l[1]); print(sorted(map(str, d))); d |= {8: l[0]}; print(sorted(map(str, d | {9: l[0]})))
del d[7]; d.clear(); print(len(d), bool(d))
import copy
k = WeakKeyDictionary({l[0]: 1}); k[l[1]] = 2
print(len(k), sorted(k.values()), k[l[0]], l[0] in k, 5 in k, k.get(l[1]), sorted(map(repr, k)), repr(k).split(" at ")[0])
try: k[5] = 1
except TypeError as e: print(e)
try: k[A(77)]
except KeyError as e: print("KeyError", str(e).split(" at ")[0])
x = A(100); k[x] = x; del x; print(len(k)); 
k2 = copy.deepcopy(k) if 0 else k.copy(); print(len(k2)); print(len(k.keyrefs())); k.pop(l[0]); print(len(k)); print(k.popitem()); print(k.setdefault(l[0], 4), k.setdefault(l[0], 5))
l2 = l[:]; del l; print(len(k)); del l2; print(len(k), len(k2))
s = WeakSet(); y = [A(i) for i in range(6)]; s.update(y)
print(len(s), y[0] in s, sorted(map(repr, s)), s == WeakSet(y), s.isdisjoint([A(99)]), s <= WeakSet(y), repr(s)[:10])
del y[3]; print(len(s)); t = WeakSet(y[:2]); print(sorted(map(repr, s & t)), sorted(map(repr, s - t)), sorted(map(repr, s ^ t)), sorted(map(repr, s | t)))
for z in s: pass
del z; y.pop(); print(len(s)); s.discard(y[0]); s.remove(y[1]); print(len(s)); 
try: s.remove(y[1])
except KeyError: print("KE")
s.clear(); print(len(s)); s.add(y[2]); print(s.pop()); 
try: s.pop()
except KeyError as e: print(e)
a = A(1); wm = WeakMethod(a.m); print(wm()(), wm == WeakMethod(a.m), hash(wm) == hash(WeakMethod(a.m)), repr(wm)[:13]); log = []
wm2 = WeakMethod(a.m, lambda r: log.append(r is wm2)); del a; print(wm(), wm2(), log, wm == wm2)
try: WeakMethod(5)
except TypeError as e: print(e)
class F: 
    pass
f = F(); fin = finalize(f, lambda *a, **k: log.append((a, k)) or "ret", 1, x=2); log.clear()
print(fin.alive, fin.atexit, fin.peek()[0] is f, fin.peek()[2:], repr(fin).split(" at ")[0]); del f; print(log, fin.alive, fin.peek(), fin(), fin.detach())
f = F(); fin = finalize(f, print, "called"); print(fin(), fin()); del f
f = F(); fin = finalize(f, print, "never"); print(fin.detach()[2:], fin.alive); del f
g = [F() for i in range(4)]
for i, o in enumerate(g): finalize(o, print, "exit", i)
fq = finalize(g[0], print, "no atexit"); fq.atexit = False
import atexit
atexit.register(print, "atexit fn")
