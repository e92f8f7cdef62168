import gc, sys
from _weakref import ref, proxy
log = []
class A:
    def __init__(s, n): s.n = n
    def __del__(s): log.append(("del", s.n))
class B:
    def __init__(s, n): s.n = n
def cb(name): return lambda r: log.append((name, r() is None))
def show(l): print(l, log); log.clear()
a = B(1); rs = [ref(a, cb("r%d" % i)) for i in range(4)] + [proxy(a, lambda p: log.append(type(p).__name__))]
del a; show("order")
a = A(1); rs = [ref(a, cb("r%d" % i)) for i in range(4)]; del rs[1]; del a; show("del first")
# callback raising
errs = []
sys.unraisablehook = lambda u: errs.append((u.exc_type.__name__, u.err_msg, type(u.object).__name__))
a = B(1); r = [ref(a, lambda r: 1/0), ref(a, cb("after")), ref(a, 5), ref(a, lambda: 0)]; del a; show("raise"); print(errs); errs.clear()
# garbage: weakref outside garbage
def cyc(n, k=B):
    x = k(n); x.me = x; return x
a = cyc(2); r = ref(a, cb("out")); del a; print(gc.collect()); show("outside")
# weakref inside garbage: no callback
a = cyc(3); a.r = ref(a, cb("in")); del a; print(gc.collect()); show("inside")
# ref in garbage to object outside dying later
o = B(9); a = cyc(4); a.r = ref(o, cb("x")); del a; print(gc.collect()); del o; show("gone ref")
# callbacks see what?
a = cyc(5, A); b = cyc(6, A); a.b = b; b.a = a
ra = ref(a, lambda r: log.append(("ra", r(), rb()))); rb = ref(b, lambda r: log.append(("rb", r(), ra())))
rn = ref(a); del a, b; print(gc.collect()); show("both dead"); print(rn(), ra(), rb())
# resurrection: weakrefs cleared though object lives
keep = []
class R:
    def __del__(s): keep.append(s); log.append("res")
a = R(); a.me = a; r = ref(a, cb("R")); r2 = ref(a); del a; print(gc.collect()); show("resurrected"); print(r(), r2(), len(keep)); r3 = ref(keep[0], cb("again")); 
keep.clear(); print(gc.collect()); show("second"); 
a = R(); r = ref(a, cb("plainR")); r2 = ref(a); del a; show("plain res"); print(r() is keep[0], r2() is keep[0]); keep.clear(); show("end")
# callback removes other refs
a = B(1); l = []; l.append(ref(a, lambda r: (log.append("c0"),))); l.append(ref(a, lambda r: (l.clear(), log.append("c1")))); del a; show("clear in cb")
a = cyc(1); l = []; l.append(ref(a, lambda r: (log.append("c0"),))); l.append(ref(a, lambda r: (l.clear(), log.append("c1")))); del a; print(gc.collect()); show("clear in cb gc")
# callback creates new weakref to other garbage
a = cyc(1); b = cyc(2); a.b = b; b.a = a
r = ref(a, lambda r: log.append(("made", [type(x).__name__ for x in gc.get_objects() if type(x) is B])))
del a, b; print(gc.collect()); show("get_objects in cb")
# wr with callback in trash list & dict subclass with slots
class S: __slots__ = ("x", "__weakref__", "y")
s = S(); s.x = s; r = ref(s, cb("slots")); del s; print(gc.collect()); show("slots")
class L(list): pass
s = L(); s.append(s); r = ref(s, cb("L")); del s; print(gc.collect()); show("L")
# callbacks order across objects in one collection
objs = [cyc(i) for i in range(4)]
for i in range(4): objs[i].nx = objs[(i+1) % 4]
rs = []
for i in (2, 0, 3, 1):
    rs.append(ref(objs[i], cb("o%d" % i))); rs.append(ref(objs[i], cb("o%d b" % i)))
del objs; print(gc.collect()); show("order multi")
def f():
    x = B(1); global rr; rr = ref(x, cb("f")); y = x
    return 5
print(f()); show("fn")
class K: pass
rk = ref(K, cb("class K")); del K; print(gc.collect() > 0); show("class")
def g(): pass
rg = ref(g, cb("g")); del g; show("func")
