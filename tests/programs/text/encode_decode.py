"""encode and decode: codecs, error handlers, surrogates, BOMs, attributes of the errors."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

texts = ("abc", "é", "\u20ac", "\U0001F600", "a\ud800b", "\udcff", "x\u0100y\u0101")
for t in texts:
    for enc in ("ascii", "latin-1", "utf-8", "utf-16", "utf-32"):
        print(ascii(t), enc, attempt(t.encode, enc))
    for handler in ("ignore", "replace", "xmlcharrefreplace", "backslashreplace", "surrogateescape", "surrogatepass", "namereplace"):
        print("  ", handler, attempt(t.encode, "ascii", handler), attempt(t.encode, "utf-8", handler))
for b in (b"abc", b"\xc3\xa9", b"\xff\xfe", b"a\x80b", b"\xed\xa0\x80", b"\xf0\x9f\x98", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\xff\xfea\x00", b"\x00\xd8"):
    for enc in ("ascii", "utf-8", "utf-16", "utf-32", "latin-1"):
        print(b, enc, ascii(attempt(b.decode, enc)))
    for handler in ("ignore", "replace", "backslashreplace", "surrogateescape", "surrogatepass"):
        print("  ", handler, ascii(attempt(b.decode, "utf-8", handler)), ascii(attempt(b.decode, "ascii", handler)))
for f in (lambda: "é\u1234".encode("ascii"), lambda: b"ab\xff\xfe".decode("utf-8"), lambda: "\ud800\ud801".encode()):
    try:
        f()
    except UnicodeError as e:
        print(type(e).__name__, e.encoding, ascii(e.object), e.start, e.end, e.reason, ascii(e.args))
print(attempt("a".encode, 1), attempt(b"a".decode, None), "a".encode(encoding="ascii", errors="strict"), str(b"\xe9", "latin-1"), attempt(str, b"a", "ascii", "strict", 1), bytes("é", "utf-8"), attempt(bytes, "é"), attempt("é".encode, "utf\0-8"))
