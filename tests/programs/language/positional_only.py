"""Positional-only and keyword-only parameters."""


def f(a, b=2, /, c=3, *, d, e=5):
    return a, b, c, d, e


print(f(1, d=4), f(1, 9, c=8, d=7, e=6), f(1, 2, 3, d=4))


def g(a, /, **kw):
    return a, kw


print(g(1, a=2), g(1, **{"a": 3}))
for call in ("f()", "f(1)", "f(1, 2, 3, 4, d=5)", "f(a=1, d=2)", "f(1, b=2, d=3)", "f(1, d=2, x=3)", "g(a=1)", "g()", "f(1, 2, c=3, **{'c': 4}, d=1)", "f(1, d=2, **{'d': 3})", "f(*[1], **5)", "f(*5, d=1)"):
    try:
        print(call, eval(call))
    except TypeError as e:
        print(call, "->", e)
print(f.__code__.co_posonlyargcount, f.__code__.co_kwonlyargcount, f.__code__.co_argcount, f.__code__.co_varnames)
for text in ("def f(/): 0", "def f(a, /, b, /): 0", "def f(*, a, /): 0", "def f(*): 0", "def f(*, **k): 0", "def f(a=1, b): 0", "def f(**k, a): 0", "def f(a, a): 0"):
    try:
        compile(text, "t", "exec")
    except SyntaxError as e:
        print(text, "->", e.msg)
