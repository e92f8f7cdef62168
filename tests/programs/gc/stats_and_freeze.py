import gc
class A: pass
def mk(n=1):
    for i in range(n):
        a = A(); a.a = a
gc.collect()
b = gc.get_stats()
mk(3); print(gc.collect(0)); mk(4); print(gc.collect(1)); mk(5); print(gc.collect())
class Res:
    keep = []
    def __del__(s): Res.keep.append(s)
def r():
    a = Res(); a.a = a
    b = Res(); b.a = a; a.b = b
r(); print(gc.collect()); print(len(Res.keep)); Res.keep.clear(); print(gc.collect())
c = gc.get_stats()
for x, y in zip(b, c): print({k: y[k] - x[k] for k in y})
gc.disable()
gc.collect()
gc.freeze(); n = gc.get_freeze_count(); print(n > 100, gc.get_count(), gc.collect(), len(gc.get_objects()) < 30)
x = [1, 2, []]
gc.freeze(); print(gc.get_freeze_count() - n)
print(len(gc.get_objects(0)), len(gc.get_objects(1)), len(gc.get_objects(2)) > 100, len(gc.get_objects(2)) < n + 10)
