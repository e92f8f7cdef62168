"""Division, remainder, shifts and powers of negative and large ints."""
for a in (7, -7, 0, 10**20, -(10**20)):
    for b in (2, -2, 3, -3, 10**10):
        q, r = divmod(a, b)
        print(a, b, q, r, q * b + r == a, a // b == q, a % b == r)
print(-1 >> 1, -5 >> 2, 1 << 70, -1 << 3, (1 << 70) >> 69, -(1 << 70) >> 100)
print((-2) ** 3, 2 ** 0, 0 ** 0, 10 ** -2, (-8) ** (1 / 3), pow(3, -1, 7), pow(2, 10, 1000), pow(-3, 3, 5))
print(~0, ~10**20, -5 & 3, -5 | 3, -5 ^ 3, (10**20) & (2**64 - 1))
for bad in ("1 // 0", "1 % 0", "1 << -1", "0 ** -1", "pow(2, -1, 4)", "pow(2, 3, 0)", "1 >> -1", "divmod(1, 0)", "1 / 0", "2.0 // 0"):
    try:
        print(eval(bad))
    except Exception as e:
        print(bad, "->", type(e).__name__, e)
