from _weakref import proxy, ref, getweakrefcount, getweakrefs, ProxyType, CallableProxyType, ReferenceType
import _weakref
def t(label, f):
    try: print(label, f())
    except BaseException as e: print(label, type(e).__name__, e)
class A: pass
class C:
    def __call__(s): return 9
a = A(); c = C()
print(type(proxy(a)) is ProxyType, type(proxy(c)) is CallableProxyType, proxy(a) is proxy(a), proxy(c)(), ref(a) is ref(a))
t("hash", lambda: hash(proxy(a))); t("next", lambda: next(proxy(a))); t("iter", lambda: iter(proxy(a))); t("call", lambda: proxy(a)())
t("noweak", lambda: proxy(1)); t("noweak", lambda: ref([])); t("noweak", lambda: ref("a")); t("noarg", lambda: ref()); t("3", lambda: ref(1,2,3)); t("kw", lambda: ref(a, callback=None)); t("kw", lambda: proxy(a, callback=None)); t("p0", lambda: proxy()); t("p3", lambda: proxy(a, None, 1))
t("ref kw", lambda: ref(a)(1)); t("ref kw", lambda: ref(a)(x=1))
class S1: __slots__ = ()
class S2: __slots__ = ("__weakref__",)
class S3: __slots__ = ("x",)
class S4(S2): __slots__ = ()
for k in (S1,S2,S3,S4,dict,list,set,frozenset,int,tuple,type,object,bytes,bytearray,float,str):
    t(k.__name__, lambda: type(ref(k())).__name__ if k is not type else type(ref(k)).__name__)
class I(int): pass
class T(tuple): pass
class L(list): pass
class St(str): pass
class By(bytes): pass
for k in (I,T,L,St,By): t(k.__name__, lambda: type(ref(k())).__name__)
def gen(): yield
async def co(): pass
import sys
x = co()
for o in (gen(), gen, x, (lambda: 1), len, [].append, A.__init__, A().__init__, sys, A, memoryview(b""), range(3), slice(1), property(), classmethod(1), staticmethod(1), Exception(), ValueError, gen.__code__, sys._getframe(), ref(a), None, NotImplemented, Ellipsis, 1, iter([]), {}.keys(), type(a).__dict__, zip(), object(), re if 0 else 1.5, int | str, list[int]):
    t(type(o).__name__, lambda: type(ref(o)).__name__)
x.close()
r1 = ref(a); r2 = ref(a, print); p1 = proxy(a); p2 = proxy(a, print); r3 = ref(a, print)
class R(ref): pass
class R2(ref):
    __slots__ = ("k",)
    def __new__(cls, ob, cb=None, k=1):
        self = super().__new__(cls, ob, cb); self.k = k; return self
    def __init__(self, ob, cb=None, k=1): super().__init__(ob, cb)
s1 = R(a); s2 = R(a); s3 = R2(a, None, 5); s4 = R2(a, print, 6)
names = {id(v): k for k, v in list(globals().items())}
print(s1 is s2, s3.k, s4.k, getweakrefcount(a), [names.get(id(w)) for w in getweakrefs(a)])
print(r1 == r2, r1 != r2, r1 == p1, hash(r1) == hash(a), s1 == r1, r1 == 1, r1 < r2 if 0 else "")
t("lt", lambda: r1 < r2)
print(r1.__callback__, r2.__callback__ is print); t("setcb", lambda: setattr(r1, "__callback__", 1))
t("attr", lambda: setattr(r1, "x", 1)); t("attr", lambda: setattr(s1, "x", 1)); print(s1.x if hasattr(s1, "x") else None)
print(repr(r1).split(" at ")[0], repr(r1).split("; ")[1].split(" at ")[0])
def fn(): pass
print(repr(ref(fn)).split("(")[-1]); fr = ref(fn); del fn; print(repr(fr).split("; ")[1])
t("hash dead", lambda: hash(fr)); hr = ref(A); print(hash(hr) == hash(A))
print(fr == fr, fr == ref(a), fr != ref(a), fr())
r2 = r3 = p2 = s4 = None
print(ref[int], ReferenceType is ref, ref.__name__, ref.__module__, ref.__qualname__, ProxyType.__name__, CallableProxyType.__name__, ref.__doc__, ProxyType.__doc__)
print(sorted(set(dir(ref)) - set(dir(object))), sorted(set(dir(ProxyType)) - set(dir(object))))
t("new", lambda: ProxyType(a)); t("sub", lambda: type("X", (ProxyType,), {})); t("cp", lambda: CallableProxyType())
print(getweakrefcount(1), getweakrefs(1))
for n in ("getweakrefcount","getweakrefs","proxy","_remove_dead_weakref"): print(n, getattr(_weakref,n).__text_signature__)
t("rdw", lambda: _weakref._remove_dead_weakref(1, 2)); t("rdw", lambda: _weakref._remove_dead_weakref({1:2}, 1)); t("rdw", lambda: _weakref._remove_dead_weakref({}, 1)); d={1: r1, 2: fr}; t("rdw", lambda: _weakref._remove_dead_weakref(d, 1)); t("rdw", lambda: _weakref._remove_dead_weakref(d, 2)); print(list(d))
t("rdw", lambda: _weakref._remove_dead_weakref(d)); t("rdw", lambda: _weakref._remove_dead_weakref(d, []))
print(sys.getsizeof(ref(a)), sys.getsizeof(proxy(a)), sys.getsizeof(R(a)), sys.getsizeof(R2(a)))


class Config(dict):
    def __getattr__(self, name):
        return self[name]


class Named:
    @property
    def __name__(self):
        return "a name"


class Numbered:
    __name__ = 5


for o in (Config(a=1), Named(), Numbered(), Named):
    print(repr(ref(o)).split(" at 0x")[-1][-10:].split(" ")[-1] if "(" in repr(ref(o)) else "no name")
