"""A live heap of 10^7 objects: made with the collector on, collected in full, young collections beside it, its release."""
import gc
import time

UNITS = 2000000
OBJECTS = 5 * UNITS


def report(name, count, seconds):
    print("%s %.2f" % (name, seconds / count * 1e9))


class Record:
    def __init__(self, key, fields):
        self.key = key
        self.fields = fields


def make_heap(units):
    """Five tracked objects a unit: an instance and its list, which hold each other, a tuple, a dict and a list of one."""
    heap = []
    for i in range(units):
        fields = [i, None]
        record = Record(i, fields)
        fields[1] = record
        heap.append((record, {"fields": fields, "row": [record]}))
    return heap


def full_collection():
    start = time.perf_counter()
    assert gc.collect() == 0
    return time.perf_counter() - start


def young(n):
    """Seconds for lists and tuples that live for a while, ten thousand together: generation 0 is collected for every two thousand of them."""
    start = time.perf_counter()
    for _ in range(n // 10000):
        batch = []
        for i in range(5000):
            batch.append([i, (batch,)])
    return time.perf_counter() - start


gc.collect()
start = time.perf_counter()
heap = make_heap(UNITS)
report("10^7 objects made, collector on", OBJECTS, time.perf_counter() - start)
report("full collection, live heap of 10^7 objects", OBJECTS, min(full_collection() for _ in range(3)))
report("young collections beside 10^7 objects", 1000000, min(young(1000000) for _ in range(3)))
gc.disable()
start = time.perf_counter()
del heap
assert gc.collect() >= 2 * UNITS
report("10^7 objects released, half of them by a collection", OBJECTS, time.perf_counter() - start)
