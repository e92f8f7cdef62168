"""Big integers: Fibonacci numbers by addition and by doubling, factorials by products of ranges, powers, roots, digits."""
import sys


def by_addition(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def by_doubling(n):
    if n == 0:
        return 0, 1
    a, b = by_doubling(n >> 1)
    c = a * (2 * b - a)
    d = a * a + b * b
    return (d, c + d) if n & 1 else (c, d)


def product(low, high):
    """low * (low + 1) * ... * (high - 1)"""
    if high - low < 8:
        result = 1
        for i in range(low, high):
            result *= i
        return result
    middle = (low + high) // 2
    return product(low, middle) * product(middle, high)


def square_root(n):
    """The integer square root by Newton's method."""
    x = 1 << ((n.bit_length() + 1) // 2)
    while True:
        y = (x + n // x) >> 1
        if y >= x:
            return x
        x = y


def digit_sum(n):
    total = 0
    while n:
        n, low = divmod(n, 10**18)
        while low:
            low, digit = divmod(low, 10)
            total += digit
    return total


def is_prime(n):
    """Miller and Rabin's test with fixed bases."""
    d, s = n - 1, 0
    while d % 2 == 0:
        d >>= 1
        s += 1
    for base in (2, 3, 5, 7, 11, 13):
        x = pow(base, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def main():
    sys.set_int_max_str_digits(0)
    slow = by_addition(60000)
    print(slow == by_doubling(60000)[0], slow % 10**9)
    huge = by_doubling(1500000)[0]
    print(huge.bit_length(), huge % 998244353)
    factorial = product(1, 20001)
    print(len(str(factorial)), digit_sum(factorial))
    root = square_root(2 * 10**6000)
    print(root % 10**10, root * root <= 2 * 10**6000 < (root + 1) ** 2)
    print([p for p in (127, 521, 607, 1279, 1280) if is_prime(2**p - 1)])
    print("check", (factorial ^ huge) % (2**61 - 1))


main()
