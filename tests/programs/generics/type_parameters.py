"""Type parameters of functions: kinds, bounds, constraints, defaults, scopes; what can not be done with them."""
import weakref


def f[T: int, *Ts, **P](x: T) -> T:
    return x


print(f.__type_params__, [type(t).__name__ for t in f.__type_params__], f.__annotations__)
T, Ts, P = f.__type_params__
print(T.__bound__, T.__constraints__, T.__default__, T.__covariant__, T.__infer_variance__, T.__name__, T.__module__)


def outer[T]():
    class In[U]:
        def meth[V](self, a: T, b: U, c: V):
            return T, U, V

    return In


print(outer()().meth(1, 2, 3), outer().meth.__annotations__)


def lazy[A: (int, str), B: undefined, C = list[A], *D = *tuple[int, str], **E = [int]]():
    pass


A, B, C, D, E = lazy.__type_params__
print(A.__constraints__, A.__bound__, C.__default__, C.__default__ is C.__default__, D.__default__, E.__default__)
print([t.has_default() for t in lazy.__type_params__])
try:
    print(B.__bound__)
except NameError as e:
    print(e)
undefined = float
print(B.__bound__)
for bad in (T, Ts, P, P.args, P.kwargs):
    try:

        class Bad(bad):
            pass

    except TypeError as e:
        print(e)
print(P.args, P.kwargs, P.args == P.args, P.args != P.kwargs, P.args == P.kwargs, P.args.__origin__ is P)
print(T.__reduce__(), Ts.__reduce__(), P.__reduce__(), weakref.ref(T)() is T, weakref.ref(Ts)() is Ts)
for name in ("__name__", "__bound__", "__default__", "__covariant__"):
    try:
        setattr(T, name, 1)
    except AttributeError as e:
        print(e)
T.note = "any name"
print(T.note)
value = (lambda x: [T for T in x])([1])
print(value, *Ts)


def shadow[int](x: int) -> int:
    return int


print(shadow.__annotations__, shadow(1))
f.__type_params__ = ()
print(f.__type_params__)
try:
    f.__type_params__ = 1
except TypeError as e:
    print(e)
