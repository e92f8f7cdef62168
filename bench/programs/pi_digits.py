"""Big integers: the digits of pi by Machin's formula in fixed point, and the spigot of one digit after the other."""
import math


def arctan_inverse(x, unity):
    """unity * arctan(1 / x)"""
    power = unity // x
    total = power
    square = x * x
    n = 3
    sign = -1
    while power:
        power //= square
        total += sign * (power // n)
        sign = -sign
        n += 2
    return total


def machin(digits):
    unity = 10 ** (digits + 10)
    return 4 * (4 * arctan_inverse(5, unity) - arctan_inverse(239, unity)) // 10**10


def spigot(count):
    """Gosper's series, the state a linear fractional transformation of growing integers."""
    q, r, t, i = 1, 180, 60, 2
    digits = []
    while len(digits) < count:
        u = 3 * (3 * i + 1) * (3 * i + 2)
        y = (q * (27 * i - 12) + 5 * r) // (5 * t)
        digits.append(y)
        q, r, t, i = 10 * q * i * (2 * i - 1), 10 * u * (q * (5 * i - 2) + r - y * t), t * u, i + 1
        if i % 50 == 0:
            common = math.gcd(math.gcd(q, r), t)
            q //= common
            r //= common
            t //= common
    return digits


def decimal(n, digits):
    """The `digits` decimal digits of n, by halves: no limit of str() is met."""
    if digits <= 1000:
        return str(n).zfill(digits)
    low = digits // 2
    head, tail = divmod(n, 10**low)
    return decimal(head, digits - low) + decimal(tail, low)


def main():
    pi = machin(40000)
    text = decimal(pi, 40001)
    print(text[:20], text[-20:], len(text))
    digits = spigot(5000)
    slow = "".join(map(str, digits))
    print(slow == text[: len(slow)], slow[-10:])
    print("check", sum(int(d) for d in text), pi % 1000000007)


main()
