"""match: all kinds of patterns, guards, captures, class patterns with __match_args__, errors."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class NoArgs:
    pass


class BadArgs:
    __match_args__ = 5


class BadItems:
    __match_args__ = (1,)


class Sub(Point):
    pass


import collections


class Seq(collections.UserList if False else list):
    pass


def test(v):
    match v:
        case 0 | False:
            return "zero"
        case 1.5:
            return "float"
        case "a" | "b" as c:
            return f"letter {c}"
        case b"x":
            return "bytes"
        case None:
            return "none"
        case -3 | 2 + 3j:
            return "negative or complex"
        case []:
            return "empty"
        case [x]:
            return f"one {x}"
        case [1, *rest]:
            return f"starts 1 {rest}"
        case [*init, "end"]:
            return f"ends {init}"
        case (a, b, *_) if a == b:
            return f"equal {a}"
        case {"kind": "k", **others}:
            return f"kind {others}"
        case {"p": Point(x=0, y=yy)}:
            return f"mapping of point {yy}"
        case {1: _, 2: _}:
            return "one two"
        case Sub(x, y):
            return f"sub {x} {y}"
        case Point(x, 0):
            return f"on axis {x}"
        case Point(x=x, y=y) if x == y:
            return f"diagonal {x}"
        case Point():
            return "point"
        case str(s):
            return f"str {s}"
        case int(n) | float(n):
            return f"number {n}"
        case list() | tuple():
            return "sequence"
        case dict(d):
            return f"dict {d}"
        case {}:
            return "any mapping"
        case range():
            return "range"
    return "nothing"


for v in (0, False, 1, 1.5, 2.5, "a", "zz", b"x", b"y", None, -3, 2 + 3j, [], [5], (1, 2, 3), [1], "1", ["q", "end"], (4, 4, 5), [4, 5], {"kind": "k", "z": 1}, {"p": Point(0, 9)}, {1: 1, 2: 2, 3: 3}, {}, {"q": 1}, Sub(1, 2), Point(3, 0), Point(4, 4), Point(5, 6), range(2), bytearray(b"x"), {1}, object, Seq([1, 2]), iter([1])):
    print(repr(v).split(" object")[0], attempt(test, v))


def bad(v, which):
    match v:
        case Point(1, 2, 3) if which == 0:
            return 1
        case NoArgs(1) if which == 1:
            return 1
        case BadArgs(1) if which == 2:
            return 1
        case BadItems(1) if which == 3:
            return 1
        case int(1, 2) if which == 4:
            return 1
        case Point(1, x=1) if which == 5:
            return 1
    return "none"


print([attempt(bad, v, w) for v, w in ((Point(1, 2), 0), (NoArgs(), 1), (BadArgs(), 2), (BadItems(), 3), (5, 4), (Point(1, 2), 5))])
not_a_class = 5
for source in ("match 1:\n case not_a_class(): pass", "match 1:\n case nope.x: pass", "match {}:\n case {'a': 1, 'a': 2}: pass", "match 1:\n case x: pass\n case 2: pass", "match 1:\n case [x, x]: pass", "match 1:\n case x | y: pass", "match 1:\n case {**r, 'a': 1}: pass", "match 1:\n case [*a, *b]: pass", "match 1:\n case Point(x=1, x=2): pass"):
    print(attempt(exec, source, globals()))
match = case = 5
print(match + case)
match [match, case]:
    case [5, y]:
        print(y)
