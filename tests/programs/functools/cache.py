# The wrapper of lru_cache: keys, counts, order of forgetting, what is held.
import _functools as F
import copy
import gc
import sys


def t(s):
    try:
        r = eval(s, globals(), {})
    except BaseException as e:
        r = repr(e)
    print(s, "->", repr(r).split(" at 0x")[0])


def f(*a, **k):
    return a, k


w = F._lru_cache_wrapper(f, 2, False, lambda *a: a)
print(w.cache_info(), w(1), w(2), w(3), w(2), w.cache_info())
print([type(x).__name__ for x in gc.get_referents(w)], sys.getsizeof(w))
for s in r"""F._lru_cache_wrapper()
F._lru_cache_wrapper(1,2,3,4)
F._lru_cache_wrapper(f,'a',3,4)
F._lru_cache_wrapper(f,None,0,tuple)(1)
F._lru_cache_wrapper(f,0,0,tuple)(1)
F._lru_cache_wrapper(f,-5,0,tuple)(1)
F._lru_cache_wrapper(f,2.5,0,tuple)
F._lru_cache_wrapper(f,2**70,0,tuple)
F._lru_cache_wrapper(f,2,0,tuple)([])
F._lru_cache_wrapper(f,2,0,tuple)(1,a=[])
F._lru_cache_wrapper(user_function=f,maxsize=2,typed=0,cache_info_type=tuple)(1)
F._lru_cache_wrapper(f,None,0,lambda *a:a).cache_info()
F._lru_cache_wrapper(f,5,0,lambda *a:a).cache_info()
F._lru_cache_wrapper(f,0,0,lambda *a:a).cache_info()
w.cache_parameters
w.__wrapped__
w.cache_clear()
w.cache_info()
w.__reduce__()
copy.copy(w) is w
copy.deepcopy(w) is w
w.__get__(None,int) is w
w.__get__(5,int)()
w.__get__(5,int).__class__
w.__dict__
w.__name__
w.cache_clear(1)
w.cache_info(1)""".split("\n"):
    t(s)

log=[]
def user(*a,**k):
    log.append((a,tuple(k.items()))); return len(log)
for maxsize in (None,0,1,3):
    for typed in (False,True):
        log.clear()
        c=F._lru_cache_wrapper(user,maxsize,typed,lambda h,m,x,s:(h,m,x,s))
        for a in (1,1.0,True,'a',2,3,1,2,4,5,1,2,3,(1,),1.0): c(a)
        c(1,x=1); c(1,x=1.0); c(x=1); c(x=1,y=2); c(y=2,x=1); c(); c(1,2); c(1.0,2)
        print(maxsize,typed,c.cache_info(),log)
class H:
    def __init__(s,n): s.n=n
    def __hash__(s): log.append('h%d'%s.n); return 1
    def __eq__(s,o): log.append('e%d%d'%(s.n,o.n)); return s.n==o.n
    def __del__(s): print('del',s.n,end=' ')
log.clear()
c=F._lru_cache_wrapper(lambda h:h.n,2,False,tuple)
for i in (1,2,1,3,1,2): c(H(i)); print('|',end='')
print(log); c.cache_clear(); print(); del c
# reentrancy
def fib(n):
    return n if n<2 else cf(n-1)+cf(n-2)
for ms in (None,0,2,50):
    cf=F._lru_cache_wrapper(fib,ms,False,lambda *a:a)
    print(cf(15), cf.cache_info())
class E(Exception): pass
def raiser(x): raise E
c=F._lru_cache_wrapper(raiser,2,False,lambda *a:a)
for i in range(3):
    try: c(1)
    except E: pass
print(c.cache_info())


class C:
    m = F._lru_cache_wrapper(lambda self, x: (x,), 8, False, lambda *a: a)


print(C().m(3), C.m.cache_info(), C().m.__class__)
w.cache_clear()
for i in (1, 2.5, 3):
    w(i, x=i)
print(w.cache_info())
