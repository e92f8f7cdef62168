"""Arithmetic of floats, comparisons with ints, special values, hashes."""
import sys

inf = float("inf")
nan = float("nan")
print(7.5 // 2, 7.5 % 2, -7.5 // 2, -7.5 % 2, 7.5 // -2, 7.5 % -2, divmod(-1e-20, 3.0))
print(2.0**0.5, (-8.0) ** (1 / 3), 2.0**-1074, 0.0**0, inf**0, (-2.0) ** 3)
print(inf - inf, inf * 0, inf > 1e308, nan == nan, nan != nan, nan < 1, inf == inf, -inf < inf)
print(1e308 * 10, -1e308 * 10, 1e-320 / 1e10, 0.1 + 0.2 == 0.3, 0.5 + 0.25)
for bad in (lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: 0.0**-1, lambda: 10.0**400, lambda: int(1e308) * 1.0 * 1e10, lambda: 2**2000 * 1.0):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
print(2**53 == 2.0**53, 2**53 + 1 == 2.0**53, 2**53 + 1 > 2.0**53, 10**400 > 1e308, -(10**400) < -inf, 10**22 == 1e22, 10**23 == 1e23)
print([hash(v) for v in (0.0, -0.0, 1.0, 1.5, -1.5, 0.1, 1e300, inf, -inf, 2.0**61, 2.0**61 - 1)])
print(hash(1) == hash(1.0) == hash(True), hash(2**61 - 1), hash(-1), hash(2**100), hash(-(2**100)))
print(sum([0.1] * 10), sum([1e16, 1.0, -1e16]), sum([0.1, 0.2, 0.3]), sum([1, 2.5, 3]), max(1.0, 2), min(2, 1.5))
print(sys.float_info.max, sys.float_info.min, sys.float_info.epsilon, sys.float_info.dig, sys.float_info.mant_dig)
print(abs(-0.0), -(-0.0), +1.5, bool(0.0), bool(nan), 3.0.__floor__(), (-2.5).__trunc__(), (2.5).__ceil__())
print(complex(1, -0.0), 1j**2, (1 + 2j) * (3 - 1j), (1 + 2j) / (3 - 1j), abs(3 + 4j), (1 + 2j).conjugate(), complex("1-2j"), -1j, (2 + 0j) == 2)
print(f"{1.5 + 2.25j:.1f}", repr(complex(float("nan"), inf)), complex(1.5), (1 + 2j) ** 3, hash(1 + 2j))
