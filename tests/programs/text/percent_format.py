"""% formatting of str and bytes."""
print("%s %r %a %d %i %5d|%-5d|%05d %+d % d %x %X %#x %o %#o %c %c %%" % ("s", "r\u20ac", "a\u20ac", 1, 2, 3, 4, 5, 6, 7, 255, 255, 255, 8, 8, "c", 100))
print("%f %.2f %10.3f|%-10.1f|%e %E %g %G %.0f %#.0f" % (1.5, 2.345, 3.14159, 2.5, 12345.678, 0.00012, 1e10, 1e-10, 2.5, 3.0))
print("%(a)s %(b)05.1f %(a)r" % {"a": "x", "b": 2.25})
print("%*d|%-*d|%.*f" % (5, 42, 5, 42, 2, 3.14159))
print("%s" % (1,), "%s" % [1, 2], "%s" % {"a": 1}, "%s %s" % ("a", (1, 2)), "%.2s|%5s|%-5s|" % ("abc", "ab", "cd"))
print("%d %d" % (2**70, -(2**70)), "%x" % -255, "%d" % 3.99, "%s" % None, "%s" % True, "%d" % True)
print(b"%s %d %b %c %a %r %x" % (b"s", 5, b"b", 65, "a", "r", 255), b"%(k)s" % {b"k": b"v"}, bytearray(b"%d") % 7)
bad = [("%d", "x"), ("%s %s", 1), ("%s", (1, 2)), ("%", ()), ("%z", 1), ("%(a)s", 1), ("%(a)s", {}), ("%c", "ab"), ("%c", 2**30), ("%d", None), ("%x", 1.5), ("%*d", ("a", 1)), ("%(a", {})]
for template, arguments in bad:
    try:
        print(template % arguments)
    except Exception as e:
        print(template, type(e).__name__, e)


class Custom:
    def __str__(self):
        return "custom"

    def __repr__(self):
        return "Custom()"

    def __index__(self):
        return 7

    def __float__(self):
        return 1.25


print("%s %r %x %.1f" % (Custom(), Custom(), Custom(), Custom()))
