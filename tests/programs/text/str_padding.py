"""strip, center, ljust, rjust, zfill, expandtabs, removeprefix, removesuffix, replace."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

for s in ("", "a", "  ab  ", "xxabxx", "\t\na\u2003", "+5", "-", "--5", "\u1234x"):
    print(ascii(s), [ascii(f()) for f in (s.strip, s.lstrip, s.rstrip)], [ascii(attempt(f, "xa")) for f in (s.strip, s.lstrip, s.rstrip)], [ascii(attempt(s.strip, x)) for x in (None, "", 1, "\u1234")])
    print("  ", [attempt(getattr(s, m), w) for m in ("center", "ljust", "rjust", "zfill") for w in (0, 4, 5, -1)], [ascii(attempt(s.center, 6, f)) for f in ("*", "\u20ac", "", "ab", 1, None)])
    print("  ", [s.removeprefix(x) for x in ("", "a", "xx", "zz")], [s.removesuffix(x) for x in ("", "b", "xx", s)], attempt(s.removeprefix, 1))
for s in ("a\tb", "\t", "ab\n\tc\td", "abc\t\tx", "\r\t|"):
    print([s.expandtabs(n) for n in (8, 4, 1, 0, -3)], s.expandtabs(tabsize=2), attempt(s.expandtabs, "x"))
for s, old, new in (("aaa", "a", "bb"), ("aaa", "", "-"), ("", "", "x"), ("abcabc", "bc", ""), ("aXa", "X", "\u1234"), ("é\u1234", "\u1234", "e")):
    print([ascii(s.replace(old, new, n)) for n in (-1, 0, 1, 2)], ascii(s.replace(old, new, count=1)))
print(attempt("a".replace, "a"), attempt("a".replace, 1, "b"), attempt("a".replace, "a", None), attempt("a".replace, "a", "b", "c"), attempt("a".center), attempt("a".ljust, "x"), attempt("a".zfill, 1.5))
