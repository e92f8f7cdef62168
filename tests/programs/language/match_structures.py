"""match: sequences, mappings, classes."""


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


def shape(v):
    match v:
        case []:
            return "empty"
        case [x]:
            return f"one {x}"
        case [1, *rest]:
            return f"begins with 1, then {rest}"
        case (*init, [a, b]):
            return f"ends with a pair {a} {b} after {init}"
        case [_, _]:
            return "two"
        case {"op": "add", "args": [a, b], **rest}:
            return f"{a} + {b}, {rest}"
        case {"op": str(op)}:
            return f"op {op}"
        case {}:
            return "a mapping"
        case Point(0, 0):
            return "origin"
        case Point(x=0, y=y):
            return f"on the y axis at {y}"
        case Point(x, y) if x == y:
            return f"diagonal {x}"
        case Point():
            return "a point"
        case str() | bytes():
            return "text"
        case int(real=r) | float(r):
            return f"number {r}"
        case _:
            return "nothing"


for v in ([], (5,), [1, 2, 3], (9, 8, [1, 2]), (3, 4), range(2), {"op": "add", "args": (1, 2), "z": 3}, {"op": "neg"}, {}, {1: 2}, Point(0, 0), Point(0, 3), Point(2, 2), Point(1, 2), "ab", b"", 5, 2.5, {1, 2}, None):
    print(repr(v) if not isinstance(v, Point) else "Point", "->", shape(v))


class Wrong:
    __match_args__ = ["x"]


class Twice:
    __match_args__ = ("x",)
    x = 1


for text, subject in (("Wrong(1)", Wrong()), ("Twice(1, x=1)", Twice()), ("Twice(1, 2)", Twice()), ("int(1, 2)", 1), ("Point(1, 2, 3)", Point(1, 2)), ("text(1)", 1)):
    try:
        exec(f"match subject:\n    case {text}: pass")
    except TypeError as e:
        print(text, "->", e)
