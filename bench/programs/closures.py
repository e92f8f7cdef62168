"""Closures: counters, compose, memoised recursion, decorators, partial application, Church numerals, parsers from functions."""


def counter(start=0):
    value = start

    def step(by=1):
        nonlocal value
        value += by
        return value

    def peek():
        return value

    return step, peek


def compose(*functions):
    def composed(x):
        for function in functions:
            x = function(x)
        return x

    return composed


def adder(n):
    return lambda x: x + n


def memoised(function):
    cache = {}

    def wrapper(*args):
        if args not in cache:
            cache[args] = function(*args)
        return cache[args]

    return wrapper


def counted(calls):
    def decorator(function):
        def wrapper(*args, **kwargs):
            calls[0] += 1
            return function(*args, **kwargs)

        return wrapper

    return decorator


def church(n):
    def apply(f):
        def applied(x):
            for _ in range(n):
                x = f(x)
            return x

        return applied

    return apply


def plus(a, b):
    return lambda f: lambda x: b(f)(a(f)(x))


def times(a, b):
    return lambda f: b(a(f))


def main():
    step, peek = counter(10)
    for i in range(1500000):
        step(i & 3)
    print(peek())
    pipeline = compose(adder(3), lambda x: x * 2, adder(-5), lambda x: x % 1009)
    x = 1
    for _ in range(400000):
        x = pipeline(x)
    print(x)

    calls = [0]

    @memoised
    @counted(calls)
    def ways(n, k):
        if n == 0:
            return 1
        if n < 0 or k == 0:
            return 0
        return ways(n - k, k) + ways(n, k - 1)

    print(ways(220, 219), calls[0])
    number = times(plus(church(30), church(12)), times(church(50), church(200)))
    print(number(lambda v: v + 1)(0))
    actions = []
    for i in range(1000):

        def action(x, i=i, shift=adder(i)):
            return shift(x) ^ i

        actions.append(action)
    total = 1
    for _ in range(1600):
        for action in actions:
            total = action(total) & 0xFFFFF
    print("check", total)


main()
