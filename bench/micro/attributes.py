"""Attribute access: instances, slots, classes, properties, modules, inherited names, missing names, globals."""
import time


def best(name, count, function, *args, times=7):
    """Prints the shortest time of `times` runs of function(count, *args), in nanoseconds for each of `count`."""
    shortest = 1e9
    for _ in range(times):
        start = time.perf_counter()
        function(count, *args)
        shortest = min(shortest, time.perf_counter() - start)
    print("%s %.2f" % (name, shortest / count * 1e9))


COUNTER = 0


class Base:
    inherited = 7

    def method(self):
        return None


class Plain(Base):
    shared = 1

    def __init__(self):
        self.a = 1
        self.b = 2

    @property
    def computed(self):
        return 5


class Slotted:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1
        self.b = 2


class Dynamic:
    def __getattr__(self, name):
        return name


class Descriptor:
    def __get__(self, instance, owner):
        return 3

    def __set__(self, instance, value):
        pass


class Described:
    d = Descriptor()


def instance_load(n):
    o = Plain()
    for _ in range(n):
        o.b


def instance_store(n):
    o = Plain()
    for i in range(n):
        o.b = i


def instance_augmented(n):
    o = Plain()
    for _ in range(n):
        o.b += 1


def slot_load(n):
    o = Slotted()
    for _ in range(n):
        o.b


def slot_store(n):
    o = Slotted()
    for i in range(n):
        o.b = i


def class_load(n):
    for _ in range(n):
        Plain.shared


def inherited_load(n):
    o = Plain()
    for _ in range(n):
        o.inherited


def property_load(n):
    o = Plain()
    for _ in range(n):
        o.computed


def descriptor_load(n):
    o = Described()
    for _ in range(n):
        o.d


def descriptor_store(n):
    o = Described()
    for i in range(n):
        o.d = i


def method_load(n):
    o = Plain()
    for _ in range(n):
        o.method


def module_load(n):
    for _ in range(n):
        time.perf_counter


def missing(n):
    o = Plain()
    for _ in range(n):
        getattr(o, "zz", None)


def dynamic(n):
    o = Dynamic()
    for _ in range(n):
        o.anything


def polymorphic(n):
    objects = [Plain(), Slotted(), Described.d and Plain(), Slotted()]
    for i in range(n):
        objects[i & 3].a


def global_load(n):
    for _ in range(n):
        COUNTER


def global_store(n):
    global COUNTER
    for i in range(n):
        COUNTER = i


def builtin_load(n):
    for _ in range(n):
        len


best("instance", 1000000, instance_load)
best("instance, store", 1000000, instance_store)
best("instance, +=", 1000000, instance_augmented)
best("slot", 1000000, slot_load)
best("slot, store", 1000000, slot_store)
best("class", 1000000, class_load)
best("inherited from the class", 1000000, inherited_load)
best("property", 1000000, property_load)
best("descriptor", 500000, descriptor_load)
best("descriptor, store", 500000, descriptor_store)
best("method taken, not called", 1000000, method_load)
best("module", 1000000, module_load)
best("missing, with default", 500000, missing)
best("__getattr__", 300000, dynamic)
best("two classes in turn", 1000000, polymorphic)
best("global", 1000000, global_load)
best("global, store", 1000000, global_store)
best("builtin name", 1000000, builtin_load)
