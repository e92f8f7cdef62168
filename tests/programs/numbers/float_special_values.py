"""Infinities, NaN and signed zeros through every operator, comparison, min and max, sorting, formatting, conversion."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import math

inf, nan = float("inf"), float("nan")
values = (0.0, -0.0, 1.5, -1.5, inf, -inf, nan)
for a in values:
    row = []
    for b in values:
        row.append([attempt(f) for f in (lambda: a + b, lambda: a - b, lambda: a * b, lambda: a / b, lambda: a // b, lambda: a % b, lambda: a**b)])
    print(a, row)
print([math.copysign(1, x) for x in (0.0, -0.0, 0.0 * -1, -0.0 + 0.0, -0.0 - 0.0, round(-0.4), round(-0.4, 0), abs(-0.0), -0.0 % 5, 5 % -5.0)])
print(min(nan, 1), min(1, nan), max(nan, 1), max(1, nan), nan == nan, nan != nan, nan is nan, nan in [nan], 0.0 == -0.0, {0.0: 1}[-0.0], hash(0.0) == hash(-0.0), str(-0.0), repr(1e16), repr(1e15), 1e-4, 1e-5, 123456789012345680.0, 5e-324, 1.7976931348623157e308, 0.1 + 0.2, 1 / 3, 2**0.5, 1e100, 100000000000000000000.0)
print([attempt(f, v) for v in (inf, -inf, nan) for f in (int, round, math.floor, math.ceil, math.trunc, bool, str, hash if v == v else str)])
print(inf > 10**400, -inf < -(10**400), nan < 1, 1.0 == 1, 2**53 + 1.0, 1e308 * 10, -1e308 * 10, attempt(lambda: 10.0**400), 0.0**0, attempt(lambda: 0.0**-1), (-8) ** (1 / 3), math.fsum([0.1] * 10), sum([0.1] * 10), sum([1e16, 1.0, -1e16]), sum([inf, -inf]), sum([nan, 1]))
