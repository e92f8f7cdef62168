# ast.parse(feature_version=): syntax that an older Python did not have.
import ast

SOURCES = [
    "x: int = 1", "(x): int", "x.y: int = 2", "a @= b", "a @ b", "async def f(): pass", "async def f(): await x",
    "async def f():\n  async for x in y: pass", "async def f():\n  async with x: pass",
    "async def f():\n  async with (x, y): pass", "async def f(): return [x async for x in y]",
    "def f(a, /): pass", "def f(a, /, b=1): pass", "def f(a=1, /, b=1): pass", "lambda a, /: a", "lambda a=1, /, b=2: a",
    "with (a as b, c): pass", "with (a, b): pass", "with a, b: pass", "try: pass\nexcept* E: pass",
    "match x:\n  case 1: pass", "match x\n", "(y := 1)", "f(x := 1)", "[y := 1]", "1_000", "0x_ff", "1_0.5", "1_0j",
    "f'{x}'", "f'{x!r:>{y}}'", "f'{x=}'", "type A = int", "def f[T](): pass", "class A[T]: pass", "class A[T = int]: pass",
    "def f[*Ts = *x](): pass", "def f[**P = x](): pass", "def f(*args: *Ts): pass", "x[*a]", "x = *a, b", "return_ = 1",
    "@a.b[c]\ndef f(): pass", "print(*a, *b)", "{**a}", "async = 1", "await = 1", "nonlocal x", "a if b else c",
    "raise A from B", "for x in *a, b: pass", "del (a, b)", "x = yield", "def f(): yield from x", "global x", "b'a'", "u'a'",
]

for source in SOURCES:
    results = []
    for minor in range(3, 14):
        try:
            ast.parse(source, feature_version=(3, minor))
            results.append("ok")
        except SyntaxError as e:
            results.append(str(e.args))
    shown = sorted(set(results))
    print(repr(source), [results.index(r) + 3 for r in shown])
    for result in shown:
        print("   ", result)

for version in ((3, 8), 8, (3, 99), None):
    try:
        print(version, ast.dump(ast.parse("x = 1", feature_version=version)))
    except (ValueError, SyntaxError) as e:
        print(version, type(e).__name__, e)
for version in ((2, 7), (4, 0)):
    try:
        ast.parse("x = 1", feature_version=version)
    except ValueError as e:
        print(version, e)
# Only trees look at it.
print(type(compile("x: int = 1", "f", "exec", 0, _feature_version=5)).__name__)
for bad in ("x", 1.5, 2**40):
    try:
        compile("x", "f", "exec", 1024, _feature_version=bad)
    except (TypeError, OverflowError) as e:
        print(type(e).__name__, e)
