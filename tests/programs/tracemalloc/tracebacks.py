"""Where tracemalloc says that blocks were allocated: depth, kinds of frames, objects out of free lists."""
import gc
import tracemalloc


def lines(o):
    traceback = tracemalloc.get_object_traceback(o)
    return None if traceback is None else ([frame.lineno for frame in traceback], traceback.total_nframe)


def make():
    return [
        object(),
        {None, 7},
    ]


def outer():
    return make()


def deep(n):
    return deep(n - 1) if n else outer()


def generator():
    yield bytearray(3)
    yield from ([i] for i in range(2))


class Holder:
    made = [1]

    def __init__(self):
        self.own = bytearray(
            7,
        )

    @property
    def text(self):
        return "".join(["x"] * 3)


for limit in (1, 2, 3, 100):
    tracemalloc.start(limit)
    o = outer()
    print(limit, lines(o), lines(o[0]), lines(o[1]), lines(deep(5)))
    tracemalloc.stop()

gc.collect()  # empties the free lists
tracemalloc.start(10)
before = [[], 1.5 * len("ab"), (o,), {}]
for x in before[:3]:
    print("made:", lines(x))
first, second, third = generator()
print("generator:", lines(first), lines(second), lines(third))
holder = Holder()
print("class:", lines(Holder.made), lines(holder), lines(holder.own), lines(holder.text))
print("comprehension:", [lines(x) for x in [[i] for i in range(2)]])
print("lambda:", lines((lambda: [1])()))
print("sort key:", lines(sorted([3, 1], key=lambda v: [v])))
print("map:", [lines(x) for x in map(lambda i: [i], [1, 2])])
print("exec:", lines(eval("[1]")))
code = compile("\n\nx = [1]\n", "made up", "exec")
names = {}
exec(code, names)
print([(frame.filename.rpartition("/")[2], frame.lineno) for frame in tracemalloc.get_object_traceback(names["x"])])
grown = []
print("before it grows:", lines(grown))
grown.append(1)
print("grown:", lines(grown))
for kind in (list, dict, float, tuple):
    x = kind((1,)) if kind is tuple else kind()
    del x
x = []
print("out of a free list:", lines(x))
x = 1.5 * len("ab")
print("out of a free list:", lines(x))
x = (1, x)
print("out of a free list:", lines(x))
try:
    1 / 0
except ZeroDivisionError as error:
    print("exception:", lines(error))
for x in (5, None, "", len, Holder.text):
    print(type(x).__name__, lines(x))
