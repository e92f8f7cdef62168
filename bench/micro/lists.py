"""Lists and tuples: append, pop, index, store, slices, comprehensions, iteration, concatenation, sort, search."""
import time


def best(name, count, function, *args, times=7):
    """Prints the shortest time of `times` runs of function(count, *args), in nanoseconds for each of `count`."""
    shortest = 1e9
    for _ in range(times):
        start = time.perf_counter()
        function(count, *args)
        shortest = min(shortest, time.perf_counter() - start)
    print("%s %.2f" % (name, shortest / count * 1e9))


ITEMS = list(range(100000))
SHUFFLED = [i * 7919 % 100003 for i in ITEMS]
FLOATS = [i * 0.5 for i in SHUFFLED]
WORDS = ["word%d" % i for i in SHUFFLED]


def append(n):
    items = []
    for i in range(n):
        items.append(i)


def append_pop(n):
    items = [0] * 10
    for i in range(n):
        items.append(i)
        items.pop()


def pop_front(n):
    items = list(range(1000))
    for i in range(n):
        items.append(items.pop(0))


def index(n):
    items = ITEMS
    for i in range(n):
        items[i]


def store(n):
    items = [0] * n
    for i in range(n):
        items[i] = i


def swap(n):
    items = [1, 2, 3]
    for _ in range(n):
        items[0], items[2] = items[2], items[0]


def slices(n):
    items = ITEMS
    for i in range(n):
        items[i : i + 10]


def slice_store(n):
    items = ITEMS[:1000]
    for i in range(n):
        items[100:110] = items[200:210]


def comprehension(n):
    [i for i in range(n)]


def comprehension_filtered(n):
    [i * 2 for i in range(n) if i & 1]


def nested(n):
    [(i, j) for i in range(n // 100) for j in range(100)]


def iterate(n, items):
    for _ in items:
        pass


def enumerated(n):
    for _, _ in enumerate(ITEMS):
        pass


def zipped(n):
    for _, _ in zip(ITEMS, ITEMS):
        pass


def unpack(n):
    triple = (1, 2, 3)
    for _ in range(n):
        a, b, c = triple


def star_unpack(n):
    items = [1, 2, 3, 4]
    for _ in range(n):
        a, *b = items


def concatenate(n):
    items = [1, 2, 3]
    for _ in range(n):
        items + items


def sort(n, items):
    sorted(items)


def sort_by_key(n, items):
    sorted(items, key=lambda x: -x)


def search(n):
    items = ITEMS[:1000]
    for _ in range(n // 1000):
        998 in items


def total(n):
    sum(ITEMS)


def range_loop(n):
    for _ in range(n):
        pass


def while_loop(n):
    i = 0
    while i < n:
        i += 1


best("append", 500000, append)
best("append and pop", 500000, append_pop)
best("pop(0) of 1000", 200000, pop_front)
best("index", 100000, index)
best("store", 300000, store)
best("swap of two items", 500000, swap)
best("slice of 10", 100000, slices)
best("store a slice of 10", 200000, slice_store)
best("comprehension", 500000, comprehension)
best("comprehension with if", 500000, comprehension_filtered)
best("nested comprehension of tuples", 300000, nested)
best("for over a list", 100000, iterate, ITEMS, times=15)
best("for over enumerate()", 100000, enumerated)
best("for over zip()", 100000, zipped)
best("for over range()", 1000000, range_loop)
best("while with a counter", 1000000, while_loop)
best("unpack a tuple", 1000000, unpack)
best("unpack with a star", 300000, star_unpack)
best("concatenate", 500000, concatenate)
best("sort, int", 100000, sort, SHUFFLED)
best("sort, float", 100000, sort, FLOATS)
best("sort, str", 100000, sort, WORDS)
best("sort with a key", 100000, sort_by_key, SHUFFLED)
best("in", 1000000, search)
best("sum()", 100000, total, times=15)
