"""match: all kinds of patterns, guards, captures, classes, mappings."""


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Color:
    RED = 1


def describe(v):
    match v:
        case 0 | 1:
            return "zero or one"
        case -5 | 2.5 | 1 + 2j:
            return "number literal"
        case "text" | b"bytes":
            return "literal text"
        case None | True | False:
            return f"constant {v}"
        case Color.RED:
            return "value pattern"
        case int(n) if n > 100:
            return f"big int {n}"
        case int():
            return "int"
        case str() as s if len(s) > 3:
            return f"long str {s}"
        case [] | ():
            return "empty sequence"
        case [x]:
            return f"one {x}"
        case [1, _, 3]:
            return "1 _ 3"
        case [1, *rest]:
            return f"1 and {rest}"
        case [Point(x=0), *_, last]:
            return f"point first, {last} last"
        case (x, y):
            return f"pair {x} {y}"
        case {"kind": "circle", "r": r}:
            return f"circle {r}"
        case {"a": 1, **rest}:
            return f"a=1 and {rest}"
        case {}:
            return "mapping"
        case Point(0, 0):
            return "origin"
        case Point(x, y=0):
            return f"on x axis at {x}"
        case Point(x=px, y=py) if px == py:
            return f"diagonal {px}"
        case Point():
            return "point"
        case float(f):
            return f"float {f}"
        case set() | frozenset():
            return "a set"
        case _:
            return "something else"


for v in (0, True, None, -5, 2.5, 1 + 2j, "text", b"bytes", 500, 50, "long text", "abc", [], (), [7], [1, 2, 3], [1, 5, 6, 7], [Point(0, 9), 4, 5], (8, 9), range(2), {"kind": "circle", "r": 3}, {"a": 1, "b": 2}, {"z": 0}, {}, Point(0, 0), Point(5, 0), Point(3, 3), Point(1, 2), 3.5, {1}, object, [1, 2, 4][:0] + [9, 9, 9]):
    print(describe(v))


def captures(v):
    match v:
        case {"outer": [{"inner": x}, *others]} as whole:
            return x, others, whole is v
        case [[a, b], [c, d]] | [[a, b, c], d]:
            return a, b, c, d


print(captures({"outer": [{"inner": 1}, 2, 3]}), captures([[1, 2], [3, 4]]), captures([[1, 2, 3], 4]), captures(5))
match 5:
    case x:
        print(x)


class NoArgs:
    pass


class BadArgs:
    __match_args__ = ["x"]


for subject, source in ((NoArgs(), "case NoArgs(1): pass"), (BadArgs(), "case BadArgs(1): pass"), (Point(1, 2), "case Point(1, x=1): pass"), (Point(1, 2), "case Point(1, 2, 3): pass"), (5, "case Color.RED(): pass")):
    try:
        exec(f"match subject:\n  {source}")
        print("no error")
    except TypeError as e:
        print(e)


def nested_or(v):
    match v:
        case ("a" | "b") as letter, (1 | 2) as number:
            return letter, number
        case {"k": [_, _, *_]}:
            return "two or more"
        case {1: _, "x": y}:
            return y


print(nested_or(("a", 2)), nested_or(("c", 1)), nested_or({"k": [1, 2]}), nested_or({"k": [1]}), nested_or({1: 0, "x": "y"}))


class Seq:
    def __len__(self):
        return 2

    def __getitem__(self, i):
        return i


match Seq():
    case [a, b]:
        print("sequence")
    case _:
        print("not a sequence")
match "ab":
    case [a, b]:
        print("str is a sequence")
    case _:
        print("str is no sequence")
match {"a": 1}:
    case {"a": int(v), **rest}:
        print(v, rest)
