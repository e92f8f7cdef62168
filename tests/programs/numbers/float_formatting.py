"""Format specs of floats: types, precision, alignment, signs, grouping, alternate form, negative zero."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

values = (0.0, -0.0, 1.0, -1.5, 3.14159265, 1234567.891, 1e-5, 1e22, 5e-324, float("inf"), float("-inf"), float("nan"), 0.5, 2.5, 1e16)
specs = ("", "f", ".0f", ".1f", ".10f", "e", ".0e", ".3E", "g", ".3g", "G", "#g", "#.0f", "%", ".1%", "n", "+", " ", "-", "+.2f", "010.2f", "<10", ">10", "^12", "*^12.1f", "=+12.1f", ",", ",.2f", "_.3f", "z.0f", "z", "012,.1f", ".3", ".17g", "#.3g", "20", "é<9")
for value in values:
    print(value, [format(value, spec) for spec in specs])
for spec in ("d", "x", "s", "c", "b", ".", ".f", "+-", "10.3.2", ",_", "_,", "=", "0", "00", "<", "f5", "z", "zz", "#", "99999999999999999999", ".99999999999999999999f", ",n", "\x00"):
    print(repr(spec), attempt(format, 1.5, spec))
print("%f %.3e %G %g %r %s %5.1f|%-8.2f|%+f|% f|%08.3f|%#.0f" % ((1.25,) * 12), "%.0f %.0f %.0f" % (0.5, 1.5, 2.5))
