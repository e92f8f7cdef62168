"""% formatting of str and bytes: flags, widths, stars, mappings, conversions, wrong arguments."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

for template, args in (
    ("%s", 1), ("%s", (1,)), ("%s", (1, 2)), ("%s %s", 1), ("%s %s", (1, 2)), ("%%", ()), ("%", ()), ("%z", 1), ("%d", "a"), ("%d", 1.9), ("%d", 1j), ("%i", True), ("%x", 255), ("%x", 1.5), ("%c", 65), ("%c", "ab"), ("%c", "é"), ("%c", -1), ("%c", 1.0), ("%5s|%-5s|", ("a", "b")), ("%.2s", "abc"), ("%*d", (5, 42)), ("%-*d|", (5, 42)), ("%.*f", (2, 1.239)), ("%*d", ("a", 1)), ("%*d", (1,)), ("%(a)s %(b)d", {"a": 1, "b": 2}), ("%(a)s", {}), ("%(a)s", (1,)), ("%(a", {"a": 1}), ("%(a)s %s", {"a": 1}), ("%((x))s", {"(x)": 1}), ("%r %a", ("é", "é")), ("%+d % d %05d %#x %#o", (1, 2, 3, 4, 5)), ("%e %E %g %G %f", (1.5,) * 5), ("%ld %hd %Ld", (1, 2, 3)), ("no args", 1), ("no args", ()), ("no args", {}), ("no args", {"a": 1}), ("no args", [1]), ("%s", []), ("%s", {}), ("%s", None), ("%5%", ()), ("%.0f %.1f", (2.5, 0.05)), ("%s", "x" * 3), ("%99999999999d", 1), ("%.99999999999f", 1.0), ("%o %X", (-8, -255)), ("%s %(a)s", {"a": 1}), ("%u", 5), ("%" + "s" * 3, "q"), ("é%s\u1234", "x"), ("%c%c", ("a", 0x1F600)),
):
    print(template, ascii(args)[:30], "->", ascii(attempt(lambda: template % args)))
class HasBytes:
    def __bytes__(self):
        return b"own"


for template, args in ((b"%s", b"a"), (b"%s", "a"), (b"%b", bytearray(b"x")), (b"%b", HasBytes()), (b"%b", 1), (b"%a %r", ("é", b"x")), (b"%d %x", (1, 255)), (b"%c", 65), (b"%c", b"z"), (b"%c", 256), (b"%c", b"ab"), (b"%(a)s", {b"a": b"v"}), (b"%(a)s", {"a": b"v"}), (b"%5.1f", 2.25), (b"%s %s", (b"a",)), (b"x", 1), (b"%%", ())):
    print(template, args if not isinstance(args, HasBytes) else "HasBytes", "->", attempt(lambda: template % args), attempt(lambda: bytearray(template) % args))
