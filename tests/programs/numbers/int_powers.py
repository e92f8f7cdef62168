"""pow, gcd-like loops, modular arithmetic, isqrt by Newton, factorials, Fibonacci: big results."""


def factorial(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result


def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def isqrt(n):
    x = 1 << ((n.bit_length() + 1) // 2)
    while True:
        y = (x + n // x) // 2
        if y >= x:
            return x
        x = y


print(2**10, 2**64, 3**50, (-3) ** 3, (-3) ** 4, 0**0, 5**0)
print(2**-1, (-2) ** -3, 10**-2)
print(pow(3, 100, 7), pow(-3, 101, 10), pow(2, 1000, 10**9 + 7), pow(3, -1, 7), pow(10, -3, 101))
for arguments in ((0, -1), (2, -1, 4), (2, 3, 0)):
    try:
        print(pow(*arguments))
    except Exception as e:
        print(type(e).__name__, e)
print(factorial(30))
print(factorial(100) % (10**9 + 7), factorial(200) // factorial(198))
print(fibonacci(100), fibonacci(1000) % 10**20)
n = 10**80 + 12345
print(isqrt(n), isqrt(n) ** 2 <= n < (isqrt(n) + 1) ** 2)
a = 3**400
b = 7**300
print((a * b) // b == a, (a * b) % a, (a * b + 17) % a)
print((a // 12345678901234567890123) % 10**15, (a**3 // b**2) % 10**15)
print(len(str(3**2000)), str(3**2000)[:20], str(3**2000)[-20:])
