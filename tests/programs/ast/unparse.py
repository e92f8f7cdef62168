# ast.unparse and ast.dump: sources out of trees, and that they say the same.
import ast

SOURCES = [
    "a + b * (c - d) ** -e", "(a, b)", "a, *b", "[a, *b]", "x[a, b:c]", "x[(a, *b)]", "lambda a, /, b=1, *c, d, e=2, **f: a",
    "a if b else c if d else e", "not (a and b or c)", "a < b <= c is not d", "(yield)", "(yield a)", "(yield from a)", "(a := 1)",
    "f(a, *b, c=d, **e)", "{**a, 'b': c}", "{a, b}", "set()", "[a for b in c if d async for e in f]", "{a: b for c in d}", "(a for b in c)",
    "f'a{b!r:>{c}}d'", "f'{a=}'", "f'{{}}'", "f'{a:%Y-%m}'", "'a\\nb'", "'\\''", "'\"'", "'''a\nb'''", "b'\\x00'", "u'a'", "1e400", "1j",
    "x: int = 1", "(x): int", "x = y = z", "x += 1", "del a, b", "pass", "return", "raise a from b", "assert a, b", "import a as b, c",
    "from . import a", "from .a import (b as c, d)", "global a, b", "type X[T: int = str, *Ts, **P] = int",
    "def f(a: int, *b: c, **d) -> e:\n    '''doc'''\n    return a", "async def f():\n    await a\n    async with b as c, d:\n        pass\n    async for e in f:\n        pass",
    "@a\n@b.c(d)\nclass C[T](D, e=f):\n    x = 1\n\n    def g(self):\n        pass",
    "if a:\n    b\nelif c:\n    d\nelse:\n    e", "while a:\n    b\nelse:\n    c", "for a, in b:\n    break\nelse:\n    continue",
    "try:\n    a\nexcept b as c:\n    d\nexcept:\n    e\nelse:\n    f\nfinally:\n    g", "try:\n    a\nexcept* b:\n    c",
    "match a:\n    case 1 | 'b' | None | -2j:\n        c\n    case [d, *_, {'e': f, **g}] if h:\n        i\n    case C(x, y=z) as w:\n        j\n    case _:\n        k",
    "with (a as b, c):\n    pass", "a @ b // c % d << e >> f & g | h ^ i", "(-1) ** 2", "-1 ** 2", "(await_) ** 2", "1 .real", "(1).real", "1.5.real",
    "print((yield))", "x = *a, b", "for x in *a, b: pass", "a[b][c](d).e", "a[:], a[::], a[b:], a[:b], a[::c]", "...", "(lambda: (yield))",
    "def f():\n    global x\n    return (lambda x: x)(1)", "'é' + '\\ud800'", "if 1:\n    'docstring?'", "class A:\n    'doc'\n    'not doc'",
]
for source in SOURCES:
    tree = ast.parse(source)
    text = ast.unparse(tree)
    same = ast.dump(ast.parse(text)) == ast.dump(tree)
    print(ascii(text), same)
tree = ast.parse("def f(a, *, b=1): return g(a, [], {}, x=None)  # type: ignore", type_comments=True)
print(ast.dump(tree))
print(ast.dump(tree, annotate_fields=False))
print(ast.dump(tree, include_attributes=True))
print(ast.dump(tree, indent=2))
print(ast.dump(tree, indent="\t", show_empty=True))
print(ast.dump(ast.Name("x")), ast.dump(ast.Module()), ast.dump(ast.arguments(), show_empty=True), ast.dump(ast.Constant(None)))
try:
    ast.dump(5)
except TypeError as e:
    print(e)
print(ast.unparse(ast.Name("x")), ast.unparse(ast.arguments(args=[ast.arg("a")])), ast.unparse([ast.Pass(), ast.Break()]))
try:
    ast.unparse(ast.BinOp(ast.Constant(1), 5, ast.Constant(2)))
except (AttributeError, KeyError, TypeError) as e:
    print(type(e).__name__)
