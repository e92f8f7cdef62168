"""BytesIO: reading, writing, positions, views of the buffer, sharing, state."""
import gc
import io
import sys
import weakref


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except BaseException as e:
        print(type(e).__name__, e)


b = io.BytesIO(b"one\ntwo\nthree")
print(b.read(2), b.readline(), b.readline(2), b.tell(), b.read1(), b.read(), b.readline(), b.seek(0), b.readlines())
print(b.seek(4), list(b), b.seek(0), b.readlines(4), b.readlines(-1), b.seek(-3, 2), b.read(), b.seek(2, 1), b.read())
print(b.seek(0), b.readinto(x := bytearray(5)), x, b.readinto1(x), x, b.readinto(memoryview(x)[1:3]), x)
print(b.seek(20), b.read(), b.write(b"!"), b.getvalue(), b.truncate(5), b.getvalue(), b.tell(), b.truncate(50), b.getvalue())
print(b.readable(), b.writable(), b.seekable(), b.isatty(), b.closed, b.flush())
for function, args in (
    (b.seek, (-1,)),
    (b.seek, (0, 3)),
    (b.seek, ("x",)),
    (b.seek, (2**63 - 1, 1)),
    (b.write, ("x",)),
    (b.write, (3,)),
    (b.read, ("x",)),
    (b.read, (1.5,)),
    (b.truncate, (-1,)),
    (b.truncate, ("x",)),
    (b.readlines, ("x",)),
    (b.readinto, (b"x",)),
    (b.writelines, (3,)),
    (b.writelines, (["x"],)),
    (b.fileno, ()),
    (b.detach, ()),
):
    attempt(function, *args)
b = io.BytesIO()
print(b.writelines([b"a\n", bytearray(b"b"), memoryview(b"cd")]), b.getvalue(), b.tell())
data = b"x" * 100
count = sys.getrefcount(data)
b = io.BytesIO(data)
print(sys.getrefcount(data) - count, b.read() is data, b.getvalue() is data, b.__sizeof__())
b.write(b"y")
print(sys.getrefcount(data) - count, b.getvalue() == data + b"y", b.__sizeof__())
b = io.BytesIO(b"abcdef")
view = b.getbuffer()
print(len(view), view.readonly, type(view.obj).__name__)
view[1:3] = b"XY"
print(b.getvalue(), b.read())
for function, args in (b.write, (b"z",)), (b.truncate, (2,)), (b.close, ()), (b.__init__, (b"q",)), (b.__setstate__, ((b"", 0, None),)):
    attempt(function, *args)
print(b.read(), b.getvalue())
view.release()
print(b.seek(0), b.write(b"z"), b.getvalue(), b.close(), b.closed)
for name in "read", "getvalue", "getbuffer", "tell", "readable", "flush", "isatty", "readline", "readlines", "__next__":
    attempt(getattr(b, name))
attempt(b.write, b"")
attempt(b.seek, 0)
attempt(b.__enter__)
print(b.close())
b = io.BytesIO(b"12")
b.read(1)
b.mark = 3
print(b.__getstate__(), b.__dict__)
c = io.BytesIO()
c.__setstate__((b"new", 2, {"x": 1}))
print(c.getvalue(), c.tell(), c.x)
for state in 3, (b"",), ("x", 0, None), (b"", "x", None), (b"", -1, None), (b"", 0, 3):
    attempt(c.__setstate__, state)
for args in (3,), ("x",), (b"", 1), (None,), (bytearray(b"ab"),):
    attempt(lambda: io.BytesIO(*args).getvalue())
attempt(lambda: io.BytesIO(initial_bytes=b"k").getvalue())
sizes = []
b = io.BytesIO()
for i in range(40):
    b.write(b"0123456")
    sizes.append(b.__sizeof__())
print(sizes)
gone = []
ref = weakref.ref(b, gone.append)
b.me = b
del b
print(ref() is not None, gc.collect() > 0, ref(), len(gone))
class Sub(io.BytesIO):
    def write(self, data):
        return super().write(data.upper())
with Sub() as s:
    print(s.write(b"abc"), s.getvalue(), s.__dict__)
print(s.closed)
