"""list[int] and the like, unions with |, isinstance on them, attributes, equality, hashing, errors."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

a = list[int]
for x in (a, dict[str, int], tuple[int, ...], tuple[()], type[int], list[list[int]], set["fwd"], frozenset[None], list[...], list[1], list[[1, 2]]):
    print(x, x.__origin__.__name__, x.__args__, x.__parameters__, attempt(lambda: hash(x) == hash(x)), x == list[int], bool(x))
for f in (lambda: a(), lambda: a([1]), lambda: a[int], lambda: isinstance([], a), lambda: issubclass(list, a), lambda: a | None, lambda: a | a, lambda: setattr(a, "__origin__", 1), lambda: a.append, lambda: a.__class__, lambda: type(a), lambda: a.__mro_entries__(()), lambda: a.nope, lambda: int[str], lambda: a.__reduce__(), lambda: list(a), lambda: [*a], lambda: dict[int], lambda: a.__unpacked__, lambda: a.__typing_unpacked_tuple_args__, lambda: type("S", (a,), {}), lambda: type(a)(list, int), lambda: type(a)(list), lambda: type(a)(5, (1, 2)), lambda: a.__call__, lambda: dir(a) == sorted(dir(a))):
    r = attempt(f)
    print(r if " at 0x" not in repr(r) else type(r).__name__)


class S(list[int]):
    pass


print(S.__bases__, S.__orig_bases__, S([1]))
u = int | str
for f in (lambda: u, lambda: u | float, lambda: int | None, lambda: None | int, lambda: int | int, lambda: u | int, lambda: u == str | int, lambda: hash(u) == hash(str | int), lambda: u.__args__, lambda: isinstance(1, u), lambda: isinstance(1.5, u), lambda: isinstance(None, int | None), lambda: issubclass(bool, u), lambda: isinstance(1, int | list[int]), lambda: isinstance(1.5, int | list[int]), lambda: int | 5, lambda: 5 | int, lambda: int | "x", lambda: u(), lambda: u[int], lambda: u.__parameters__, lambda: setattr(u, "__args__", 1), lambda: type(u), lambda: type(u)(), lambda: list[int] | dict, lambda: repr(u | None), lambda: None | None, lambda: (int | str) == int, lambda: u.__origin__, lambda: type("T", (u,), {}), lambda: u.__reduce__()):
    print(attempt(f))
