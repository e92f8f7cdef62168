"""Ordering and equality of str and bytes over kinds, hashing, interning by identity of constants, in-place concatenation."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

texts = ["", "a", "b", "ab", "aé", "é", "\u1234", "a\u1234", "\U0001F600", "\uffff", "A", "Z", "aa" * 20, "aa" * 20 + "b", "\x00", "a\x00"]
print([ascii(t) for t in sorted(texts)])
for a in texts[:8]:
    print([(a < b) + 2 * (a == b) + 4 * (a > b) for b in texts])
datas = [b"", b"a", b"b", b"ab", b"\xff", b"a\x00"]
for a in datas:
    print([(a < b) + 2 * (a == b) + 4 * (a > b) for b in datas], [a == bytearray(b) for b in datas], a == memoryview(a))
print("a" == b"a", "a" != b"a", attempt(lambda: "a" < b"a"), attempt(lambda: "a" < 1), "1" == 1, {"a": 1}.get(b"a"), "é" == "e\u0301", "ß" == "ss", "ﬁ".casefold() == "fi")
x = "abc"
y = "".join(["a", "b", "c"])
print(x == y, hash(x) == hash(y), x is "abc" if False else x is x, "a" * 3 == "aaa", "a" * 0 is "", ("x" + "y").upper() is ("x" + "y").upper(), str(x) is x, x[:] is x, x + "" is x, "" + x is x, x * 1 is x, x.strip() is x, x.replace("q", "r") is x, x.lower() is x, f"{x}" is x, "%s" % x is x, "{}".format(x) is x, x.translate({}) is x, x.expandtabs() is x, x.zfill(1) is x, x.ljust(1) is x, x.encode().decode() is x)
s = ""
for i in range(20):
    s += chr(0x40 + i * 37)
print(ascii(s), len(s), ascii(s[::-1]), s == "".join(chr(0x40 + i * 37) for i in range(20)), max(s), min(s), sorted(s) == list(s))
