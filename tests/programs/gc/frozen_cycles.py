import gc


class Node:
    def __del__(self):
        print("del", self.name)


def ring(name):
    a, b = Node(), Node()
    a.name, b.name = name + " a", name + " b"
    a.other, b.other = b, a
    return a


# What is frozen is reached from garbage, leads to garbage, and is garbage itself: none of it is collected.
keep = ring("kept")
gc.collect()
gc.freeze()
young = ring("young")
young.frozen = keep
keep.young = [young, {"k": young}, (young,)]
del young
print(gc.collect())
keep = None
print(gc.collect(), gc.get_freeze_count() > 4)
for i in range(3):
    x = ring("after %d" % i)
    x.frozen = gc
    del x
    print(gc.collect(i))
gc.unfreeze()
print(gc.collect(0), gc.get_freeze_count())
print(gc.collect())
