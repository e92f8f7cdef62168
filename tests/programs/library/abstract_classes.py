import abc, sys, gc, _abc
class A(abc.ABC):
    @abc.abstractmethod
    def f(self): ...
    @property
    @abc.abstractmethod
    def p(self): ...
try: A()
except TypeError as e: print(e)
class B(A):
    def f(self): return 1
    p = 2
print(B().f(), sorted(A.__abstractmethods__), B.__abstractmethods__)
@A.register
class C: pass
print(isinstance(C(), A), issubclass(C, A), isinstance(3, A), issubclass(int, A))
print(_abc._get_dump(A)[3]>0, len(_abc._get_dump(A)[0]), sys.getsizeof(A._abc_impl), gc.is_tracked(A._abc_impl))
d=_abc._get_dump(A); print(len(d[0]),len(d[1]),len(d[2]))
del C; gc.collect()
d=_abc._get_dump(A); print(len(d[0]),len(d[1]),len(d[2]))
for f in (lambda: A.register(1), lambda: B.register(A), lambda: issubclass(1, A), lambda: _abc._abc_init(1), lambda:_abc._get_dump(3)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class H(abc.ABC):
    @classmethod
    def __subclasshook__(cls, c):
        return c in (int,) or (NotImplemented if c is not str else 5)
print(issubclass(int,H), issubclass(float,H))
try: issubclass(str,H)
except AssertionError as e: print(e)
print(type(A._abc_impl), repr(A._abc_impl)[:24])
import _collections_abc as c
print(issubclass(list, c.MutableSequence), isinstance({}, c.Mapping), isinstance((), c.Hashable), isinstance([], c.Hashable))
print(list.__flags__ & 96, dict.__flags__ & 96, c.Sequence.__flags__ &96)
class S(c.Sequence):
    def __getitem__(self, i): 
        if i>3: raise IndexError
        return i
    def __len__(self): return 4
print(list(S()), S().index(2), 3 in S(), S().count(1), list(reversed(S())))
match S():
    case [a,*b]: print(a,b)
class MM(c.MutableMapping):
    def __init__(self): self.d={}
    def __getitem__(self,k): return self.d[k]
    def __setitem__(self,k,v): self.d[k]=v
    def __delitem__(self,k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m=MM(); m.update(a=1,b=2); print(m.pop('a'), dict(m), m.setdefault('x',3), list(m.items()), m=={'b':2,'x':3})
