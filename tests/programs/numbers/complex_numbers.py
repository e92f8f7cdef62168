"""complex: construction, texts, arithmetic, comparison, formatting, repr of zeros and special values."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

inf, nan = float("inf"), float("nan")
for args in ((), (1,), (1, 2), ("1+2j",), ("(1-2j)",), (" j ",), ("-1e5J",), ("1 + 2j",), ("nan+infj",), ("",), ("1", 2), (1, "2"), (1j, 1j), (None,), (1.5, -0.0), ("١j",), (b"1",)):
    print(args, attempt(complex, *args))
print([complex(a, b) for a in (0.0, -0.0, 1.0, inf, nan) for b in (0.0, -0.0, 1.0, -inf, nan)])
z, w = 3 + 4j, -1.5 - 2j
print(abs(z), -z, +z, z.conjugate(), z.real, z.imag, z + w, z - w, z * w, z / w, z**2, z**-1, z**0.5, z**w, 2**z, z == 3 + 4j, z != 3, 3 == 3 + 0j, hash(3 + 0j) == hash(3), bool(0j), bool(z))
for f in (lambda: z < w, lambda: z // w, lambda: z % w, lambda: divmod(z, w), lambda: z / 0, lambda: 0j**-1, lambda: 0j**1j, lambda: int(z), lambda: float(z), lambda: z**(10**400), lambda: pow(z, 2, 3), lambda: round(z), lambda: z & 1, lambda: (1e308 + 1e308j) ** 5):
    print(attempt(f))
for spec in ("", ".2f", "e", "g", "+", "20", "<20", "^20.1f", ",", "n", "010", "=10", "d", "%", "#g", ".3", "z.1f"):
    print(spec, attempt(format, 1234.5 - 0.25j, spec), attempt(format, complex(-0.0, nan), spec))


class C:
    def __complex__(self):
        return 1 + 1j


class Bad:
    def __complex__(self):
        return 1


class Sub(complex):
    pass


print(complex(C()), attempt(complex, Bad()), type(Sub(1) + 1), Sub(1, 2).__getnewargs__(), repr(Sub(1, 2)), attempt(complex, C(), C()), z.__complex__())
