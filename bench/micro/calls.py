"""Calls: functions with positional, keyword, default and star arguments, methods, closures, builtins, generators."""
import time


def best(name, count, function, *args, times=7):
    """Prints the shortest time of `times` runs of function(count, *args), in nanoseconds for each of `count`."""
    shortest = 1e9
    for _ in range(times):
        start = time.perf_counter()
        function(count, *args)
        shortest = min(shortest, time.perf_counter() - start)
    print("%s %.2f" % (name, shortest / count * 1e9))


def nothing():
    pass


def two(a, b):
    return a


def defaults(a, b=1, c=2):
    return a


def keyword_only(a, *, b, c=3):
    return a


def stars(*args, **kwargs):
    return args


def make_closure():
    total = 0

    def inner(x):
        return x + total

    return inner


class Receiver:
    def method(self, x):
        return x

    @classmethod
    def of_class(cls, x):
        return x

    @staticmethod
    def static(x):
        return x

    def __call__(self, x):
        return x


def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


def numbers(n):
    for i in range(n):
        yield i


def no_arguments(n):
    for _ in range(n):
        nothing()


def positional(n):
    for i in range(n):
        two(i, n)


def with_defaults(n):
    for i in range(n):
        defaults(i)


def keywords(n):
    for i in range(n):
        defaults(i, c=n, b=i)


def keyword_only_arguments(n):
    for i in range(n):
        keyword_only(i, b=n)


def star_arguments(n):
    pair = (1, 2)
    for _ in range(n):
        two(*pair)


def star_parameters(n):
    for i in range(n):
        stars(i, n, k=i)


def methods(n):
    receiver = Receiver()
    for i in range(n):
        receiver.method(i)


def bound_methods(n):
    method = Receiver().method
    for i in range(n):
        method(i)


def class_methods(n):
    receiver = Receiver()
    for i in range(n):
        receiver.of_class(i)


def static_methods(n):
    receiver = Receiver()
    for i in range(n):
        receiver.static(i)


def callables(n):
    receiver = Receiver()
    for i in range(n):
        receiver(i)


def closures(n):
    inner = make_closure()
    for i in range(n):
        inner(i)


def lambdas(n):
    for i in range(n):
        (lambda x: x)(i)


def builtins(n):
    items = [1, 2, 3]
    for _ in range(n):
        len(items)


def builtins_two(n):
    for i in range(n):
        isinstance(i, int)


def builtin_methods(n):
    text = "text"
    for _ in range(n):
        text.startswith("te")


def types(n):
    for i in range(n):
        str(i)


def recursion(n):
    # fibonacci(20) is 21891 calls
    for _ in range(n // 21891):
        fibonacci(20)


def generators(n):
    for _ in numbers(n):
        pass


def mapped(n):
    for _ in map(two, range(n), range(n)):
        pass


best("no arguments", 1000000, no_arguments)
best("two positional", 1000000, positional)
best("defaults", 1000000, with_defaults)
best("two keywords", 500000, keywords)
best("keyword-only", 500000, keyword_only_arguments)
best("star argument", 500000, star_arguments)
best("star parameters", 300000, star_parameters)
best("method", 1000000, methods)
best("bound method", 1000000, bound_methods)
best("class method", 500000, class_methods)
best("static method", 500000, static_methods)
best("__call__", 500000, callables)
best("closure", 1000000, closures)
best("lambda made and called", 500000, lambdas)
best("len(list)", 1000000, builtins)
best("isinstance()", 1000000, builtins_two)
best("str.startswith()", 500000, builtin_methods)
best("str(int)", 500000, types)
best("recursion", 500000, recursion)
best("generator resumed", 1000000, generators)
best("called by map()", 500000, mapped)
