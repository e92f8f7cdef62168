"""TypeErrors of calls: missing, unexpected, doubled and positional-only arguments of Python and built-in functions."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

def f(a, b, /, c, d=4, *, e, g=7):
    return (a, b, c, d, e, g)


def h(*args, **kwargs):
    return args, kwargs


def one(x):
    return x


def none():
    return None


def many(a, b, c, d):
    return None


class C:
    def m(self, x):
        return x


for call in (lambda: f(1, 2, 3, e=5), lambda: f(), lambda: f(1), lambda: f(1, 2, 3), lambda: f(1, 2, c=3, e=1), lambda: f(a=1, b=2, c=3, e=5), lambda: f(1, b=2, c=3, e=5), lambda: f(1, 2, 3, 4, 5, e=1), lambda: f(1, 2, 3, c=3, e=1), lambda: f(1, 2, 3, e=1, zz=2), lambda: f(1, 2, 3, e=1, ee=2), lambda: one(), lambda: one(1, 2), lambda: one(y=1), lambda: one(1, x=1), lambda: none(1), lambda: none(a=1), lambda: many(), lambda: many(1), lambda: many(1, 2, 3), lambda: many(1, 2, 3, 4, 5), lambda: C().m(), lambda: C().m(1, 2), lambda: C.m(), lambda: C.m(1), lambda: h(1, *[2, 3], x=1, **{"y": 2}), lambda: h(*5), lambda: h(**5), lambda: h(**{1: 2}), lambda: h(x=1, **{"x": 2}), lambda: h(**{"x": 1}, **{"x": 2}), lambda: h(*None), lambda: h(**[("a", 1)]), lambda: one(*[1, 2]), lambda: one(**{"x": 5}), lambda: 5(), lambda: "a"(1), lambda: None(), lambda: C()(), lambda: len(), lambda: len(1, 2), lambda: len(obj=1), lambda: "".join(), lambda: "".split(1, 2, 3), lambda: "".split(sep=" ", x=1), lambda: [].append(), lambda: [].append(x=1), lambda: int(1, 2, 3), lambda: print(x=1), lambda: sorted(), lambda: sorted([1], None), lambda: isinstance(1), lambda: max(), lambda: max(1, key=1, y=2), lambda: dict(1, 2), lambda: (lambda x, /: x)(x=1), lambda: (lambda *, k: k)(1), lambda: (lambda *, k, j: k)(), lambda: C(1), lambda: C(x=1), lambda: object(x=1), lambda: type("T", (), {})(1, 2), lambda: {}.get(), lambda: {}.get(1, 2, 3), lambda: (1).__add__(), lambda: (1).__add__(1, 2), lambda: int.__add__(), lambda: str.upper(1), lambda: list.append([], 1, 2)):
    print(attempt(call))
