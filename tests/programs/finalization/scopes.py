import sys
class D:
    def __init__(s, n): s.n = n
    def __del__(s, p=print): p("del", s.n)
class Ex(Exception):
    def __init__(s): s.d = D("exc")
def f():
    loc = D("loc")
    raise Ex
try: f()
except Ex as e: saved = e
print("saved")
del saved
print("gone")
try: f()
except Ex: pass
print("handled")
def h():
    try: f()
    except Ex as e:
        x = e
        return 1
    finally: print("h finally")
h(); print("cycle exc waits")
import gc; print(gc.collect())
def k():
    a = D("k.a")
    def inner(): return a
    del inner
    b = D("k.b")
    return [D("in list"), b][1]
print(k().n)
with_ = D("w")
class C:
    def __enter__(s): return D("entered")
    def __exit__(s, *a): print("exit")
with C(): print("body")
with C() as v: print("body2")
del v
for i in [D("i1"), D("i2")]: print("loop", i.n)
del i
print([D("comp").n for _ in range(2)])
x = D("x"), D("y"); a, b = x; del x; print("unpacked"); a = b = None
d = {D("k%d" % i): D("v%d" % i) for i in range(2)} ; d.popitem(); d.clear(); print("cleared")
l = [D("s%d" % i) for i in range(5)]; l[1:3] = [D("n")]; del l[0]; l.pop(); l *= 0; print("lists")
def defaults(a=D("default")): pass
del defaults
class Desc:
    def __set_name__(s, o, n): print("set_name", n)
    def __del__(s): print("desc del")
class Cl:
    x = Desc()
    y = D("cls.y")
Cl.y = 1; del Cl; gc.collect()
f = lambda: D("lambda ret"); f(); f().n
print((lambda q: q.n)(D("arg")))
import sys
sys.stdout.flush()
print(*[D("star").n], D("pos").n, sep=D("sep").n)
try: D("noattr").zzz
except AttributeError as e: print("AE", e.obj.n)
print("end")
raise Ex
