import sys, gc
class A:
    def __del__(s): raise ValueError("in del")
A()
def f():
    a = A()
f()
a = A(); a.a = a; del a; gc.collect()
class B:
    def __del__(s): 1/0
    def __repr__(s): raise RuntimeError
B()
from _weakref import ref
class C: pass
def cb(r): raise KeyError("cb")
c = C(); r = ref(c, cb); del c
def gen():
    try: yield
    finally: raise OSError("gen")
g = gen(); next(g); del g
class D:
    def __del__(s): raise SystemExit(5)
D()
sys.unraisablehook = 5
A()
def bad(u): raise TypeError("bad hook")
sys.unraisablehook = bad
A()
sys.unraisablehook = None
A()
del sys.unraisablehook
A()
class E:
    def __del__(s): raise type("Odd", (Exception,), {"__module__": "mm", "__str__": lambda s: 1/0})
sys.unraisablehook = sys.__unraisablehook__
E()
class G:
    __del__ = 5
G()
class H:
    def __del__(s, x): pass
H()
