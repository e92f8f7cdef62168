import _weakref, sys
from _weakref import proxy, ref
class N:
    def __init__(s, v): s.v = v
    def __repr__(s): return "N(%r)" % s.v
    def __str__(s): return "strN"
    def __bytes__(s): return b"bN"
    def __bool__(s): return False
    def __len__(s): return 3
    def __contains__(s, x): return x == 1
    def __getitem__(s, k): return ("get", k)
    def __setitem__(s, k, v): print("set", k, v)
    def __delitem__(s, k): print("del", k)
    def __iter__(s): return iter([1,2])
    def __reversed__(s): return "rev"
    def __call__(s, *a, **k): return ("call", a, k)
    def __int__(s): return 5
    def __float__(s): return 2.5
    def __index__(s): return 7
    def __complex__(s): return 1j
    def __hash__(s): return 1
    def __round__(s, n=None): return ("round", n)
    def __trunc__(s): return "trunc"
    def __format__(s, f): return "fmt" + f
    def __dir__(s): return ["q"]
    def __sizeof__(s): return 99
    def __enter__(s): return "enter"
    def __exit__(s, *a): return None
for op in "add sub mul floordiv truediv mod divmod pow lshift rshift and or xor matmul".split():
    def f(s, o, op=op): return (op, type(s).__name__, type(o).__name__)
    def r(s, o, op=op): return ("r" + op, type(s).__name__, type(o).__name__)
    def i(s, o, op=op): return ("i" + op, type(s).__name__, type(o).__name__)
    setattr(N, "__%s__" % op, f); setattr(N, "__r%s__" % op, r)
    if op != "divmod": setattr(N, "__i%s__" % op, i)
for op in "neg pos abs invert".split():
    setattr(N, "__%s__" % op, lambda s, op=op: (op, type(s).__name__))
for op in "lt le eq ne gt ge".split():
    setattr(N, "__%s__" % op, lambda s, o, op=op: (op, type(s).__name__, type(o).__name__))
n = N(1); p = proxy(n)
import operator as o
def t(label, f):
    try: print(label, f())
    except BaseException as e: print(label, type(e).__name__, e)
exprs = """p+1|1+p|p-1|1-p|p*2|2*p|p/1|1/p|p//1|1//p|p%1|1%p|divmod(p,1)|divmod(1,p)|p**2|2**p|pow(p,2)|pow(2,p)|p<<1|1<<p|p>>1|1>>p|p&1|1&p|p|1
p^1|1^p|p@1|1@p|p+p|-p|+p|abs(p)|~p|p<1|p<=p|p==1|p!=1|p>1|p>=1|len(p)|1 in p|2 in p|p[3]|p[1:2]|list(p)|bool(p)|str(p)|bytes(p)|int(p)|float(p)|complex(p)|o.index(p)|hash(p)|round(p)|round(p,1)
format(p,'x')|dir(p)|p(1,a=2)|callable(p)|reversed(p)|p.v|p.zz|type(p)|p.__class__|isinstance(p,N)|list(range(10))[p]|"%d"%p|next(p)|iter(p)|p.__dict__|sys.getsizeof(p)|type(p).__name__|vars(p)|p.__module__|type(p).__module__""".replace("\n","|").split("|")
out = []
i = 0
while i < len(exprs):
    e = exprs[i]
    if e in ("p",) : 
        e = "p|1"; i += 1
    t(e, lambda: repr(eval(e)).split(" at 0x")[0]); i += 1
p.v = 5; print(n.v); del p.v; t("v", lambda: n.v)
p[1] = 2; del p[1]; p[1:2] = 3
for op in "+ - * / // % ** << >> & | ^ @".split():
    q = proxy(n)
    exec("q %s= 1" % op); print(op, q)
    q = 1
    try: exec("q %s= p" % op); print(op, q)
    except TypeError as e: print(op, e)
with p as w: print(w)
del n
for e in exprs:
    if e in ("p","1"): continue
    if "dir" in e or "getsizeof" in e: continue
    t(e, lambda: repr(eval(e)).split(" at 0x")[0])
print(repr(p).split(" at ")[0], repr(p).split(";")[1])
t("set", lambda: setattr(p, "a", 1)); t("del", lambda: delattr(p, "a"))
t("bool", lambda: bool(p))
