"""Subclasses of str, bytes, int, list and others keep or lose their type in methods and operators; overridden methods used or not."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

class S(str):
    def __str__(self):
        return "own str"

    def __repr__(self):
        return "own repr"

    def upper(self):
        return "own upper"

    def __len__(self):
        return 99

    def __getitem__(self, i):
        return "item"

    def __eq__(self, o):
        return "eq"

    __hash__ = str.__hash__


s = S("abc")
print([type(x).__name__ for x in (s + "x", "x" + s, s * 2, s[:], s.lower(), s.strip(), s.replace("q", ""), str(s), s.__str__(), s.center(1), s.join([]), s.join(["a"]), s % (), s.format(), f"{s}", s.encode(), s.casefold(), s.translate({}), s.split()[0], s.title(), s.removeprefix("x"))])
print(s, [s], f"{s} {s!r} {s:>4}", "%s %r" % (s, s), "{} {!s}".format(s, s), "".join([s, s]), len(s), list(s), s[0], s == 5, "abc" == s, {"abc": 1}.get(s), s.upper(), str.upper(s), "abc" in s, s.find("c"), int(S("12")), S("ab").encode(), "-".join(s), s < "b", sorted([S("b"), S("a")])[0].lower(), print("x", end=S("\n")))


class B(bytes):
    pass


class L(list):
    def append(self, x):
        raise ValueError("own append")

    def __iter__(self):
        return iter("own")

    def __len__(self):
        return 7


class D(dict):
    def __getitem__(self, k):
        return "own item"

    def keys(self):
        return ["own"]

    def __iter__(self):
        return iter(["iter"])


l, d = L([1, 2]), D(a=1)
print([type(x).__name__ for x in (B(b"a") + b"", B(b"ab")[:1], B(b"a").upper(), l + [1], l[:], l * 2, l.copy(), d.copy(), d | {}, sorted(l))], list(l), [*l], len(l), l == [1, 2], tuple(l), repr(l), bool(l), dict(d), {**d}, list(d), d.get("a"), d["zz"], "%(q)s" % d, "{a}".format(**d) if False else attempt("{q}".format_map, d), l.pop(), attempt(l.append, 1), l.__reversed__().__next__(), attempt(lambda: [x for x in L()]), max(l), "own" in l, 1 in l)
