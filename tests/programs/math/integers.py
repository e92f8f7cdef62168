# comb, perm, factorial, isqrt, gcd, lcm over numbers of many sizes.
import math

state = 12345


def random():
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) & ((1 << 64) - 1)
    return state >> 11


def digest(value):
    return value if value < 10**20 else (value % (10**20 - 11), value.bit_length())


for _ in range(60):
    n, k = random() % 400, random() % 400
    print(n, k, digest(math.comb(n, k)), digest(math.perm(n, k)))
for n in [*range(25), 50, 99, 100, 127, 128, 200, 1000, 3000]:
    print(n, digest(math.factorial(n)))
for _ in range(60):
    n = ((random() << (random() % 700)) + random()) >> (random() % 200)
    r = math.isqrt(n)
    m = random() << (random() % 90)
    print(digest(r), r * r <= n < (r + 1) ** 2, math.isqrt(r * r) == r, math.isqrt(r * r + 2 * r) == r, digest(math.gcd(n, m)), digest(math.lcm(n, m)))
print([math.isqrt(n) for n in range(50)], math.isqrt(2**64 - 1), math.isqrt(2**64), math.isqrt(2**62), math.isqrt(2**63 - 1))
for i in range(20):
    print(digest(math.comb(10**30 + random(), i)), digest(math.perm(10**30 + random(), i)))
print(digest(math.comb(2000, 1000)), digest(math.perm(2000, 700)))
print(math.gcd(12, 18, 24), math.gcd(7, 0), math.gcd(True, 5), math.lcm(2, 3, 4, 5), math.lcm(True))
