"""pow() with two and three arguments: ints, floats, negative exponents, inverses, errors."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

for args in ((2, 10), (2, -2), (-2, 3), (0, 0), (0, -1), (0.0, -1), (2.0, 3), (-8, 1 / 3), (10**10, 5), (2, 0.5), (1j, 2), (True, False), (2, 3, 5), (2, -1, 5), (2, -1, 4), (-3, 5, 7), (3, 5, -7), (2, 3, 1), (2, 3, 0), (2.0, 3, 5), (2, 3.0, 5), (2, 3, 5.0), ("a", 2), (2, "a"), (10**30, 10**5, 10**9 + 7), (3, -2, 10**9 + 7), (0, -1, 7), (1, 2, 3, 4), ()):
    print(args, attempt(pow, *args))
print(pow(base=2, exp=5), pow(base=2, exp=5, mod=7), attempt(pow, 2, mod=3), 2**-1, (-1) ** 0.5, 0.1**2, (-2) ** -3, 1e200**2 if False else attempt(lambda: 1e200**2), float("inf") ** 0, float("nan") ** 0, 1 ** float("nan"))


class P:
    def __pow__(self, other, mod="absent"):
        return ("pow", other, mod)

    def __rpow__(self, other, mod="absent"):
        return ("rpow", other, mod)

    def __ipow__(self, other):
        return ("ipow", other)


x = P()
print(x**2, 2**x, pow(x, 2), pow(x, 2, 3), attempt(pow, 2, x, 3), attempt(pow, 2, 3, x))
x **= 5
print(x)
