# cmath: special values and branch cuts, errors, polar coordinates, isclose.
import cmath
import math

inf, nan = math.inf, math.nan
parts = [-inf, -2.3, -1.0, -0.0, 0.0, 1.0, 2.3, inf, nan]
functions = "acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh phase polar isfinite isinf isnan".split()


def sign(x):
    return "nan" if x != x else "-" if math.copysign(1, x) < 0 else "+"


def short(v):
    """Finite parts with 12 digits: their last places are the C library's."""
    if isinstance(v, complex):
        return short(v.real) + "," + short(v.imag)
    if isinstance(v, tuple):
        return "(" + " ".join(short(x) for x in v) + ")"
    if isinstance(v, float) and v == v and abs(v) != inf:
        return sign(v) + f"{abs(v):.12g}"
    return str(v)


def result(f, *args):
    try:
        return short(f(*args))
    except Exception as e:
        return f"{type(e).__name__} {e}"


for name in functions:
    f = getattr(cmath, name)
    print(name, f.__text_signature__)
    for re in parts:
        print("  ", re, [result(f, complex(re, im)) for im in parts])
print("rect")
for r in parts:
    print("  ", r, [result(cmath.rect, r, phi) for phi in parts])
big = [1e308, 1.7e308, 1e200, 1e154, 5e-324, 1e-310, 2e-308, 710.0, 709.0, 0.9, 1e-160]
for name in functions[:18]:
    f = getattr(cmath, name)
    print(name, [result(f, complex(x, y)) for x in big for y in (0.0, 0.3, -1e-310, x)])


class C:
    def __complex__(self):
        return 1 + 2j


class F:
    def __float__(self):
        return 0.5


class I:
    def __index__(self):
        return 3


class Bad:
    def __complex__(self):
        return 1.0


for value in C(), F(), I(), Bad(), "1", None, 5, 10**400, True:
    print(result(cmath.sqrt, value), result(cmath.log, value, value), result(cmath.rect, value, 1))
for args in (0,), (0, 2), (2, 0), (2, 1), (8, 2), (-1, 1j), (), (1, 2, 3), (1, "x"), (complex(-inf, 1), 0):
    print(args, result(cmath.log, *args))
for args, keywords in ((1, 1 + 1e-10), {}), ((1, 1.1), {"rel_tol": 0.2}), ((1, 1.1j), {"abs_tol": 2}), ((inf, inf), {}), ((inf, -inf), {}), ((nan, nan), {}), ((1, 1), {"rel_tol": -1}), ((1,), {}), ((1, 2, 3), {}):
    print(args, keywords, result(lambda: cmath.isclose(*args, **keywords)))
print(cmath.pi, cmath.e, cmath.tau, cmath.inf, cmath.infj, cmath.nan, cmath.nanj)
