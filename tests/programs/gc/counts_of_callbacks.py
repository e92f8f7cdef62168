import gc
from _weakref import ref
log = []
def t(n, free):
    class P: pass
    def cb(r):
        log.append(gc.get_count()[0])
    p = P(); rs = [ref(p, cb) for _ in range(n)]
    gc.collect(); gc.disable()
    keep = [tuple([1] * 2 * n) for _ in range(free)]
    log.append(gc.get_count()[0])
    keep = None
    p = None
    print(n, free, log, gc.get_count()[0]); log.clear()
for n in (1, 2, 3):
    for free in (0, 1, 2, 3): t(n, free)
