# Parts of floats, neighbours, sums and products: exact results.
import math

inf, nan = math.inf, math.nan
VALUES = (0.0, -0.0, 1.0, -1.5, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 0.1, 1e16, 123456.789, inf, -inf, nan)
for x in VALUES:
    print(x, math.frexp(x), math.modf(x), math.ulp(x), math.fabs(x), math.isfinite(x), math.isinf(x), math.isnan(x), math.nextafter(x, 0), math.nextafter(x, inf), math.nextafter(x, -inf, steps=3))
for x in (5.5, -5.5, 1e300, -0.0, 7.0, 1e-320):
    for y in (2.0, -2.0, 0.1, 3.7, inf, 5e-324):
        print(x, y, math.fmod(x, y), math.remainder(x, y), math.copysign(x, y), math.isclose(x, y), math.fma(x, y, 1.0) if x or y != inf else None, math.fma(x, y, -x * y) if y < 1e3 else None)
for x, e in ((1.0, 1023), (1.0, -1074), (1.0, -1075), (1.5, -1075), (0.75, 1024), (-1.0, -2000), (4.5e-320, 1100), (1.9999999999999998, -1075), (1.0000000000000002, -1023)):
    print(x, e, math.ldexp(x, e))
print(math.fsum([0.1] * 10), sum([0.1] * 10), math.fsum([1e16, 1, 1e-16]), math.fsum([1e308, -1e308, 5e-324]), math.fsum([]), math.fsum([inf, 1]), math.fsum([1e-16] * 1000 + [1.0]), math.fsum([2.0**53, 0.5, 2.0**-60]))
print(math.fsum(1 / n * (-1) ** n for n in range(1, 200)))
print(math.prod([]), math.prod([1, 2, 3.5]), math.prod([2] * 70), math.prod([1.5, 10**30, 2]), math.prod([0.5, True, 3], start=4), math.prod([[1]], start=3), math.prod([-1, -(2**63)]), math.prod([2.0, 2**64]))
print(math.sumprod([1, 2, 3], [4, 5, 6]), math.sumprod([0.1] * 10, [0.1] * 10), math.sumprod([1e300, 1, -1e300], [1e8, 1, 1e8]), math.sumprod([2**62, 2**62], [1, 1]), math.sumprod([2**40, 0.5], [2**40, 2]), math.sumprod([True, 2.5], [2, 4]), math.sumprod([inf, 1.0], [1, 2]), math.sumprod([], []), math.sumprod([1.5, "a"], [2, 3]) if False else 0)
print(math.hypot(3, 4), math.hypot(1, 1, 1), math.hypot(*[0.1] * 20), math.hypot(1e-320, 1e-320), math.hypot(1e308, 1e308), math.hypot(inf, nan), math.hypot(nan, 1), math.hypot(-3), math.dist((1, 2, 3), (4, 6, 3)), math.dist([], []))
print(math.degrees(math.pi), math.radians(180), math.cbrt(27), math.cbrt(-2), math.exp2(10), math.gamma(5), math.gamma(0.5), math.lgamma(100), math.lgamma(0.5), math.log(8, 2), math.log2(8), math.log10(1000), math.log1p(1e-10), math.expm1(1e-10), math.sqrt(2))
print(math.sin(1), math.cos(1), math.tan(1), math.asin(0.5), math.acos(0.5), math.atan(0.5), math.atan2(-0.0, -1), math.sinh(1), math.cosh(1), math.tanh(1), math.asinh(1), math.acosh(2), math.atanh(0.5), math.erf(0.5), math.erfc(0.5), math.exp(1), math.log(10), math.pow(2, 0.5))
for x in (inf, -inf, nan, 0.0, -0.0, 1.0, -1.0, 2.5):
    print(x, [math.pow(x, y) if not (x == 0 and y < 0) and not (x < 0 and y == 0.5 and x != -inf) else None for y in (inf, -inf, nan, 0.0, 3.0, -3.0, 2.0, 0.5)])
