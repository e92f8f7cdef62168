"""bytearray: item and slice assignment, append, extend, insert, pop, remove, exports that forbid resizing."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

def fresh():
    return bytearray(b"abcdef")


def changed(f):
    b = fresh()
    r = attempt(f, b)
    print(r, b, len(b))


for v in (65, 0, 255, 256, -1, "a", b"a", 1.5, None, True, 2**70):
    changed(lambda b: b.append(v))
    changed(lambda b: b.insert(2, v))
    changed(lambda b: b.__setitem__(1, v))
    changed(lambda b: b.remove(v))
    changed(lambda b: b.extend([v]))
for s in (slice(1, 3), slice(None, None, 2), slice(4, 1, -1), slice(2, 2), slice(0, 100)):
    for v in (b"", b"XY", b"XYZ", [1, 2, 3], "ab", 5, bytearray(b"q"), (1, 300)):
        changed(lambda b: b.__setitem__(s, v))
    changed(lambda b: b.__delitem__(s))
for f in (lambda b: b.pop(), lambda b: b.pop(0), lambda b: b.pop(10), lambda b: b.pop("a"), lambda b: bytearray().pop(), lambda b: b.clear(), lambda b: b.reverse(), lambda b: b.copy(), lambda b: b.extend(b), lambda b: b.extend("ab"), lambda b: b.extend(5), lambda b: b.__iadd__(b"zz"), lambda b: b.__iadd__(1), lambda b: b.__imul__(2), lambda b: b.__imul__(-1), lambda b: b.__imul__(1.5), lambda b: b.insert(-100, 65), lambda b: b.insert(100, 65), lambda b: b.__setitem__(10, 1), lambda b: b.__setitem__("a", 1), lambda b: b.__delitem__(-1), lambda b: b.__setitem__(slice(1, 4), b)):
    changed(f)
b = fresh()
m = memoryview(b)
for f in (lambda: b.append(1), lambda: b.pop(), lambda: b.clear(), lambda: b.extend(b"x"), lambda: b.__setitem__(slice(0, 1), b"xy"), lambda: b.__delitem__(0), lambda: b.__setitem__(0, 65), lambda: b.__setitem__(slice(0, 2), b"ZZ"), lambda: b.__imul__(2), lambda: b.__init__(b"new"), lambda: b.reverse()):
    print(attempt(f), b)
m.release()
b.append(33)
print(b, b.__alloc__() >= len(b), b.__reduce__()[1], b.__sizeof__() > 0)
