"""split, rsplit, splitlines, partition, join: separators, limits, whitespace of Unicode, errors."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

for s in ("", " ", "a b  c", "  a\tb\n", "a,b,,c,", ",", "a\u2003b\u00a0c\x1cd\x85e", "aXXbXXXc"):
    for sep in (None, ",", " ", "XX", "", 1, b","):
        for limit in (-1, 0, 1, 2):
            print(ascii(s), repr(sep), limit, attempt(s.split, sep, limit), attempt(s.rsplit, sep, limit))
    print(s.splitlines(), s.splitlines(True), [attempt(s.partition, x) for x in (",", "", "zz", None)], [attempt(s.rpartition, x) for x in (",", "XX")])
print("a\rb\r\nc\nd\x0be\x0cf\x1cg\x1dh\x1ei\x85j\u2028k\u2029l".splitlines(keepends=True))
for items in ([], ["a"], ["a", "b"], ("x", 1), iter("abc"), "xyz", {"k": 1}, None, 5, ["é", "\u1234"], [b"a"]):
    print(attempt("-".join, items))
print("".join(["a" * 5, "", "b"]), "é".join("ab"), attempt("a".split, maxsplit="x"), "a b c".split(maxsplit=1), "a b c".rsplit(sep=" ", maxsplit=1), attempt("a".split, x=1), attempt("".join))
