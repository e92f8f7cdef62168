"""Format specs of ints: bases, alignment, grouping, characters, float types, errors."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

values = (0, 1, -1, 255, -255, 65, 1234567, -1234567, 10**20, True)
specs = ("", "d", "b", "o", "x", "X", "#b", "#o", "#x", "#X", "n", "+", " ", "+d", "8", "<8", "^9", "*>9", "=+9", "08", "08b", "#010x", ",", "_", "_b", "_x", "#_x", "012,", "c", "5c", "e", ".2f", "g", "%", ",d", "020_x")
for value in values:
    print(value, [attempt(format, value, spec) for spec in specs])
for spec in ("s", ",b", ",x", ",c", ".2d", ".2", "#c", "+c", "y", "dd", "1.5d", "z", "zd", "_,", ",_d", "_c", "é^7d", "\u0661"):
    print(ascii(spec), attempt(format, 42, spec))
print([attempt(format, n, "c") for n in (-1, 0x110000, 0x10FFFF, 10**20)])
print("%d %i %u %o %x %X %#o %#x %5d|%-5d|%05d|%+d|% d|%.3d|%c" % ((42,) * 15), "%x" % -255, "%d" % 3.99, attempt(lambda: "%x" % 3.5), attempt(lambda: "%d" % "1"), "%s" % 10**30)
