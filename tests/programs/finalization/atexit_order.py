import atexit, sys, weakref
class D:
    def __init__(s, n): s.n = n
    def __del__(s, p=print): p("del", s.n)
@atexit.register
def a1(): print("a1")
@atexit.register
def a2(): raise ValueError("a2")
@atexit.register
def a3(): sys.exit(7)
@atexit.register
def a4():
    print("a4"); atexit.register(print, "late"); atexit.unregister(a1)
class O: pass
o = O(); p = O(); q = O()
weakref.finalize(o, print, "fin o"); f = weakref.finalize(p, print, "fin p"); weakref.finalize(q, atexit.register, print, "from finalize")
f2 = weakref.finalize(q, print, "fin q2"); del q
atexit.register(lambda: print(f.alive, f2.alive))
d = D("d")
print("end")
