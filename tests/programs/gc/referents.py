import gc
class A:
    pass
class B:
    __slots__ = ("x", "y")
class L(list): pass
class D(dict): pass
def names(l):
    out = []
    for o in l:
        t = type(o).__name__
        out.append(t)
    return out
a = A(); b = B(); b.x = a; b.y = [a]
l = L([a]); l.attr = a
d = D(k=a); d.attr = a
t = (a, b)
s = {a}; fs = frozenset([a])
def f(x=a): return lambda: x
g = f()
def gen():
    y = a
    yield y
ge = gen(); next(ge)
m = A.__init__
import types
bm = types.MethodType(f, a)
ns = types.SimpleNamespace(q=a)
p = property(f); cm = classmethod(f); sm = staticmethod(f)
mp = types.MappingProxyType(d)
it = iter([a]); en = enumerate([a]); z = zip([a], (a,)); mpp = map(f, [a]); fl = filter(f, [a]); rv = reversed([a])
sl = slice(a, b, a)
cell = g.__closure__[0]
e = ValueError(a)
try: raise e
except ValueError as ee: tb = e.__traceback__
mv = memoryview(b"abc")
from _weakref import ref, proxy
wr = ref(a, lambda r: None)
for name in "a b l d t s fs f g ge m bm ns p cm sm mp it en z mpp fl rv sl cell e tb mv wr A B L".split():
    print(name, names(gc.get_referents(globals()[name])))
print("frame", names(gc.get_referents(tb.tb_frame))[:3])
print("code", names(gc.get_referents(f.__code__)))
print(names(gc.get_referents(range(3), 1.5, 1j, b"", bytearray(), len, list.append, type, object, int)))
print("refs", names(gc.get_referrers(a)))
print("refs b", names(gc.get_referrers(b)), names(gc.get_referrers(a, b)))
