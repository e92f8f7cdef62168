"""maketrans and translate: dicts, strings, deletions, objects with __getitem__, errors."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

for args in (({},), ({"a": "b", "c": None, 100: 101},), ({"ab": 1},), ({1.5: 1},), ("abc", "xyz"), ("abc", "xy"), ("abc", "xyz", "d"), ("a", "b", 1), (1,), ("a",), ("", "", "xyz"), ("\u1234", "\U0001F600")):
    print(ascii(args), ascii(attempt(str.maketrans, *args)))


class Table:
    def __getitem__(self, code):
        if code == 97:
            return "AAA"
        if code == 98:
            return None
        if code == 99:
            return 0x1F600
        raise LookupError(code)


class Failing:
    def __getitem__(self, code):
        raise ZeroDivisionError(code)


print(ascii("abcd\u1234".translate(Table())), attempt("abc".translate, Failing()), attempt("abc".translate, {97: 0x110000}), attempt("abc".translate, {97: -1}), attempt("abc".translate, {97: 1.5}), attempt("abc".translate, None), attempt("".translate, 5), attempt("abc".translate))
print("hello".translate(str.maketrans("el", "ip")), "hello".translate({ord("l"): None}), ascii("abc".translate({98: "\u20ac"})), "abc".translate(["x"] * 200), "abc".translate("z" * 99 + "q"), "a" * 3 == ("a" * 3).translate({}))
print("x".translate({120: "x"}) == "x", "é".translate({233: "e"}), ascii("ascii only".translate({105: "\u0131"})))
