import sys
class D:
    def __init__(s, n): s.n = n
    def __del__(s, p=print): p("del", s.n)
def fin(ag): print("hook finalizer", ag.__name__); 
def first(ag): print("hook first", ag.__name__)
sys.set_asyncgen_hooks(firstiter=first, finalizer=fin)
async def ag():
    d = D("agd")
    try: yield 1; yield 2
    finally: print("ag fin")
def drive(a):
    try: a.send(None)
    except StopIteration as e: return e.value
x = ag(); print(drive(x.__anext__())); del x; print("dropped")
x = ag(); print(drive(x.__anext__())); print(drive(x.aclose())); del x; print("closed")
x = ag(); del x; print("never started")
sys.set_asyncgen_hooks(None, None)
x = ag(); print(drive(x.asend(None))); del x; print("no hooks")
async def bad():
    try: yield 1
    finally: raise KeyError("bad")
sys.unraisablehook = lambda u: print("unraisable", u.exc_type.__name__, u.exc_value, getattr(u.object, "__name__", None), u.err_msg)
x = bad(); drive(x.asend(None)); del x
def gret():
    try: yield 1
    except GeneratorExit: return 5
g = gret(); next(g); print(g.close()); g = gret(); next(g); del g
def gy():
    try: yield 1
    finally: yield 2
g = gy(); next(g); del g
class It:
    def __iter__(s): return s
    def __next__(s): return 1
    def close(s): print("It.close"); raise ValueError("close")
def dele(): yield from It()
g = dele(); next(g); del g
g = dele(); next(g)
try: g.close()
except ValueError as e: print(e)
async def co(): await W()
class W:
    def __await__(s):
        try: yield 1
        finally: print("W fin")
c = co(); c.send(None); c.close(); c = co(); c.send(None); del c
c = co(); w = c.__await__(); w.send(None); del c; print("held by wrapper"); del w
def chain(n):
    try: yield n
    finally: print("chain", n)
def outer():
    yield from chain(1)
    yield from chain(2)
o = outer(); next(o); next(o); del o
