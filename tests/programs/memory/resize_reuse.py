"""Blocks come back: allocated blocks after work equal those before."""
import gc
import sys


def work_lists():
    x = []
    for i in range(5000):
        x.append([i])
    while x:
        x.pop()


def work_dicts():
    d = {}
    for i in range(5000):
        d[str(i)] = i
    for i in range(0, 5000, 2):
        del d[str(i)]
    d.clear()


def work_strings():
    s = ""
    for i in range(2000):
        s += str(i)
    return s.split("9").__len__()


def work_objects():
    class C:
        pass
    cs = [C() for _ in range(1000)]
    for i, c in enumerate(cs):
        c.a, c.b = i, cs[i - 1]


def work_exceptions():
    for i in range(1000):
        try:
            raise ValueError(i)
        except ValueError as e:
            pass


def work_generators():
    return sum(sum(range(i)) for i in range(300))


def work_closures():
    return [f() for f in [lambda i=i: (lambda: i)() for i in range(500)]]


def work_sets():
    s = {i * 7 for i in range(3000)}
    t = {i * 5 for i in range(3000)}
    return len(s & t), len(s | t), len(s - t), len(s ^ t)


def work_bigints():
    n = 1
    for i in range(1, 300):
        n *= i
    while n:
        n //= 1000


def work_exec():
    for i in range(20):
        exec(f"x{i} = {i}\ndef f(): return x{i}", {})


for work in (work_lists, work_dicts, work_strings, work_objects, work_exceptions, work_generators, work_closures, work_sets, work_bigints, work_exec):
    for _ in range(3):
        work()
    gc.collect()
    before = sys.getallocatedblocks()
    for _ in range(3):
        work()
    gc.collect()
    after = sys.getallocatedblocks()
    print(work.__name__, abs(after - before) < 10)
