"""Arithmetic of big ints against identities: division, modulo, powers, roots, gcd-like loops, conversions both ways."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import math

values = [0, 1, 7, 2**30 - 1, 2**30, 2**60 + 5, 10**25, 3**100, 2**1000 - 1, 7**500, 10**300 + 7]
for a in values:
    for b in values:
        if b:
            q, r = divmod(a, b)
            assert q * b + r == a and 0 <= r < b
            q, r = divmod(-a, b)
            assert q * b + r == -a and 0 <= r < b
            q, r = divmod(a, -b)
            assert q * -b + r == a and -b < r <= 0
        assert (a + b) * (a - b) == a * a - b * b and (a ^ b) == (a | b) - (a & b)
    assert int(str(a)) == a == int(hex(a), 16) == int(bin(a), 2) == int(oct(a), 8) and math.isqrt(a * a) == a
    print(len(str(a)), a.bit_length(), a % 1000003, str(a)[:12], hex(a)[:12], a * a % 97, hash(a))
print(sum(divmod(10**100, 7**50)), pow(3, 10**20, 10**9 + 7), (2**521 - 1) % 1000, math.factorial(60), math.comb(100, 50), math.gcd(2**200, 6**80), math.lcm(2**20, 3**20))
print([10**20 / 3, 10**20 // 3, 10**400 // 10**398, attempt(lambda: 10**400 / 3), 10**400 / 10**399, (10**17 + 1) / 1, 2**53 + 1 == float(2**53 + 1), attempt(float, 10**400), 1e22 == 10**22, 1e23 == 10**23])
print(int(1e300) % 10**9, int(-1.5e20), int("9" * 100) + 1 == 10**100, [str(2**k)[:5] for k in range(0, 400, 57)], int.from_bytes((12345678901234567890).to_bytes(9, "big"), "big"))
print(attempt(lambda: int("1" * 5000)), attempt(lambda: str(10**5000)), len(hex(10**5000)), attempt(int, "9" * 4300) if False else len(str(10**4299)))
a, b = 1, 1
for _ in range(500):
    a, b = b, a + b
print(a, -a // 10**50, -a % 10**10, a >> 300, (a << 7) % 1009, ~a % 1009, a & 0xFFFF, -a & 0xFFFF, a | 1 == a, -a ^ a)
