"""int() from text in all bases, and back."""
for text in ("0", "-1", "+7", " 42 ", "1_000", "0010", "\u0663\u0664", "99999999999999999999"):
    print(repr(text), int(text))
for text, base in (("ff", 16), ("0xff", 16), ("0xFF", 0), ("0b101", 0), ("0o17", 0), ("z", 36), ("-10", 2), ("1_0", 2), ("7" * 30, 8)):
    print(text, base, int(text, base))
for bad in ("", " ", "1__0", "_1", "1_", "0x", "1.5", "12a", "- 1", "\x00"):
    try:
        print(int(bad))
    except ValueError as e:
        print(e)
for text, base in (("2", 2), ("9", 37), ("010", 0), ("0b2", 0)):
    try:
        print(int(text, base))
    except ValueError as e:
        print(e)
for n in (0, 1, -1, 255, -255, 2**64, -(2**70)):
    print(n, hex(n), oct(n), bin(n), str(n), repr(n), f"{n:x}", f"{n:#X}", f"{n:b}", f"{n:_}", f"{n:,}", f"{n:+}", f"{n:>30}", f"{n:<30}|", f"{n:^30}|", f"{n:030}")
print((1000).to_bytes(2), (1000).to_bytes(4, "little"), (-2).to_bytes(3, "big", signed=True), (2**70).to_bytes(9))
print(int.from_bytes(b"\x03\xe8"), int.from_bytes(b"\xe8\x03", "little"), int.from_bytes(b"\xff\xfe", signed=True), int.from_bytes(b""))
for arguments in ((256, 1), (-1, 1)):
    try:
        arguments[0].to_bytes(arguments[1])
    except OverflowError as e:
        print(e)
print(int(3.99), int(-3.99), int(1e20), int(True), int(b"12"), int(bytearray(b"13")))
for bad in (float("inf"), float("nan"), None, [], 1j):
    try:
        int(bad)
    except Exception as e:
        print(type(e).__name__, e)


class Index:
    def __index__(self):
        return 11


class Int:
    def __int__(self):
        return 12


print(int(Index()), int(Int()), [0, 1, 2][Index() - 10] if hasattr(Index, "__sub__") else "no", hex(Index()))
print((5).as_integer_ratio(), (5).numerator, (5).denominator, (5).real, (5).imag, (5).conjugate(), (5).is_integer())
print(round(12345, -2), round(12350, -2), round(12450, -2), round(-15, -1), round(25, -1), round(5, 3))
