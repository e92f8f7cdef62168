"""int: bit counts, bytes, ratios, conversions by methods."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

for n in (0, 1, -1, 127, 128, -128, -129, 255, 256, 2**31, -2**31, 2**64 - 1, 10**30, -10**30, True):
    print(n, n.bit_length(), n.bit_count(), n.as_integer_ratio(), n.is_integer(), n.conjugate(), n.real, n.imag, n.numerator, n.denominator)
    for length in (0, 1, 2, 8, 16):
        for order in ("big", "little"):
            for signed in (False, True):
                print(attempt(n.to_bytes, length, order, signed=signed), end=" ")
    print()
for data in (b"", b"\x00", b"\x7f", b"\x80", b"\xff\xff", bytes(range(12)), [1, 2, 3], bytearray(b"ab"), memoryview(b"abc")[::2], "ab", 5, [256], None):
    print(type(data).__name__, [attempt(int.from_bytes, data, o, signed=s) for o in ("big", "little") for s in (False, True)] if not isinstance(data, memoryview) else attempt(int.from_bytes, data))
print(attempt(int.from_bytes, b"a", "middle"), attempt(int.from_bytes), (5).to_bytes(), attempt((300).to_bytes), attempt((1).to_bytes, -1))


class Sub(int):
    def __new__(cls, v):
        print("new", v)
        return super().__new__(cls, v)


print(type(Sub.from_bytes(b"\x05")), Sub(3).__index__(), type(+Sub(3)), type(Sub(3) + 1), type(Sub(3).conjugate()), Sub(7).__getnewargs__())
