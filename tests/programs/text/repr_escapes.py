"""repr and ascii of texts and bytes: quotes, controls, unprintable and wide characters; str of bytes."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

for code in list(range(0x100)) + [0x378, 0x200B, 0x2028, 0xD800, 0xE000, 0xFEFF, 0xFFFF, 0x1F600, 0xE0001, 0x10FFFF]:
    print(ascii(repr(chr(code))), end=" ")
print()
for s in ("'", '"', "'\"", "\\", "\\'", "a'b", 'a"b', "\n\r\t\0\x1b\x7f", "é\u1234\U0001F600", ""):
    print(repr(s), ascii(s), repr(s.encode("utf-8")), repr(bytearray(s.encode("utf-8"))), str(s.encode("utf-8")))
print(bytes(range(256)), [repr(x) for x in (b"'", b'"', b"'\"")], repr("x" * 3 + "\ud800"), ascii(["é", b"\xff", {"ñ": "\U0001F600"}]))
