# Items, slices and shapes: what can be asked for, and what is said when it can't.


def attempt(text):
    try:
        value = eval(text, names, {})
        if isinstance(value, memoryview):
            value = (value.tolist(), value.shape, value.strides, value.format, value.readonly)
    except Exception as error:
        value = f"{type(error).__name__}: {error}"
    print(text, "->", value)


names = {
    "flat": memoryview(b"abcdefgh"),
    "square": memoryview(b"abcd").cast("B", [2, 2]),
    "cube": memoryview(bytes(range(24))).cast("B", (2, 3, 4)),
    "scalar": memoryview(b"abcd").cast("I", ()),
    "writable": memoryview(bytearray(b"abcdefgh")),
}
for view in ("flat", "square", "cube", "scalar"):
    for key in ("0", "-1", "5", "99", "()", "...", "0:1", "::-1", "1:3", "0,", "0,1", "0,-1", "1,2,3", "0,5", "0,1,9", "0:1,0:1", "0:1,0", "'x'", "None", "1.0", "2**70", "::2**62", "::0", "5:2"):
        attempt(f"{view}[{key}]")
    for name in ("nbytes", "itemsize", "ndim", "shape", "strides", "suboffsets", "c_contiguous", "f_contiguous", "contiguous", "readonly"):
        attempt(f"{view}.{name}")
    attempt(f"len({view})")
    attempt(f"list({view})")
    attempt(f"{view}.tobytes('F')")
    attempt(f"{view}[::-1].tobytes()")
    attempt(f"{view}.hex('-', 2)")
for key, value in (("0", "65"), ("-8", "300"), ("9", "1"), ("0:2", "b'xy'"), ("0:2", "b'xyz'"), ("::2", "b'1234'"), ("::-1", "flat"), ("0:2", "5"), ("0:2", "memoryview(b'ab').cast('b')"), ("0,", "1"), ("0,1", "1"), ("'a'", "1"), ("1:1", "b''")):
    attempt(f"writable.__setitem__({key if ':' not in key else 'slice(' + ','.join(p or 'None' for p in key.split(':')) + ')'}, {value})")
    print(bytes(names["writable"]))
attempt("flat.__setitem__(0, 1)")
attempt("writable.__delitem__(0)")
attempt("square.__setitem__((0, 0), 1)")
overlap = memoryview(bytearray(b"0123456789"))
overlap[2:8] = overlap[0:6]
print(bytes(overlap))
overlap[0:8:2] = overlap[1:5]
print(bytes(overlap))
for format, shape in (("B", [2, 3]), ("B", [0]), ("B", [-1]), ("B", ["x"]), ("B", 5), ("I", None), ("I", [2]), ("H", [2, 2]), ("B", [1] * 65), ("B", [2**62, 4]), ("B", [8, 1])):
    names["format"], names["shape"] = format, shape
    attempt("flat.cast(format, shape)" if shape is not None else "flat.cast(format)")
attempt("cube.cast('B').cast('B', [4, 6])[1, 2]")
attempt("cube.cast('B', [4, 6])")
attempt("flat[::2].cast('B')")
attempt("memoryview(b'').cast('B', [1])")
