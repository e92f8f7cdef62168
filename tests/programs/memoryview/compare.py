# Equality of views over formats, shapes and exporters.
flat = memoryview(b"abcdefgh")
views = {
    "flat": flat,
    "signed": flat.cast("b"),
    "chars": flat.cast("c"),
    "words": flat.cast("I"),
    "longs": flat.cast("Q"),
    "square": flat.cast("B", [2, 4]),
    "tall": flat.cast("B", [4, 2]),
    "backwards": flat[::-1],
    "doubled": flat[::-1][::-1],
    "bytes": b"abcdefgh",
    "bytearray": bytearray(b"abcdefgh"),
    "text": "abcdefgh",
    "number": 8,
    "none": None,
    "scalar": flat.cast("Q", ()),
    "other": memoryview(b"abcdefgi"),
}
for name, a in views.items():
    if isinstance(a, memoryview):
        print(name, [other for other, b in views.items() if a == b], [a == b for b in views.values()] == [not a != b for b in views.values()])
nan = memoryview(bytes([0, 0, 0, 0, 0, 0, 248, 127])).cast("d")
print(nan == nan, nan != nan, nan == nan.tolist())
zeros = memoryview(bytes(7) + b"\x80").cast("d"), memoryview(bytes(8)).cast("d")
print(zeros[0] == zeros[1], memoryview(b"\x02\x00").cast("?") == memoryview(b"\x01\x00").cast("?"))
print(memoryview(b"") == b"", memoryview(b"")[::2] == memoryview(b""), memoryview(b"a")[1:] == b"")
for operation in ("__lt__", "__le__", "__gt__", "__ge__"):
    print(operation, getattr(flat, operation)(flat))
print(b"abcdefgh" == flat, bytearray(b"abcdefgh") == flat, flat.tolist() == list(flat), 97 in flat, b"a" in flat)
