"""bytes and bytearray methods: case, searching, splitting, stripping, translate, hex, fromhex."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

for make in (bytes, bytearray):
    b = make(b"Hello, World! hello")
    print([getattr(b, m)() for m in ("lower", "upper", "title", "capitalize", "swapcase", "strip", "split", "splitlines", "isalpha", "isascii", "hex")])
    print([attempt(getattr(b, m), x) for m in ("find", "count", "index", "startswith", "removeprefix", "removesuffix", "partition", "rpartition", "split") for x in (b"l", 108, b"", "l", None, bytearray(b"o"), 300, (b"He", b"x"))])
    print([attempt(b.translate, *a) for a in ((None,), (None, b"lo"), (bytes(range(256)),), (b"short",), (1,), (bytes(255) + b"\xff", b"H"))], attempt(b.translate, None, delete=b"l"))
    print([attempt(make.fromhex, x) for x in ("", "00ff", " 0A 0b ", "0", "0g", "é0", b"00", None, "0 0", "00\n11")])
    print([attempt(b.hex, *a) for a in ((":",), (":", 2), (":", -3), ("", 1), ("ab",), (1,), ("\u1234",), (b":",), (":", "x"), (":", 0))], b.hex(sep="-", bytes_per_sep=4))
    print([attempt(make, x) for x in (0, 3, -1, 2**70, [1, 2], [256], ["a"], "abc", b"xy", None, range(4), 1.5, memoryview(b"mv"))], make("é", "utf-8"), make("é", "ascii", "ignore"), attempt(make, "x", "ascii", 1), attempt(make, b"x", "ascii"))
    print([attempt(b.join, x) for x in ([], [b"a"], [b"a", bytearray(b"b"), memoryview(b"c")], ["a"], [1], b"ab", None)], [attempt(getattr(b, m), *a) for m in ("center", "ljust", "zfill") for a in ((25,), (25, b"*"), (25, "*"), (25, b"ab"), ("x",))])
    print(b + b"x", attempt(lambda: b + "x"), b * 2 == 2 * b, attempt(lambda: b * 1.5), 72 in b, b"World" in b, attempt(lambda: 300 in b), attempt(lambda: "H" in b), b < b"I", b == "x", attempt(lambda: b < "x"), b[0], b[:2], attempt(lambda: b["a"]), b"%d" % 1, make.maketrans(b"ab", b"xy")[97:99])
