# Every class of nodes: parsed, with all fields and places, in each mode.
import ast

STATEMENTS = '''
def f(a, b: int, /, c=1, *args: t, d, e: str = "x", **kw: k) -> r:
    """Doc."""
    return a
async def g[T: int = str, *Ts = *x, **P = [int]](*, a): await x; return
class C[T](B, metaclass=M, *args, **kw): pass
@d.e(1)
@(yield_)
class D: x: int; y: int = 2; (z): int = 3; a.b: c = 4; a[b]: c
del a, (b, [c]), d[0], e.f
x = y = z, *w = 1, *v
type X[A, *B, **C] = int
a += 1; b -= 2; c *= 3; d @= 4; e /= 5; f %= 6; g **= 7; h <<= 8; i >>= 9; j |= 1; k ^= 2; l &= 3; m //= 4
for i, in x: break
else: continue
while 1: pass
else: pass
if a: pass
elif b: pass
else: pass
with a, b as c, d as (e, *f): pass
with (a as b, c): pass
raise
raise A
raise A from B
try: pass
except: pass
try: pass
except A: pass
except (B, C) as e: pass
else: pass
finally: pass
try: pass
except* A as e: pass
assert a, b
assert a
import a, b.c as d
from . import x
from ...a.b import c as d, e
from __future__ import annotations
def h():
    global a, b
    def i():
        nonlocal_ = 1
        nonlocal x
async def k():
    async for i in x: pass
    else: pass
    async with a as b: pass
    return [i async for i in x if y if z]
'''

EXPRESSIONS = '''
a and b and c or d
(a := b)
a + b - c * d / e // f % g @ h ** i << j >> k | l ^ m & n
not a; -b; +c; ~d
lambda: 1
lambda a, /, b=2, *c, d=3, **e: (a, b)
a if b else c
{}; {1: 2, **x, 3: 4}; {1, 2, *x}
[a for b in c if d if e for f in g]; {a for b in c}; {a: b for c in d}; (a for b in c)
f(x for y in z)
yield_
a < b <= c > d >= e == f != g is h is not i in j not in k
f(); f(a, *b, c=d, **e)
f""; f"a{b}c"; f"{a!r}{b!s:>{w}}{c!a}{d=}{e = !r}"; "a" f"{b}" 'c'
1; 1.5; 2j; 10**3; 0x1_0; None; True; False; ...; "s"; b"b"; u"u"; u"a" "b"; "a" u"b"; b"a" b"c"
a.b; a[b]; a[b:c]; a[b:c:d]; a[:]; a[b, c:d, ...]; a[*b]; a[b, *c]
[]; [a, *b]; (); (a,); a, *b
"é" + ñ
"\\ud800"; "\\ud83d\\ude00"
123456789012345678901234567890; 1e400; 0.1
'''

PATTERNS = '''
match x:
    case 1 | -2 | 3.5 | 1 + 2j | -1 - 2j | "s" | b"b" | None | True | False: pass
    case a.b.c: pass
    case [a, *b, c] | (d, *_) | []: pass
    case a, b if c: pass
    case {"k": v, a.b: w, **rest}: pass
    case {}: pass
    case C(): pass
    case a.C(1, x, y=2, z=_): pass
    case (a | b) as c: pass
    case _: pass
match a, *b:
    case *_,: pass
'''


def show(tree):
    for node in ast.walk(tree):
        place = tuple(getattr(node, name, "-") for name in ("lineno", "col_offset", "end_lineno", "end_col_offset"))
        print(ast.dump(node, annotate_fields=False)[:100], place)


for source in (STATEMENTS, EXPRESSIONS, PATTERNS):
    tree = ast.parse(source)
    show(tree)
    print(ast.unparse(tree))
for mode, source in (("eval", "(a, b) "), ("single", "x; y = 1"), ("single", "if x:\n  y\n"), ("func_type", "(a) -> b")):
    tree = compile(source, "f", mode, ast.PyCF_ONLY_AST)
    print(type(tree))
    show(tree)
