"""What the collector counts of print() and of writing: print() makes a tuple of its arguments."""
import gc
import sys

gc.disable()
counts = []


def measure(name, f):
    f()
    f()
    gc.collect()
    before = gc.get_count()[0]
    f()
    counts.append((name, gc.get_count()[0] - before))


measure("nothing", lambda: None)
measure("print()", lambda: print())
measure("print(x)", lambda: print("x"))
measure("print(x, y)", lambda: print("x", 1, 2.5))
measure("print with keywords", lambda: print("x", end="", file=sys.stdout, flush=True))
measure("write", lambda: sys.stdout.write("x\n"))
measure("repr", lambda: repr([1, [2]]))
measure("sorted", lambda: sorted([3, 2], key=lambda x: x))
measure("generator", lambda: list(x for x in range(3)))
measure("format", lambda: "{} {x}".format(1, x=2))
measure("class", lambda: type("A", (), {}))
for row in counts:
    print(*row)
for arguments in ({"foo": 1}, {"sep": 1}, {"end": b""}):
    try:
        print("a", **arguments)
    except TypeError as error:
        print(error)


class Unprintable:
    def __str__(self):
        raise LookupError("no text")


try:
    print("before", Unprintable(), "behind")
except LookupError as error:
    print()
    print(error)
