# Release, exports and life time: who holds the memory, and when it comes back.
import gc
import sys
import weakref


def attempt(action):
    try:
        return action()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


array = bytearray(b"abcdef")
view = memoryview(array)
print(attempt(lambda: array.append(1)))
part = view[1:3]
view.release()
view.release()
print(attempt(lambda: array.append(1)), part.tobytes(), part.obj is array)
for name in ("obj", "nbytes", "format", "shape", "readonly", "ndim", "contiguous"):
    print(name, attempt(lambda: getattr(view, name)))
for action in (len, hash, bytes, list, lambda v: v[0], lambda v: v[0:1], lambda v: v.cast("B"), lambda v: v.tolist(), lambda v: v.hex(), lambda v: v.__enter__(), lambda v: v.toreadonly(), memoryview):
    print(attempt(lambda: action(view)))
print(view == view, view != view, view == b"abcdef", repr(view).split(" at ")[0])
part.release()
array.append(1)
print(array)

outer = memoryview(array)
inner = memoryview(outer)
print(inner.obj is array, attempt(lambda: bytearray(outer)))
print(attempt(outer.release), attempt(lambda: outer[0]), inner[0])
exported = memoryview(b"x" * 4)
with exported as e:
    print(e.nbytes)
print(attempt(lambda: exported.nbytes))

second = memoryview(array)
third = memoryview(array)
print(sys.getrefcount(array), len(gc.get_referents(second)), gc.is_tracked(second), gc.get_referents(gc.get_referents(second)[0]) == [array])
print(sys.getsizeof(second), sys.getsizeof(second.cast("B", [len(array)])), sys.getsizeof(gc.get_referents(second)[0]))
ref = weakref.ref(second, lambda r: print("gone"))
del second
print(ref())


class Owner(bytearray):
    pass


owner = Owner(b"cycle")
owner.view = memoryview(owner)
ref = weakref.ref(owner, lambda r: print("collected"))
del owner
gc.collect()
print(ref())


class Exporter:
    def __init__(self, data):
        self.data = data
        self.log = []

    def __buffer__(self, flags):
        self.log.append(("get", flags))
        return memoryview(self.data)

    def __release_buffer__(self, view):
        self.log.append(("release", bytes(view)))


exporter = Exporter(b"python")
view = memoryview(exporter)
print(bytes(view[1:]), view.obj is exporter, exporter.log)
view.release()
print(exporter.log)
read_only = memoryview(array).toreadonly()
print(read_only.readonly, attempt(lambda: read_only.__setitem__(0, 1)), attempt(lambda: hash(read_only)))
print(hash(memoryview(b"abc")) == hash(b"abc"), hash(memoryview(b"abcdef")[::2]) == hash(b"ace"), attempt(lambda: hash(memoryview(b"abcd").cast("I"))))
iterator = iter(memoryview(b"xyz"))
print(next(iterator), list(iterator), list(iterator), sys.getsizeof(iterator), type(iterator).__name__)
