"""Classes with type parameters: bases, subscripts, defaults, wrong numbers of arguments, inheritance."""
class G[T, U = str]:
    x: T

    def m(self, x: T) -> U: ...


print(G, G.__type_params__, G.__parameters__, G.__orig_bases__, G.__mro__, G[int, str], G[int], G[int].__args__)
print(G.m.__annotations__, G.m.__type_params__, G.__annotations__)
for arguments in ((int, str, bytes), (), 1, "forward", None, ..., [int]):
    try:
        print(G[arguments])
    except TypeError as e:
        print(e)


class H[*Ts](G[int, tuple[*Ts]]):
    pass


print(H.__orig_bases__, H.__parameters__, H[int, str], H[()], H[int].__args__, H.__bases__)


class K[**P]:
    pass


print(K[[int, str]], K[int, str], K[...], K.__parameters__)


class Meta(type):
    pass


class WithMeta[T](metaclass=Meta):
    pass


print(type(WithMeta), WithMeta.__bases__, WithMeta[int]().__orig_class__)


class Base:
    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__()
        print("subclass", cls.__name__, kwargs, hasattr(cls, "__type_params__"))


class Sub[T](Base, flag=1):
    pass


print(Sub.__type_params__, isinstance(Sub[int](), Sub), Sub[int].__origin__ is Sub)
try:
    isinstance(1, Sub[int])
except TypeError as e:
    print(e)


class Outer[T]:
    class Inner[U]:
        both = (T, U)

    def method[V](self) -> tuple[T, V]:
        return V


print(Outer.Inner.both, Outer().method(), Outer.method.__annotations__)
