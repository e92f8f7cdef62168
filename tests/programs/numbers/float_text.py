"""repr, str, format and parsing of floats."""
values = [0.0, -0.0, 1.0, 0.1, 0.2 + 0.1, 1 / 3, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 5e-324, 1.7976931348623157e308, 2.5, -1234.5678, 1e22, 1e23, float("inf"), float("-inf"), float("nan")]
for v in values:
    print(repr(v), str(v), f"{v:.3f}", f"{v:e}", f"{v:g}", f"{v:.0f}", f"{v:10.2f}|", f"{v:<10.1e}|", f"{v:+.2f}", f"{v:%}", f"{v:,.2f}", f"{v:_}", f"{v:n}")
for text in ("1", "1.5", " -2.5e3 ", "1_0.5", "inf", "-Infinity", "nan", ".5", "5.", "1e-400", "1e400", "0x1p3"):
    try:
        print(repr(text), float(text))
    except ValueError as e:
        print(e)
for v in (0.1, 1.5, -2.75, 1e-300, 5e-324):
    print(v.hex(), float.fromhex(v.hex()) == v, v.as_integer_ratio(), v.is_integer())
print(float.fromhex("0x1.8p1"), float.fromhex("-0x.8p-2"), float.fromhex("inf"))
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5678, -2), round(1e300, 5), round(0.5), round(1.5))
for bad in (float("inf"), float("nan")):
    try:
        round(bad)
    except Exception as e:
        print(type(e).__name__, e)
print("%.3f %5.1f %g %e %s %r %d" % (3.14159, 2.25, 1e10, 12345.678, 0.1, 0.1, 3.99))
print([f"{10.0**k:g}" for k in range(-6, 18, 2)])
print([10.0**k for k in range(-6, 20, 2)])
