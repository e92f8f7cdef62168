# limit: 48MiB
"""MemoryError under a limit: caught, and everything goes on; in many operations."""
HUGE = 1 << 40


def attempt(name, f):
    try:
        f()
        print(name, "worked")
    except (MemoryError, OverflowError) as e:
        print(name, type(e).__name__, e)


attempt("bytes", lambda: bytes(HUGE))
attempt("bytearray", lambda: bytearray(HUGE))
attempt("list", lambda: [0] * HUGE)
attempt("tuple", lambda: (0,) * HUGE)
attempt("str", lambda: "ab" * HUGE)
attempt("wide str", lambda: "\u20ac" * HUGE)
attempt("shift", lambda: 1 << (HUGE * 8))
attempt("bytes times", lambda: b"ab" * HUGE)
attempt("too large", lambda: [0] * (1 << 62))
attempt("far too large", lambda: [0] * (1 << 70))
attempt("zfill", lambda: "a".zfill(HUGE))
attempt("center", lambda: "a".center(HUGE))
attempt("format", lambda: "{:>{}}".format("a", HUGE))
attempt("ljust bytes", lambda: b"a".ljust(HUGE))


def grow_list():
    x = [0]
    while True:
        x += x


def grow_str():
    s = "x"
    while True:
        s += s


def grow_dict():
    d = {}
    i = 0
    while True:
        d[i] = None
        i += 1


def grow_set():
    s = set()
    i = 0
    while True:
        s.add(i)
        i += 1


def grow_ints():
    n = 1
    while True:
        n <<= 1 << 23


for f in (grow_list, grow_str, grow_dict, grow_set, grow_ints):
    for _ in range(2):
        try:
            f()
        except MemoryError:
            print(f.__name__, "MemoryError")
print([i for i in range(5)], {"still": "working"})


class Finally:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        print("exit", kind.__name__)
        return True


with Finally():
    x = bytearray(HUGE)
big = bytearray(8 << 20)
print(len(big))
del big
print("end")
