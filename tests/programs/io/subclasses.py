"""Classes below those of io: methods that are called by those of C, attributes, abstract classes, context managers."""
import io
import sys


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except BaseException as e:
        print(type(e).__name__, e)


for name in "IOBase", "RawIOBase", "BufferedIOBase", "TextIOBase":
    kind = getattr(io, name)
    s = kind()
    print(name, kind.__mro__[1].__name__, type(kind).__name__, sys.getsizeof(s), s.closed, s.readable(), s.writable(), s.seekable(), s.isatty())
    for method in "fileno", "seek", "tell", "truncate", "read", "write", "readline", "readlines", "detach", "_checkReadable", "_checkWritable", "_checkSeekable", "_checkClosed":
        if hasattr(s, method):
            args = {"seek": (0,), "write": (b"" if name != "TextIOBase" else "",)}.get(method, ())
            attempt(getattr(s, method), *args)
    s.attribute = 1
    print(s.__dict__, s.flush(), s.close(), s.closed, s.__dict__)
    for method in "flush", "isatty", "__enter__", "__iter__", "_checkClosed":
        attempt(getattr(s, method))
    attempt(s.writelines, [])


class Lines(io.IOBase):
    def __init__(self, *lines):
        self.lines = list(lines)
        self.written = []

    def readline(self, size=-1):
        return self.lines.pop(0) if self.lines else b""

    def write(self, line):
        self.written.append(line)


s = Lines(b"a", b"bb", b"ccc")
print(next(s), s.readlines(2), s.readlines(), list(s), s.writelines(iter("xyz")), s.written)
print(Lines(b"a", b"bb", b"ccc").readlines(3), Lines(b"a", b"bb").readlines(None), Lines(b"a", b"bb").readlines(-1))
attempt(Lines(3).__next__)
attempt(s.readlines, "x")
attempt(s.writelines, 3)


class Tells(io.RawIOBase):
    def seek(self, *args):
        print("seek", args)
        return 7

    def flush(self):
        print("flush", self.closed)
        super().flush()

    def close(self):
        print("close")
        super().close()


with Tells() as s:
    print(s.tell())
print(s.closed, s.close())
with Tells() as s:
    s.close()
try:
    with Tells() as s:
        raise ValueError("inside")
except ValueError as e:
    print(e, s.closed)
attempt(s.__enter__)


class FailsToFlush(io.IOBase):
    def flush(self):
        raise OSError("flush")


s = FailsToFlush()
attempt(s.close)
print(s.closed, s.close())


class Generic(io.BufferedIOBase):
    def read(self, size=-1):
        return self.answer

    read1 = read


s = Generic()
for answer in b"abc", b"abcdefgh", "text", None:
    s.answer = answer
    attempt(s.readinto, bytearray(5))
    attempt(s.readinto1, bytearray(5))
attempt(s.readinto, b"")
attempt(s.readinto, "x")


class File(io.FileIO):
    def write(self, data):
        print("write", bytes(data))
        return super().write(data)

    def close(self):
        print("close", self.closed)
        super().close()


class Text(io.TextIOWrapper):
    def flush(self):
        print("flush text")
        super().flush()


t = Text(io.BufferedWriter(File("/dev/null", "w")), "utf-8")
print(t.write("x\n"), t)
t.close()
print(t.closed, isinstance(t, io.TextIOBase), isinstance(t, io.IOBase), issubclass(File, io.RawIOBase), isinstance(t.buffer, io.BufferedIOBase))
print([base.__name__ for base in Text.__mro__], Text.__flags__ == io.TextIOWrapper.__flags__)
attempt(setattr, io.FileIO, "x", 1)
attempt(setattr, io.IOBase, "x", 1)
del io.IOBase.x
print(io.SEEK_SET, io.SEEK_CUR, io.SEEK_END, io.open.__doc__ is not None)
for stream in sys.stdin, sys.stdout, sys.stderr:
    print(stream, stream.fileno(), stream.isatty(), stream.line_buffering, stream.write_through, stream.errors, stream.newlines, stream.closed, stream.mode)
    print(stream.buffer, stream.buffer.raw, stream.buffer.raw.closefd, stream.buffer.__sizeof__(), sys.getsizeof(stream), stream.__dict__)
print(sys.__stdout__ is sys.stdout, sys.stdin.readable(), sys.stdout.readable(), sys.stdin.buffer.mode, sys.stdout.buffer.mode)
attempt(sys.stdout.read)
attempt(sys.stdin.write, "x")
