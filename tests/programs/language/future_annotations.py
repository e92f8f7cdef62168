"""from __future__ import annotations: texts instead of values."""
from __future__ import annotations

import __future__


def f(a: undefined, b: list[int | None] = None, *c: 'quoted', d: (1, 2)) -> lambda x: x + 1:
    pass


print(f.__annotations__)


class C:
    x: C
    y: {1: [2, ...]}
    z: "a" "b" = 1


print(C.__annotations__)
v: not (a and b) or c if d else e[1:2, ::3]
w: f"{x!r:>{y}}"
print(__annotations__)
print(annotations is __future__.annotations, annotations.compiler_flag == f.__code__.co_flags & annotations.compiler_flag)
exec("def g(a: more): pass\nprint(g.__annotations__)")
for text in ("from __future__ import nothing", "x = 1\nfrom __future__ import division", "from __future__ import braces"):
    try:
        compile(text, "t", "exec")
    except SyntaxError as e:
        print(e.msg, e.lineno)
