import gc, sys
class D:
    def __init__(s, n): s.n = n
    def __del__(s): print("del", s.n)
def f():
    a = D("a"); b = D("b"); c = D("c")
    return 1
f()
def g():
    a = D("ga"); b = D("gb")
    raise ValueError
try: g()
except ValueError as e: print("caught")
print("after")
def h(x, *, k): 
    del x; print("x gone"); k = None
h(D("hx"), k=D("hk"))
[D("l%d" % i) for i in range(3)]
t = (D("t0"), D("t1")); del t
d = {"a": D("d0"), "b": D("d1")}; d.clear(); d = {1: D("e0"), 2: D("e1")}; del d
s = {D("s0")}; s.clear()
l = [D("m%d" % i) for i in range(4)]; del l[1:3]; l[:] = []; 
class O: pass
o = O(); o.z = D("oz"); o.a = D("oa"); del o
class S: __slots__ = ("b", "a", "c")
s = S(); s.a = D("sa"); s.b = D("sb"); s.c = D("sc"); del s
x = D("x1"); x = D("x2"); x = None
def gen():
    q = D("gq")
    try: yield 1
    finally: print("fin", q.n)
gg = gen(); next(gg); del gg
gg = gen(); del gg
def gen2():
    try: yield
    except GeneratorExit: print("GE"); raise
    yield
gg = gen2(); next(gg); gg = None
def gen3():
    while True:
        try: yield
        except GeneratorExit: print("swallow"); yield
sys.unraisablehook = lambda u: print("unraisable", u.exc_type.__name__, u.exc_value, u.err_msg, getattr(u.object, "__name__", u.object))
gg = gen3(); next(gg); del gg
def gen4():
    try: yield
    finally: raise KeyError("in finally")
gg = gen4(); next(gg); del gg
async def co(): 
    await None
import warnings
c = co(); 
try: c.send(None)
except TypeError as e: print(e)
del c
class Aw:
    def __await__(s):
        try: yield 1
        finally: print("aw closed")
async def co2():
    try: await Aw()
    finally: print("co2 fin")
c = co2(); c.send(None); del c
a = D("c1"); b = D("c2"); a.o = b; b.o = a; del a, b; print(gc.collect())
class Res:
    def __init__(s, n): s.n = n
    def __del__(s): print("res", s.n); keep.append(s)
keep = []
r = Res(1); del r; print(len(keep)); keep.clear(); print(len(keep))
r = Res(2); r.r = r; del r; print(gc.collect(), len(keep)); keep.clear(); print(gc.collect(), gc.is_finalized(Res(3)))
keep[0].__del__(); keep.clear()
class Base:
    def __del__(s): print("base")
class Sub(Base):
    def __del__(s): print("sub"); super().__del__()
Sub()
class Meta(type):
    def __del__(c): print("meta", c.__name__)
class M(metaclass=Meta): pass
del M; print(gc.collect() > 0)
class E(Exception):
    def __del__(s): print("E gone")
try: raise E
except E: pass
try:
    try: raise E
    except E as e: raise KeyError
except KeyError as k: print(type(k.__context__).__name__)
class X:
    def __del__(s): print(s.missing)
X()
class Y:
    def __del__(s): s.__class__ = Y2; Y3.append(s)
class Y2:
    def __del__(s): print("y2")
Y3 = []
Y(); Y3.clear()
i = D("inst"); i.__del__ = lambda: print("no"); del i
D.__del__ = lambda s: print("new", s.n); D("patched")
del D.__del__; D("none"); print("end")
for v in [1]:
    w = Res(9)
z1 = Res("z1")
