"""Comparisons between int, float, complex, bool, huge values, NaN; chains; user classes without some operators."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import operator

values = (0, -0.0, 1, 1.0, True, 1 + 0j, 2**53, 2.0**53, 2**53 + 1, 10**400, -(10**400), float("inf"), float("-inf"), float("nan"), "1", None)
for a in values:
    row = []
    for b in values:
        row.append("".join("E" if isinstance(r := attempt(f, a, b), str) else str(int(r)) for f in (operator.lt, operator.le, operator.eq, operator.ne, operator.gt, operator.ge)))
    print(repr(a)[:12], row)
for f in (lambda: 1 < "a", lambda: 1j < 2, lambda: None < None, lambda: [1] < (1,), lambda: {} < {}, lambda: int < str, lambda: {1} < [1], lambda: 1 < 2 < "x"):
    print(attempt(f))


class OnlyLt:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        print("lt", self.v)
        return self.v < getattr(other, "v", other)


a, b = OnlyLt(1), OnlyLt(2)
print(a < b, a > b, attempt(lambda: a <= b), a == b, a != b, sorted([b, a])[0].v, attempt(lambda: a > 1))
print(1 < 2 < 3, 3 > 2 > 2, 1 == 1.0 == True, 1 < 3 > 2 != 5, 1 in [1] == True, (1 in [1]) == True, not 1 == 2)
