"""round(): half to even, negative digits, ints, floats, objects; math of divmod and modulo signs."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

print([round(x) for x in (0.5, 1.5, 2.5, -0.5, -1.5, 2.4999, 1e16 + 1)], [round(x, 1) for x in (0.25, 0.35, 2.675, -1.05, 1e22)], [round(x, 2) for x in (2.675, 1.005, -2.5)])
print([round(n, d) for n in (12345, -12345, 15, 25, 35, 10**20 + 5) for d in (-1, -2, -4, -10, 0, 3)])
print([round(1234.5678, d) for d in (-5, -3, -2, 0, 1, 5, 400, -400, None)], type(round(1.5)), type(round(1.5, 0)), type(round(True)), type(round(True, 1)))
for args in ((), ("a",), (1.5, "a"), (1.5, 1.0), (float("nan"),), (float("inf"),), (float("nan"), 1), (1j,), (1, None), (1, 2, 3), (1.5, 10**30), (1.5, -10**30)):
    print(args, attempt(round, *args))


class R:
    def __round__(self, n="none"):
        return ("rounded", n)


print(round(R()), round(R(), 3), round(R(), None), round(number=2.5), round(number=2.567, ndigits=1))
for a in (7, -7, 7.5, -7.5, 0, 10**20, True):
    for b in (2, -2, 2.5, -2.5, 10**19, float("inf"), 0, 0.0):
        print((a, b), attempt(divmod, a, b), attempt(lambda: a // b), attempt(lambda: a % b), end="; ")
    print()
