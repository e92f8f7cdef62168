import gc, sys, atexit
class D:
    def __init__(s, n): s.n = n
    def __del__(s, p=print): p("del", s.n, sys is None, "gc" in globals() and gc is None)
a = D("a"); _b = D("_b"); c = D("c"); __d = D("__d")
class Holder: pass
h = Holder(); h.x = D("hx"); h.h = h
cyc = []; cyc.append(cyc); cyc.append(D("cyc"))
def fun(): return glob
fun.attr = D("fattr")
sys.myattr = D("sysattr")
import builtins
builtins.bb = D("builtins")
def gen():
    try: yield 1
    finally: print("gen closed")
gg = gen(); next(gg)
def ge2():
    d = D("in gen"); yield
g2 = ge2(); next(g2)
@atexit.register
def x(): print("atexit", a.n)
atexit.register(D("in atexit args").__init__, "changed")
class Meta(type):
    def __del__(c, p=print): p("class gone", c.__name__)
class M(metaclass=Meta): inst = D("class attr")
from _weakref import ref
wr = ref(a, lambda r: print("wr cb"))
wr2 = ref(h, lambda r: print("wr2 cb"))
z = D("z")
