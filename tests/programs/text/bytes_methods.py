"""bytes and bytearray: methods, mutation, conversions."""
b = b"Hello, World"
for t in (b, bytearray(b), b"", b"\x00\xff\n", b"abc123"):
    print([t.upper(), t.lower(), t.title(), t.capitalize(), t.swapcase(), t.strip(b"Hd"), t.center(16, b"*"), t.zfill(14), t.hex(), t.hex(" ", 2)])
    print([t.isalpha(), t.isdigit(), t.isalnum(), t.isspace(), t.isupper(), t.islower(), t.istitle(), t.isascii(), len(t), bool(t), list(t)[:4]])
print(b.find(b"o"), b.find(111), b.rfind(b"o"), b.count(b"l"), b.count(108), b.index(b"W"), b.startswith(b"He"), b.endswith((b"x", b"ld")), b"ell" in b, 72 in b)
print(b.split(), b.split(b","), b.rsplit(b"l", 1), b.partition(b", "), b.rpartition(b"z"), b"a\nb\r\nc".splitlines(), b",".join([b"a", bytearray(b"b")]))
print(b.replace(b"l", b"LL"), b.replace(b"", b"-"), b.removeprefix(b"He"), b.removesuffix(b"ld"), b.translate(None, b"lo"), b.translate(bytes.maketrans(b"lo", b"01")))
print(b[0], b[-1], b[1:4], b[::-1], b + b"!", b * 2, b < b"I", b == bytearray(b), b.decode(), bytes.fromhex("00 ff 1a"), bytes(3), bytes([1, 2, 255]), bytes("\u20ac", "utf-8"))
print(repr(b"\x00\t\n\r'\"\\\x7f\x80"), repr(bytearray(b"x'y")), b"%d" % 5, hash(b"abc"), b"abc".expandtabs())
a = bytearray(b"abc")
a.append(100)
a.extend(b"ef")
a.extend([1, 2])
a[0] = 65
a[1:3] = b"----"
del a[-1]
print(a, a.pop(), a.pop(0), a, len(a))
a.insert(2, 33)
a.reverse()
a.remove(33)
a += b"xyz"
a *= 2
print(a, a.copy() == a, a.index(b"x"))
a[::2] = bytes(len(a[::2]))
print(a)
del a[::3]
print(a)
a.clear()
print(a, bool(a))
v = memoryview(bytearray(b"0123456789"))
print(v[2], v[2:5].tobytes(), v[::3].tolist(), len(v), v.nbytes, v.format, v.readonly, v.shape, v[::-1].tobytes())
v[0] = 65
v[1:3] = b"BC"
print(v.tobytes(), v == b"ABC3456789", v.obj, v.cast("H").tolist()[:2], v.hex())
held = bytearray(b"abc")
with memoryview(held) as view:
    try:
        held.append(1)
    except BufferError as e:
        print(e)
held.append(1)
print(held)
bad = [lambda: bytes([256]), lambda: bytes("x"), lambda: b"a" + "b", lambda: b"a"[5], lambda: bytearray(b"a").remove(5), lambda: bytes(-1), lambda: b"a".find("a"), lambda: bytes.fromhex("0"), lambda: bytearray().pop(), lambda: memoryview(b"abc").__setitem__(0, 1), lambda: b",".join(["a"]), lambda: bytes([1.5])]
for f in bad:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
