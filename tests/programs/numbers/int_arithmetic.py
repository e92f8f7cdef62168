"""Integer arithmetic around the limits of digits (30 bits), 32 and 64 bits."""
edges = [0, 1, 2, 5, 255, 256, 257, 2**15, 2**29, 2**30 - 1, 2**30, 2**31 - 1, 2**31, 2**32, 2**60 - 1, 2**60, 2**63 - 1, 2**63, 2**64, 10**30]
values = edges + [-v for v in edges if v]

total = 0
for a in values:
    for b in values:
        total = (total * 31 + (a + b) * 7 + (a - b) * 3 + a * b) % (2**127 - 1)
        if b:
            q, r = divmod(a, b)
            assert q == a // b and r == a % b
            assert q * b + r == a
            assert (r >= 0) == (b > 0) or r == 0
            total = (total * 31 + q * 5 + r) % (2**127 - 1)
print(total)

for a in values:
    print(a, -a, +a, ~a, abs(a), a.bit_length(), a.bit_count(), bool(a))

for a in (7, -7, 2**40 + 3, -(2**40) - 3):
    for b in (3, -3, 2**20 + 1, -(2**20) - 1):
        print(a, b, a // b, a % b, divmod(a, b))

print([(a & b, a | b, a ^ b) for a in (12, -12, 2**70 + 5) for b in (10, -10, 2**65 + 3)])
print([1 << n for n in (0, 1, 29, 30, 31, 59, 60, 61, 100)])
print([(10**20) >> n for n in (0, 1, 29, 30, 31, 59, 60, 66, 67, 1000)])
print([(-(10**20)) >> n for n in (0, 1, 29, 30, 31, 59, 60, 66, 67, 1000)])
for bad in (lambda: 1 // 0, lambda: 1 % 0, lambda: divmod(2**70, 0), lambda: 1 << -1, lambda: 1 >> -1, lambda: 1 << (1 << 70)):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
