"""float: construction from texts and objects, hex, fromhex, ratios, special values."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

for text in ("1.5", " -2e3 ", "1_0.0_1", "1__0", "inf", "-Infinity", "nan", "+NaN", "1e400", "-1e-400", ".5", "5.", ".", "e5", "1e", "0x1p3", "", "1.5f", "\u0661.5", b"2.5", b"2.5\x00", "1 2", "infinit"):
    print(ascii(text), attempt(float, text))
for x in (0.0, -0.0, 1.0, 0.1, -2.5, 1e308, 5e-324, 2.2250738585072014e-308, 123456.789, float("inf"), float("nan")):
    print(x, x.hex(), attempt(x.as_integer_ratio), x.is_integer(), attempt(int, x), attempt(hash, x) if x == x else "", x.conjugate(), x.__getnewargs__())
for text in ("0x1p0", "0x1.8p1", "-0x.8p-1", "1p1", "0x1", "inf", "-nan", "0x1p1024", "0x1p-1080", "0x1.fffffffffffff8p1023", " 0x1p2 ", "0xg", "", "0x", "0x1p", "0x1.8"):
    print(repr(text), attempt(float.fromhex, text))


class ByFloat:
    def __float__(self):
        return 1.25


class ByIndex:
    def __index__(self):
        return 3


class Wrong:
    def __float__(self):
        return 1


class Sub(float):
    pass


for value in (ByFloat(), ByIndex(), Wrong(), Sub(2.5), 10**400, 10**20, True, None, 1j, [1]):
    print(type(value).__name__, attempt(float, value))
print(float(), type(Sub.fromhex("0x1p0")), type(Sub(1.5) + 1), float.__getformat__("double"), attempt(float.__getformat__, "x"))
