"""Snapshots: statistics by line and file, cumulative ones, differences, filters."""
import gc
import tracemalloc


def show(statistics):
    for s in statistics:
        frame = s.traceback[0]
        if frame.filename == __file__:
            print(" ", frame.lineno, s.size, s.count, getattr(s, "size_diff", ""), getattr(s, "count_diff", ""))


def outer(n):
    return [inner(i) for i in range(n)]


def inner(i):
    return bytes(i + 100)


n = len("abc")
kept = blocks = numbers = first = only = without = more = second = line = s = frame = t = None
gc.collect()  # empties the free lists
tracemalloc.start(3)
kept = bytes(1000 + n)
blocks = outer(10)
numbers = {i: "x" * (i + 50) for i in range(n + 17)}
first = tracemalloc.take_snapshot()
print("lines")
show(first.statistics("lineno"))
print("cumulative")
show(first.statistics("lineno", cumulative=True))
print("by traceback")
for s in first.statistics("traceback"):
    if s.traceback[-1].filename == __file__:
        print(" ", [frame.lineno for frame in s.traceback], s.size, s.count, s.traceback.total_nframe)
only = first.filter_traces([tracemalloc.Filter(True, __file__, lineno=21)])
print("one line", [(t.domain, t.size, t.traceback[-1].lineno) for t in only.traces][:3], len(only.traces))
without = first.filter_traces([tracemalloc.Filter(False, __file__), tracemalloc.DomainFilter(True, 0)])
print("without", [t for t in without.traces if t.traceback[-1].filename == __file__])
del blocks
more = [bytes(5000 + i) for i in range(n)]
second = tracemalloc.take_snapshot()
tracemalloc.stop()
print("difference")
for s in second.compare_to(first, "lineno"):
    frame = s.traceback[0]
    if frame.filename == __file__ and s.size_diff > 5000:
        print(" ", frame.lineno, s.size, s.size_diff, s.count, s.count_diff)
line = first.statistics("lineno")[0]
print(str(line).replace(__file__, "FILE"))
print(repr(first.traces[0].traceback[0]).replace(__file__, "FILE").startswith("<Frame filename="))
