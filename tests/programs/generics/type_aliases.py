"""The type statement: values evaluated late, recursion, parameters, unions, TypeAliasType."""
import typing

type A = list[B]
type B = int | str
type C[T, *Ts, **P] = dict[T, tuple[*Ts], typing.Callable[P, T]]
print(A, A.__value__, B.__value__, C, C.__value__, C.__type_params__, C.__parameters__, C.__module__)
print(A | B, A | int, int | A, A | None)
try:
    A[int]
except TypeError as e:
    print(e)
print(C[int, [float]], C[int, str, bytes, [float]].__args__, A.__parameters__)
type Recursive = list[Recursive]
print(Recursive.__value__, Recursive.__value__.__args__[0] is Recursive, Recursive.__value__ is Recursive.__value__)
type Lazy = undefined_name
try:
    Lazy.__value__
except NameError as e:
    print(e)
undefined_name = 7
print(Lazy.__value__)
print(A.__name__, A.__reduce__(), repr(A), hash(A) == hash(A), A == A, A != B)
made = typing.TypeAliasType("Made", list[int], type_params=())
print(made, made.__value__, made.__type_params__, made.__module__)
for arguments, keywords in [((), {}), (("a",), {}), ((1, 2), {}), (("a", 2), {"type_params": 1}), (("a", 2, 3), {}), (("a", 2), {"x": 1}), (("a", 2), {"type_params": (1,)})]:
    try:
        print(typing.TypeAliasType(*arguments, **keywords))
    except TypeError as e:
        print(e)
for name in ("__name__", "__value__", "__module__", "other"):
    try:
        setattr(A, name, 1)
    except AttributeError as e:
        print(e)


class Holder:
    type Inside = int
    type Own = Inside


print(Holder.Inside, Holder.Own.__value__, Holder.Inside.__module__)


def function():
    local = str
    type InFunction = local
    return InFunction


print(function().__value__)
