"""Dictionaries with int, str, tuple and instance keys: insertion, lookup, iteration, deletion; sets."""
import time


def best(name, count, function, *args, times=7):
    """Prints the shortest time of `times` runs of function(count, *args), in nanoseconds for each of `count`."""
    shortest = 1e9
    for _ in range(times):
        start = time.perf_counter()
        function(count, *args)
        shortest = min(shortest, time.perf_counter() - start)
    print("%s %.2f" % (name, shortest / count * 1e9))


NUMBERS = [i * 7919 % 1000003 for i in range(100000)]
NAMES = ["name%d" % i for i in NUMBERS]
PAIRS = [(i & 255, i >> 8) for i in NUMBERS]


class Key:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return self.n

    def __eq__(self, other):
        return self.n == other.n


OBJECTS = [Key(i) for i in NUMBERS[:20000]]
TABLES = {"int": dict.fromkeys(NUMBERS), "str": dict.fromkeys(NAMES), "tuple": dict.fromkeys(PAIRS)}
SMALL = {"alpha": 1, "beta": 2, "gamma": 3, "delta": 4}


def insert(n, keys):
    table = {}
    for key in keys:
        table[key] = n


def lookup(n, keys, table):
    for key in keys:
        table[key]


def lookup_missing(n, table):
    for i in range(n):
        table.get(-2 - i)


def lookup_small(n):
    table = SMALL
    for _ in range(n):
        table["gamma"]


def store_small(n):
    table = dict(SMALL)
    for i in range(n):
        table["gamma"] = i


def contains(n, keys, table):
    for key in keys:
        key in table


def iterate(n, table):
    for _ in table:
        pass


def iterate_items(n, table):
    for _, _ in table.items():
        pass


def delete(n, keys):
    table = dict.fromkeys(keys)
    for key in keys:
        del table[key]


def churn(n):
    table = {}
    for i in range(n):
        table[i] = i
        if i >= 100:
            del table[i - 100]


def copies(n, table):
    for _ in range(10):
        table.copy()


def comprehension(n):
    {i: i for i in range(n)}


def set_insert(n, keys):
    items = set()
    for key in keys:
        items.add(key)


def set_algebra(n, a, b):
    a & b
    a | b
    a - b
    a ^ b


best("insert, int", 100000, insert, NUMBERS)
best("insert, str", 100000, insert, NAMES)
best("insert, tuple", 100000, insert, PAIRS)
best("insert, instance with __eq__", 20000, insert, OBJECTS)
best("lookup, int", 100000, lookup, NUMBERS, TABLES["int"])
best("lookup, str", 100000, lookup, NAMES, TABLES["str"])
best("lookup, tuple", 100000, lookup, PAIRS, TABLES["tuple"])
best("lookup, missing int", 300000, lookup_missing, TABLES["int"])
best("lookup, constant str, small", 1000000, lookup_small)
best("store, constant str, small", 1000000, store_small)
best("in, str", 100000, contains, NAMES, TABLES["str"])
best("iterate", 100000, iterate, TABLES["int"])
best("iterate items", 100000, iterate_items, TABLES["int"])
best("fromkeys and delete, int", 100000, delete, NUMBERS)
best("insert and delete, 100 alive", 300000, churn)
best("copy", 1000000, copies, TABLES["int"])
best("comprehension", 300000, comprehension)
best("set: add, int", 100000, set_insert, NUMBERS)
best("set: add, str", 100000, set_insert, NAMES)
best("set: & | - ^", 100000, set_algebra, set(NUMBERS[:60000]), set(NUMBERS[40000:]))
