"""str.format and format_map: fields, attributes, indices, conversions, nested specs, numbering errors."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

class O:
    x = 5
    d = {"k": [1, 2, 3], 7: "seven", "a b": 1}

    def __format__(self, spec):
        return f"<{spec}>"

    def __repr__(self):
        return "O()"


o = O()
for template in ("{}", "{0}{1}{0}", "{a}", "{0.x}", "{0.d[k][1]}", "{0.d[7]}", "{0.d[a b]}", "{!r}", "{!s:>5}", "{0!a}", "{:{}}", "{:{a}}", "{{}}", "{{{}}}", "{0:x{1}y}", "{", "}", "{0", "{0!}", "{0!x}", "{0!rr}", "{0.}", "{0[}", "{0[]}", "{.x}", "{[0]}", "{0}{}", "{}{0}", "{5}", "{b}", "{0.nope}", "{a[0]}", "{:{:{}}}", "{0:{0:{0}}}", "{ 0}", "{0 }", "{-1}", "{0[-1]}", "{99999999999999999999}", "{0!r:{1}}", "{a.real:>{w}}", "}}{{", "{}}", "{0}}", "é{}\u1234", "{0[0]x}"):
    print(template, "->", attempt(template.format, o, 7, "zz", a=65, w=6))


class Missing(dict):
    def __missing__(self, key):
        return f"[{key}]"


print("{x} {y.upper}".format_map(Missing(x=1)) if False else attempt("{x} {z}".format_map, Missing(x=1)), attempt("{x}".format_map, {}), attempt("{0}".format_map, {}), attempt("{}".format_map, {"": 1}), attempt("{a}".format_map, None), attempt("{}".format))
print("{:>{width}.{prec}f}|{:^{w2}}".format(3.14159, "mid", width=10, prec=2, w2=9), "{0:{fill}{align}16}".format("x", fill="*", align="^"), "{:,}".format(1234567), "{:%}".format(0.5), "{:s}".format("a"), "{!r}".format("a'b"))
for spec in ("10", "<10", ">10", "^10", "*^10", "010", "s", ".2", "10.2s", "=10", "+", ",", "d", "#", "é>5", "{", "<<5", "<<<5", " "):
    print(repr(spec), attempt(format, "text", spec))
print(attempt(format, o, "spec"), attempt(format, object(), "x"), attempt(format, [], ">5"), format(None), attempt(format, 1, 2), format(True), format(True, "d"), attempt(format, True, "s"))
