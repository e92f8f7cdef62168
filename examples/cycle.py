"""Two objects that refer to each other outlive their names: only the collector finds them."""
import gc
import weakref

gc.collect()  # what the imports have left behind
gc.disable()


class Node:
    def __init__(self):
        self.cycle = None


x = Node()
y = Node()
x.cycle = y
y.cycle = x
seen = weakref.ref(x)

del x
del y
# Objects are not deleted from memory because they hold each other!
print("alive after del:", seen() is not None)
print("found by the collector:", gc.collect())
print("alive after collect:", seen() is not None)
