"""TypeVar, ParamSpec, TypeVarTuple made by calls: arguments, variance, unions, substitution, NoDefault."""
import typing

X = typing.TypeVar("X", bound="str", default=int)
Y = typing.TypeVar("Y", int, str)
Z = typing.TypeVar("Z", covariant=True)
W = typing.TypeVar("W", contravariant=True)
P = typing.ParamSpec("P", default=[int])
Ts = typing.TypeVarTuple("Ts", default=tuple[int])
print(X, Y, Z, W, P, Ts, X.__bound__, Y.__constraints__, X.__default__, X | int, int | X, X | "str", P | int)
print([t.has_default() for t in (X, Y, P, Ts)], [t.__default__ for t in (X, Y, P, Ts)], X.__module__, Ts.__module__)
print(typing.NoDefault, type(typing.NoDefault)(), typing.NoDefault.__reduce__())
print(repr(typing.ParamSpecArgs(int)), typing.ParamSpecKwargs(P), typing.ParamSpecArgs(P) == P.args)
for make in (
    lambda: typing.TypeVar(),
    lambda: typing.TypeVar(1),
    lambda: typing.TypeVar("Q", int),
    lambda: typing.TypeVar("Q", int, str, bound=int),
    lambda: typing.TypeVar("Q", covariant=True, contravariant=True),
    lambda: typing.TypeVar("Q", infer_variance=True, covariant=True),
    lambda: typing.TypeVar("Q", bound=1),
    lambda: typing.TypeVar("Q", name="R"),
    lambda: typing.TypeVar("Q", what=1),
    lambda: typing.TypeVar(name="Q", bound=None, infer_variance=True),
    lambda: typing.ParamSpec(),
    lambda: typing.ParamSpec("Q", "R"),
    lambda: typing.ParamSpec("Q", bound=1),
    lambda: typing.ParamSpec("Q", covariant=1, contravariant=1),
    lambda: typing.TypeVarTuple(),
    lambda: typing.TypeVarTuple("Q", bound=1),
    lambda: typing.TypeVarTuple(b"Q"),
    lambda: typing.Generic[int],
    lambda: typing.Generic[X, X],
    lambda: typing.Generic[()],
    lambda: type(typing.NoDefault)(1),
    lambda: X.__typing_subst__(int),
    lambda: Ts.__typing_subst__(int),
    lambda: X.__typing_prepare_subst__(1),
    lambda: list[X][str],
    lambda: dict[X, Y][int],
    lambda: dict[Y, X][int],
    lambda: tuple[X, *Ts][int, str, bytes],
    lambda: typing.Callable[P, X][[int], str],
    lambda: typing.Callable[P, X][..., str],
):
    try:
        print(make())
    except Exception as e:
        print(type(e).__name__, e)


class Old(typing.Generic[Y, X]):
    pass


print(Old[int, str], Old.__parameters__, Old[Y, int][str], Old[int], Old[int]().__orig_class__)
