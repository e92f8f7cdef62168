"""The cycle collector: full collections of large heaps, young collections in a loop that allocates, cycles made and found."""
import gc
import time

gc.disable()


def report(name, count, seconds):
    print("%s %.2f" % (name, seconds / count * 1e9))


def best_collection(name, count, heap, times=5):
    """A full collection of a heap in which everything is alive."""
    shortest = 1e9
    for _ in range(times):
        start = time.perf_counter()
        found = gc.collect()
        shortest = min(shortest, time.perf_counter() - start)
    assert found == 0 and len(heap) > 0
    report(name, count, shortest)


class Instance:
    def __init__(self, a, b):
        self.a = a
        self.b = b


class Slotted:
    __slots__ = ("a", "b")


def lists(n):
    return [[] for _ in range(n)]


def nested(n):
    return [[[], []] for _ in range(n // 3)]


def tuples(n):
    return [([],) for _ in range(n // 2)]


def dicts(n):
    return [{"a": [], "b": 1} for _ in range(n // 2)]


def instances(n):
    shared = []
    return [Instance(shared, i) for i in range(n)]


def slotted(n):
    result = []
    for _ in range(n):
        o = Slotted()
        o.a = result
        o.b = None
        result.append(o)
    return result


def cycles(n):
    """Creation and collection of n cycles of two."""
    for _ in range(n):
        a, b = [], []
        a.append(b)
        b.append(a)
    a = b = None
    start = time.perf_counter()
    assert gc.collect() >= 2 * n
    return time.perf_counter() - start


def instance_cycles(n):
    for _ in range(n):
        a = Instance(None, 1)
        a.a = a
    a = None
    start = time.perf_counter()
    assert gc.collect() >= n  # before 3.11 a dict with each
    return time.perf_counter() - start


def best_cycles(name, count, make, times=5):
    creating = collecting = 1e9
    for _ in range(times):
        start = time.perf_counter()
        collected = make(count)
        whole = time.perf_counter() - start
        creating = min(creating, whole - collected)
        collecting = min(collecting, collected)
    report(name + ", made", count, creating)
    report(name + ", collected", count, collecting)


def young(n):
    """Lists and tuples that live for a while, ten thousand together: generation 0 is collected for every two thousand of them."""
    for _ in range(n // 10000):
        batch = []
        for i in range(5000):
            batch.append([i, (batch,)])


def best_young(name, count, times=5):
    gc.collect()
    gc.enable()
    shortest = 1e9
    for _ in range(times):
        start = time.perf_counter()
        young(count)
        shortest = min(shortest, time.perf_counter() - start)
    gc.disable()
    report(name, count, shortest)


def growing(n):
    """A heap that grows with the collector on: what its generations cost."""
    gc.collect()
    gc.enable()
    start = time.perf_counter()
    heap = [[i] for i in range(n)]
    seconds = time.perf_counter() - start
    gc.disable()
    assert len(heap) == n
    return seconds


for label, size, make in (
    ("full collection, 10^6 lists", 1000000, lists),
    ("full collection, 10^6 lists in threes", 1000000, nested),
    ("full collection, 5x10^5 tuples of a list", 1000000, tuples),
    ("full collection, 5x10^5 dicts of a list", 1000000, dicts),
    ("full collection, 5x10^5 instances", 500000, instances),
    ("full collection, 5x10^5 slotted", 500000, slotted),
):
    best_collection(label, size, make(size))
best_cycles("3x10^5 cycles of two lists", 300000, cycles)
best_cycles("3x10^5 instances holding themselves", 300000, instance_cycles)
best_young("young collections", 1000000)
report("a growing heap of 10^6 lists", 1000000, min(growing(1000000) for _ in range(3)))
