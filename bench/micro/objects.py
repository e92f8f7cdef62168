"""Object churn: making and dropping objects of several kinds, alone and a thousand at a time."""
import time


def best(name, count, function, *args, times=7):
    """Prints the shortest time of `times` runs of function(count, *args), in nanoseconds for each of `count`."""
    shortest = 1e9
    for _ in range(times):
        start = time.perf_counter()
        function(count, *args)
        shortest = min(shortest, time.perf_counter() - start)
    print("%s %.2f" % (name, shortest / count * 1e9))


class Empty:
    pass


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class Slotted:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Derived(Point):
    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z


class Finalized:
    def __del__(self):
        pass


def plain(n):
    for _ in range(n):
        object()


def empty(n):
    for _ in range(n):
        Empty()


def points(n):
    for i in range(n):
        Point(i, n)


def slotted(n):
    for i in range(n):
        Slotted(i, n)


def derived(n):
    for i in range(n):
        Derived(i, n, n)


def finalized(n):
    for _ in range(n):
        Finalized()


def batches(n):
    for _ in range(n // 1000):
        [Point(i, n) for i in range(1000)]


def floats(n):
    x = 0.0
    for _ in range(n):
        x = x + 1.5


def ints(n):
    for i in range(1000, 1000 + n):
        i + 100000


def tuples(n):
    for i in range(n):
        (i, n)


def lists(n):
    for i in range(n):
        [i, n]


def dicts(n):
    for i in range(n):
        {"a": i, "b": n}


best("object()", 500000, plain)
best("instance, no attributes", 500000, empty)
best("instance, two attributes", 300000, points)
best("instance, two slots", 300000, slotted)
best("instance, super().__init__", 200000, derived)
best("instance with __del__", 200000, finalized)
best("instances, 1000 alive", 300000, batches)
best("float", 1000000, floats)
best("int of 30 bits", 1000000, ints)
best("tuple of two", 1000000, tuples)
best("list of two", 500000, lists)
best("dict of two", 500000, dicts)
