import gc, weakref, atexit
gc.disable()
weakref.finalize(gc.collect, len).detach()
class First(list): pass
gc.collect()  # and free lists are empty
def f(): pass
class P: pass
log = []
def n(label):
    global last
    c = gc.get_count()[0]; log.append((label, c - last)); last = gc.get_count()[0]
last = gc.get_count()[0]
n("nothing"); n("nothing")
ws = weakref.WeakSet(); n("ws")
wv = weakref.WeakValueDictionary(); n("wv")
wk = weakref.WeakKeyDictionary(); n("wk")
p = P(); n("P"); p.a = 1; p.b = []; n("set")
p.__dict__; n("dict"); mm = p.__init__; n("init")
fi = weakref.finalize(p, f); n("finalize")
sl = slice(1, [], 2); n("slice")
class Q(P):
    __slots__ = ("a",)
n("Q")
class Q: pass
n("Q")
class Q2(list): pass
n("Q2")
class Q3(P): 
    def m(self): pass
n("Q3")
x = "%d %s" % (1, gc.get_count()); n("fmt")
x = f"{1} {gc.get_count()}"; n("fmt")
try: raise ValueError(1)
except ValueError as e: q = e
n("exc")
x = [i for i in range(3)]; n("comp")
x = {i: 2 for i in range(3)}; n("comp")
x = sorted(x); n("sorted")
x = list(map(str, x)); n("map")
a, *b = 1, 2, 3; n("unpack")
def g(*a, **k): return k
g(1, 2, x=3); n("call")
g(*[1], **{"a": 1}); n("callex")
import sys
n("import")
x = ws.add(p); n("ws.add"); wv[1] = p; n("wv"); wk[p] = 1; n("wk")
for _ in ws: pass
n("ws iter")
x = super; n("super"); x = (1,2)+(3,); n("tuple"); x = gc.get_stats(); n("stats"); x = gc.get_referents(p); n("referents"); x = gc.get_referrers(p); n("referrers")
p2 = type("X", (), {}); n("type()"); del p2; n("del")
l = lambda: p; n("lambda"); l.x = 1; n("fattr")
for l in log: print(l)
