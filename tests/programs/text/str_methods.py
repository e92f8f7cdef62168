"""Every method of str, on ASCII and wider text."""
s = "Hello, World"
w = "stra\u00dfe \u0130 \u01c5 \u20ac \U0001f40d"
for t in (s, w, "", "  tabs\tand\nlines  ", "abc123", "ABC"):
    print([t.upper(), t.lower(), t.title(), t.capitalize(), t.swapcase(), t.casefold()])
    print([t.strip(), t.lstrip(), t.rstrip(), t.strip("Ha d"), t.expandtabs(4)])
    print([t.isalpha(), t.isdigit(), t.isalnum(), t.isspace(), t.isupper(), t.islower(), t.istitle(), t.isidentifier(), t.isprintable(), t.isascii(), t.isdecimal(), t.isnumeric()])
    print([t.center(20, "*"), t.ljust(15, "."), t.rjust(15), t.zfill(15)])
print(s.find("o"), s.find("o", 5), s.rfind("o"), s.find("z"), s.find(""), s.rfind(""), s.find("", 50), s.index("W"), s.count("l"), s.count(""), s.count("l", 3, 5))
for bad in (lambda: s.index("z"), lambda: s.rindex("z")):
    try:
        bad()
    except ValueError as e:
        print(e)
print(s.startswith("Hell"), s.startswith(("x", "He")), s.endswith("ld"), s.startswith("W", 7), s.endswith(("a", "b")), s.startswith("", 13))
print(s.split(), s.split(","), s.split("l"), s.split("l", 1), s.rsplit("l", 1), " a  b ".split(), " a  b ".split(" "), "".split(), "".split(","), "a b c d".split(None, 2), "a b c d".rsplit(None, 2))
print("a\nb\r\nc\rd\x0be\x1cf\u2028g".splitlines(), "a\nb\n".splitlines(True), "".splitlines())
print(s.partition(", "), s.partition("z"), s.rpartition("o"), s.rpartition("z"))
print(s.replace("l", "L"), s.replace("l", "", 2), s.replace("", "-"), "aaa".replace("aa", "b"), w.replace("\u20ac", "EUR"), s.replace("o", "\u20ac"))
print(",".join("abc"), "".join(["x"]), "\u20ac".join(["a", "b"]), "-".join(str(i) for i in range(4)), "x".join([]))
for bad in ([1], ["a", None]):
    try:
        ",".join(bad)
    except TypeError as e:
        print(e)
print("prefix-x-suffix".removeprefix("prefix-"), "prefix-x-suffix".removesuffix("-suffix"), "abc".removeprefix("x"))
print(str.maketrans({"a": "1", "b": None, 99: 100}), "aabbccd".translate(str.maketrans({"a": "1", "b": None, 99: 100})), "abc".translate(str.maketrans("ab", "xy", "c")))
print(s * 2, s * 0, 2 * "ab", s[1], s[-1], s[1:4], s[::-1], s[::2], s[5:1], s[-3:], s[:100])
print("b" in "abc", "" in "", "bc" in "abc", "x" not in "abc", min("hello"), max("hello"), sorted("hello"), list("h\u20ac"), len(w))
print("a" < "b", "a" < "B", "abc" < "abcd", "\u00e9" > "z", "a" == "a", "\uffff" < "\U00010000", "abc".__eq__(1))
print([hash(t) for t in ("", "a", "abc", "\u20ac", "\U0001f40d", "x" * 100)])
for bad in (lambda: "a" + 1, lambda: "a" * "b", lambda: "abc"[5], lambda: "abc"["x"], lambda: 1 in "abc", lambda: "a" < 1, lambda: "abc".split(""), lambda: "a".center(10, "xx")):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
