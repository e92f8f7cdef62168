# The modules dataclasses and inspect.
import dataclasses
import inspect
from dataclasses import KW_ONLY, FrozenInstanceError, InitVar, asdict, astuple, dataclass, field, fields, make_dataclass, replace
from typing import ClassVar


@dataclass(order=True)
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, compare=False, repr=False)
    count: ClassVar[int] = 5

    def norm(self):
        return abs(self.x) + abs(self.y)


p = Point(1, 2)
print(p, p == Point(1, 2), p < Point(1, 3), p.norm(), asdict(p), astuple(p), replace(p, y=9), [f.name for f in fields(p)])
print(Point.__match_args__, Point.__doc__, inspect.signature(Point), Point.__hash__, dataclasses.is_dataclass(p))


@dataclass(frozen=True, slots=True)
class Frozen:
    a: int
    b: str = "b"


f = Frozen(1)
try:
    f.a = 2
except FrozenInstanceError as e:
    print(e)
print(f, hash(f) == hash(Frozen(1)), Frozen.__slots__, hasattr(f, "__dict__"))


@dataclass
class Child(Point):
    z: InitVar[int] = 0
    _: KW_ONLY
    w: int = 4

    def __post_init__(self, z):
        self.total = self.x + z


c = Child(1, 2, z=10, w=5)
print(c, c.total, Child.__mro__)
M = make_dataclass("M", [("a", int), ("b", list, field(default_factory=list))], namespace={"twice": lambda self: self.a * 2})
print(M(3), M(3).twice())
try:

    @dataclass
    class Bad:
        a: int = 1
        b: str

except TypeError as e:
    print(e)
try:

    @dataclass
    class Mutable:
        a: list = []

except ValueError as e:
    print(e)


def g(a, /, b: int = 1, *args, c, d=None, **kw) -> str:
    """Doc of g."""


s = inspect.signature(g)
print(s, list(s.parameters), s.parameters["b"].annotation, s.return_annotation, s.bind(1, 2, 3, c=4).arguments, inspect.getdoc(g))
print(inspect.getfullargspec(g), inspect.isfunction(g), inspect.isclass(Point), inspect.isbuiltin(len))
print([n for n, _ in inspect.getmembers(p, inspect.ismethod)], inspect.getmro(Child)[1].__name__, inspect.isgeneratorfunction(g))
print(inspect.signature(Point.norm), inspect.cleandoc("  a\n    b\n  c"), inspect.currentframe().f_code.co_name, inspect.unwrap(g) is g)
