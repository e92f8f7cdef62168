"""Objects that survive collections move to older generations, which are looked at less often."""
import gc

gc.collect()
print("thresholds", gc.get_threshold())
keep = []
before = [g["collections"] for g in gc.get_stats()]
for i in range(30_000):
    keep.append([i])
after = [g["collections"] for g in gc.get_stats()]
print("collections of each generation:", [b - a for a, b in zip(before, after)])
gc.set_threshold(0)
count = gc.get_count()[0]
more = [[] for _ in range(500)]
print("without a threshold nothing is collected:", gc.get_count()[0] >= count + 400)
