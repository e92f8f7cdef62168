import sys, gc
class D:
    def __init__(s, n): s.n = n
    def __del__(s, p=print): p("del", s.n)
class A:
    def __del__(s):
        print("A del", s.n, gc is None if "gc" in globals() else "?")
        try: B
        except NameError: print("no B")
class B: pass
a = A(); a.n = 1; a.b = B()
a2 = A(); a2.n = 2; a2.me = a2
def gen():
    x = D("genlocal")
    try:
        yield
    finally: print("gen fin", x.n)
g = gen(); next(g)
cyc = [gen()]; next(cyc[0]); cyc.append(cyc)
async def ag():
    try: yield 1
    finally: print("ag fin")
x = ag()
try: x.asend(None).send(None)
except StopIteration as e: print(e.value)
async def co():
    try: await Aw()
    finally: print("co fin")
class Aw:
    def __await__(s): yield 1
c = co(); c.send(None)
sys.setrecursionlimit(2000)
class R:
    def __del__(s): global res; res = s; print("R", res is s)
r = R()
lst = []
class S:
    def __del__(s): lst.append(1); print("S", len(lst))
s = S()
import builtins
builtins.zz = S()
class T:
    def __del__(s): raise SystemExit(9)
t = T()
