"""A full collection of one deep chain, then its release: Pyodide 0.29 overflows its stack here."""
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


def chain(n):
    first = None
    for _ in range(n):
        first = [first]
    return first


best_collection("full collection, chain of 5x10^5", 500000, chain(500000))
shortest = 1e9
for _ in range(5):
    nested = chain(500000)
    start = time.perf_counter()
    del nested
    shortest = min(shortest, time.perf_counter() - start)
report("chain of 5x10^5 released", 500000, shortest)
