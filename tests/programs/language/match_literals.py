"""match: literals, alternatives, captures, guards, order."""


def kind(v):
    match v:
        case 0 | 1:
            return "small"
        case -1 | -2.5:
            return "negative"
        case True:
            return "never: 1 comes first"
        case "a" | "b" as letter:
            return f"letter {letter}"
        case b"bytes":
            return "bytes"
        case None:
            return "none"
        case 1 + 2j:
            return "complex"
        case int(n) if n > 100:
            return f"large {n}"
        case n if isinstance(n, float):
            return f"float {n}"
        case _:
            return "other"


for v in (0, 1, True, False, 1.0, -1, -2.5, "a", "b", "c", b"bytes", None, 1 + 2j, 101, 50, 3.5, []):
    print(repr(v), kind(v))


class Color:
    RED, GREEN = 1, "g"


for v in (1, "g", 2):
    match v:
        case Color.RED:
            print("red")
        case Color.GREEN:
            print("green")
        case other:
            print("captured", other)
match = {"match": 1}
case = "soft"
match[case] = 2
print(match, case, type)
for text in ("match x:\n case a: 0\n case b: 0", "match x:\n case a | b: 0", "match x:\n case {**r, 1: 2}: 0", "match x:\n case a, a: 0", "match x:\n case 1 + 1: 0", "match x:\n case *a: 0", "match x:\n case A(b=1, b=2): 0", "match x:\n case f'': 0"):
    try:
        compile(text, "t", "exec")
    except SyntaxError as e:
        print(repr(text), "->", e.msg)
