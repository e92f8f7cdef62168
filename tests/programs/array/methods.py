# array.array: methods, operators, growth, buffers, comparison, slices.
import copy
import io
import sys
from array import array as A


def show(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__, e)


# Growth: the size in memory after each append, extend, pop.
a = A("i")
sizes = []
for i in range(120):
    a.append(i)
    sizes.append(sys.getsizeof(a))
print(sizes)
sizes = []
while a:
    a.pop()
    sizes.append(sys.getsizeof(a))
print(sizes)
a = A("d", [1.0] * 5)
print(sys.getsizeof(a), sys.getsizeof(A("d", range(5))), sys.getsizeof(A("b", b"12345")), sys.getsizeof(A("w", "abc")))
for n in 1, 20, 300:
    a.extend([0.0] * n)
    print(len(a), sys.getsizeof(a))
a *= 3
print(sys.getsizeof(a))
del a[10:]
print(sys.getsizeof(a))

a = A("h", [3, 1, 2])
print(a + A("h", [4]), a * 2, 2 * a, a * 0, a * -1, 3 in a, "x" in a, a.count(1), a.index(2), a == A("h", [3, 1, 2]), a < A("h", [3, 2]))
for f in (a.index, 9), (a.index, 3, 1), (a.index, 2, -1, 99), (a.index, 1, "x"), (a.remove, 9), (a.pop, 9), (a.insert, 1), (a.__add__, [1]), (a.__add__, A("i")), (a.__iadd__, [1]), (a.extend, A("i")), (a.extend, 5), (a.fromlist, (1,)), (a.fromlist, [1, "x"]), (a.frombytes, "x"), (a.frombytes, b"x"), (a.frombytes, A("h", [5])), (a.fromunicode, "x"), (a.tounicode,), (a.__getitem__, 1.5), (a.__getitem__, 9), (a.__setitem__, 9, 1), (a.__setitem__, slice(0, 1), [1]), (a.__setitem__, slice(0, 3, 2), A("h", [1])), (a.__setitem__, slice(0, 1), A("i", [1])):
    show(*f)
print(a)
a.insert(1, 7)
a.insert(-1, 8)
a.insert(99, 9)
a.insert(-99, 6)
print(a, a.pop(), a.pop(0), a.pop(-2), a)
a.reverse()
a.byteswap()
print(a, a.tobytes(), a.tolist(), A("b", [1]).byteswap(), A("d", [1.0]).tobytes())
a.clear()
print(a, len(a.buffer_info()), a.buffer_info()[1])
a.fromlist([1, 2, 3, 4, 5, 6, 7, 8])
for s in slice(2, 5), slice(None, None, -1), slice(5, 2), slice(None, None, 3), slice(6, None, -2), slice(1, 1), slice(-3, None):
    b = A("h", a)
    del b[s]
    c = A("h", a)
    c[s] = A("h", [42] * len(a[s]))
    print(s, a[s], b, c)
a[2:2] = A("h", [100, 101])
a[0:4] = A("h", [0])
a[3:1] = A("h", [9])
a[:] = a
a[1:2] = a
print(a)
del a[0], a[-1]
a += a
a *= 2
print(a)

# A buffer that is looked at fixes the size.
a = A("i", range(5))
m = memoryview(a)
print(m.tolist(), m.shape, m.strides, m.nbytes, m.readonly, m.itemsize)
m[1] = 50
for f in (a.append, 1), (a.pop,), (a.clear,), (a.extend, [1]), (a.__delitem__, 0), (a.__setitem__, slice(0, 1), A("i")), (a.__imul__, 2), (a.frombytes, b"1234"), (a.insert, 0, 0):
    show(*f)
a[0:1] = A("i", [70])
a.extend([])
m.release()
a.append(3)
print(a, memoryview(A("i")).tolist())

# Files, copies, pickling.
f = io.BytesIO()
a.tofile(f)
f.seek(0)
b = A("i")
b.fromfile(f, 4)
show(b.fromfile, f, 4)
show(b.fromfile, f, -1)
show(b.fromfile, 5, 1)
print(b, copy.copy(b), copy.deepcopy(b) == b)
for protocol in 0, 2, 3, 5:
    show(a.__reduce_ex__, protocol)
show(a.__reduce_ex__, "x")
f, args, state = a.__reduce_ex__(4)
print(f(*args), state)
for code, data in (0, b"\1\xff"), (1, b"\1\xff"), (3, b"\1\2"), (4, b"\1\2"), (5, b"\xff\2"), (9, b"\0\0\0\1"), (13, b"\0\0\0\0\0\0\0\1"), (14, b"\0\0\x80\x3f"), (15, b"\x3f\x80\0\0"), (17, b"\x3f\xf0" + bytes(6)), (18, b"a\0"), (18, b"a\0b\0"), (21, b"\0\0\0a"), (21, b"\0\0\0a\0\0\0b"), (22, b""), (-1, b""), (3, b"1"), (8, "x"):
    for typecode in "bBiqdw":
        show(f, A, typecode, code, data)
show(f, int, "i", 8, b"")
show(f, 1, "i", 8, b"")
show(f, A, "xx", 8, b"")
show(f)
it = iter(A("i", [1, 2, 3]))
print(next(it), it.__reduce__(), list(it), it.__reduce__(), type(it).__name__)
it = iter(A("i", [1, 2, 3]))
it.__setstate__(2)
print(list(it))
show(type(it))
nan = float("nan")
for x, y in (A("d", [nan]), A("d", [nan])), (A("i", [1]), A("d", [1.0])), (A("i", [1, 2]), A("b", [1, 3])), (A("w", "a"), A("w", "b")), (A("Q", [2**63]), A("Q", [1])), (A("i"), A("d")), (A("i", [1]), [1]):
    print(x == y, x != y, end=" ")
    show(lambda: (x < y, x <= y, x > y, x >= y))
