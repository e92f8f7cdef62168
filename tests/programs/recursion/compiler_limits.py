"""Where the parser and the compiler say that a source nests too deeply."""


def attempt(source, mode):
    try:
        compile(source, "<source>", mode)
    except SyntaxError as error:
        return type(error).__name__, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset
    except (MemoryError, RecursionError) as error:
        return type(error).__name__, str(error)


def first_failure(make, high, mode="exec"):
    low, found = 1, None
    while low < high:
        middle = (low + high) // 2
        result = attempt(make(middle), mode)
        if result is None:
            low = middle + 1
        else:
            high, found = middle, result
    return low, found


def indented(head):
    return lambda n: "".join(" " * i + head + "\n" for i in range(n)) + " " * n + "pass\n"


CASES = {
    "parentheses": (lambda n: "(" * n + "1" + ")" * n, 300),
    "brackets": (lambda n: "[" * n + "]" * n, 300),
    "braces": (lambda n: "{1:" * n + "1" + "}" * n, 300),
    "calls inside": (lambda n: "f(" * n + ")" * n, 300),
    "subscripts inside": (lambda n: "x[" * n + "0" + "]" * n, 300),
    "walrus": (lambda n: "(a:=" * n + "1" + ")" * n, 300),
    "comprehensions": (lambda n: "[x for x in " * n + "y" + "]" * n, 300),
    "f-strings": (lambda n: "f'{" * n + "x" + "}'" * n, 300),
    "format specs": (lambda n: "f'{x:" + "{x:" * n + "}" * n + "}'", 10),
    "yield": (lambda n: "def f(): yield " + "(yield " * n + ")" * n, 300),
    "patterns": (lambda n: "match x:\n case " + "[" * n + "]" * n + ": pass", 300),
    "if": (indented("if x:"), 150),
    "for": (indented("for x in y:"), 150),
    "with": (indented("with x:"), 150),
    "def": (indented("def f():"), 150),
    "class": (indented("class C:"), 150),
    "minus": (lambda n: "-" * n + "x", 8000),
    "not": (lambda n: "not " * n + "x", 8000),
    "lambda": (lambda n: "lambda: " * n + "x", 5000),
    "conditional": (lambda n: "x if x else " * n + "x", 8000),
    "sum": (lambda n: "+".join(["x"] * (n + 1)), 12000),
    "attributes": (lambda n: "x" + ".a" * n, 12000),
    "calls": (lambda n: "x" + "()" * n, 12000),
    "subscripts": (lambda n: "x" + "[0]" * n, 12000),
    "comparison": (lambda n: "<".join(["x"] * (n + 1)), 3000),
    "and": (lambda n: " and ".join(["x"] * (n + 1)), 3000),
    "targets": (lambda n: "x=" * n + "1", 3000),
}
for name, (make, high) in CASES.items():
    print(name, *first_failure(make, high))
for name in "minus", "not", "conditional":
    print("eval", name, *first_failure(*CASES[name], "eval"))
