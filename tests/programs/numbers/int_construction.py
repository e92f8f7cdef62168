"""int(): texts, bases, prefixes, underscores, objects with __int__, __index__, __trunc__."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

for text in ("12", " 12\n", "-7", "+7", "--7", "0x1F", "0b101", "0o17", "017", "1_000", "1__0", "_1", "1_", "", " ", "z", "\u0663\u0664", "1\x00", "٣", b"12", b"1\xff", bytearray(b"9"), "1e3", "0_7", "0x_f", "9" * 30):
    print(ascii(text), [attempt(int, text, base) for base in (10, 0, 16, 2, 36)], attempt(int, text))
for base in (-1, 1, 37, 2**70, 10.0, "10", None):
    print(base, attempt(int, "10", base))


class ByInt:
    def __int__(self):
        return 42


class ByIndex:
    def __index__(self):
        return 43


class ByTrunc:
    def __trunc__(self):
        return 44


class Wrong:
    def __int__(self):
        return "text"


class SubResult:
    def __int__(self):
        return True


import warnings

for value in (ByInt(), ByIndex(), ByTrunc(), Wrong(), SubResult(), 2.9, -2.9, 1e30, float("inf"), float("nan"), 2j, None, [], object):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        result = attempt(int, value)
    print(type(value).__name__, result)
print(int(), attempt(int, 1, 2), attempt(int, base=5), attempt(int, "1", x=1), attempt(int, 1, 2, 3), int("11", base=2))
