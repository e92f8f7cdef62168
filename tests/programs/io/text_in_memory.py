"""StringIO: reading, writing, line ends, positions, state."""
import io
import sys


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except BaseException as e:
        print(type(e).__name__, e)


s = io.StringIO("one\ntwo\nthr\u20ac\U0001f600")
print(s.read(2), s.readline(), s.readline(2), s.tell(), s.read(), s.read(), s.readline(), s.seek(0), s.readlines())
print(s.seek(4), list(s), s.seek(0, 2), s.seek(0, 1), s.write("\n\xff"), s.getvalue(), s.seek(0), s.read(3))
print(s.truncate(), s.getvalue(), s.tell(), s.truncate(1), s.getvalue(), s.tell(), s.write("x"), ascii(s.getvalue()), s.truncate(99))
print(s.readable(), s.writable(), s.seekable(), s.isatty(), s.closed, s.line_buffering, s.newlines, s.encoding, s.errors, s.flush())
for function, args in (
    (s.seek, (-1,)),
    (s.seek, (1, 1)),
    (s.seek, (0, 3)),
    (s.seek, ("x",)),
    (s.write, (b"x",)),
    (s.write, (3,)),
    (s.read, ("x",)),
    (s.truncate, (-1,)),
    (s.truncate, ("x",)),
    (s.fileno, ()),
    (s.detach, ()),
    (s.writelines, ([1],)),
):
    attempt(function, *args)
for newline in None, "", "\n", "\r", "\r\n":
    s = io.StringIO("a\nb\r\nc\rd", newline)
    print(repr(newline), ascii(s.getvalue()), s.readlines(), s.newlines, end=" ")
    s = io.StringIO(newline=newline)
    print(s.write("x\ny\r\nz\rw"), ascii(s.getvalue()), s.seek(0), s.readlines(), s.newlines, s.readline(), s.seek(2), s.readline(), s.readline(1))
for args in (3,), (b"x",), ("x", "y"), ("x", 3), ("x", "\r\n\r"), ("", None, 1), (None, None):
    attempt(lambda: io.StringIO(*args).getvalue())
attempt(lambda: io.StringIO(initial_value="k", newline="").getvalue())
s = io.StringIO()
for i in range(5):
    print(s.write("ab" * i), s.tell(), s.getvalue(), end=" ")
print(s.seek(3), s.write("Z"), s.getvalue(), s.seek(0), s.read(), s.seek(30), s.read(), s.readline(), s.write("!"), ascii(s.getvalue()))
s = io.StringIO("12\n3")
s.read(1)
s.mark = 3
print(s.__getstate__(), sys.getsizeof(s), s.__sizeof__())
t = io.StringIO()
t.__setstate__(("new\r\n", "", 2, {"x": 1}))
print(ascii(t.getvalue()), t.tell(), t.x, t.readlines(), t.newlines)
t.__setstate__(("", None, 0, None))
print(t.write("q\r"), ascii(t.getvalue()))
for state in 3, ("",), (3, "", 0, None), ("", 3, 0, None), ("", "", "x", None), ("", "", -1, None), ("", "", 0, 3):
    attempt(t.__setstate__, state)
s.close()
for name in "read", "getvalue", "tell", "readable", "flush", "isatty", "readline", "readlines", "__next__", "__getstate__", "__enter__":
    attempt(getattr(s, name))
attempt(lambda: s.newlines)
attempt(lambda: s.line_buffering)
attempt(s.write, "")
attempt(s.__setstate__, ("", "", 0, None))
print(s.close(), s.closed)
new = io.StringIO.__new__(io.StringIO)
for name in "read", "getvalue", "write", "closed", "close":
    attempt(lambda: getattr(new, name)() if name != "write" else new.write("x"))
class Sub(io.StringIO):
    def readline(self):
        return super().readline() or 3
attempt(list, Sub("a\nb"))
print("x", 1, file=(s := io.StringIO()), end="!")
print(s.getvalue())
