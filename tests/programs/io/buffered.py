"""BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair over a raw stream of Python code that tells what it is asked."""
import io


class Raw(io.RawIOBase):
    def __init__(self, data=b"", step=None):
        self.data = bytearray(data)
        self.position = 0
        self.step = step
        self.log = []

    def readable(self):
        return True

    def writable(self):
        return True

    def seekable(self):
        return True

    def readinto(self, view):
        size = len(view) if self.step is None else min(len(view), self.step)
        part = self.data[self.position : self.position + size]
        view[: len(part)] = part
        self.position += len(part)
        self.log.append(("readinto", len(view), len(part)))
        return len(part)

    def write(self, view):
        size = len(view) if self.step is None else min(len(view), self.step)
        self.data[self.position : self.position + size] = view[:size]
        self.position += size
        self.log.append(("write", len(view), size))
        return size

    def seek(self, offset, whence=0):
        self.position = [0, self.position, len(self.data)][whence] + offset
        self.log.append(("seek", offset, whence))
        return self.position

    def truncate(self, size=None):
        if size is None:
            size = self.position
        del self.data[size:]
        return size


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except BaseException as e:
        print(type(e).__name__, e)


def show(raw, *results):
    print(*results, raw.log)
    raw.log.clear()


raw = Raw(bytes(range(65, 91)) * 2)
r = io.BufferedReader(raw, 8)
show(raw, r.raw is raw, sorted(r.__dict__), r.__sizeof__())
show(raw, r.read(3), r.tell())
show(raw, r.peek(), r.peek(1))
show(raw, r.read(10), r.tell())
show(raw, r.read1(), r.read1(100), r.read1(2), r.read1(0))
show(raw, r.seek(-2, 1), r.tell(), r.read(1))
show(raw, r.seek(14), r.read(2), r.seek(40), r.readinto(x := bytearray(5)), x)
show(raw, r.readinto1(y := bytearray(20)), y, r.tell())
show(raw, r.read(), r.read(), r.read(5), r.read1(), r.peek())
show(raw, r.seek(0), r.read(0), r.seek(-4, 2), r.read(-1))
attempt(r.read, -2)
attempt(r.write, b"x")
attempt(r.truncate)
attempt(r.seek, 0, 9)
attempt(r.seek, "x")
attempt(r.readinto, b"x")
raw = Raw(b"one\ntwo\nthree\n\nfour", 3)
r = io.BufferedReader(raw, 5)
show(raw, r.readline(), r.readline(2), r.readline(0), r.readline())
show(raw, r.readlines(), r.readline())
show(raw, r.seek(0), list(r), r.seek(0), next(r), r.readlines(1))

raw = Raw(step=4)
w = io.BufferedWriter(raw, 10)
show(raw, w.write(b"abc"), w.tell(), w.write(b"defghij"), w.tell(), bytes(raw.data))
show(raw, w.write(b"k"), bytes(raw.data), w.tell())
show(raw, w.write(b"0123456789ABCDEF"), bytes(raw.data), w.flush(), bytes(raw.data))
show(raw, w.write(b"xy"), w.seek(2), w.write(b"ZZ"), w.tell(), w.truncate(), bytes(raw.data), w.tell())
attempt(w.write, "text")
attempt(w.read)
attempt(w.peek) if hasattr(w, "peek") else print("no peek")
show(raw, w.detach() is raw)
attempt(w.write, b"x")
attempt(w.detach)
attempt(lambda: w.closed)
print(repr(w), w.raw)

raw = Raw(b"abcdefghijklmnopqrstuvwxyz")
b = io.BufferedRandom(raw, 8)
show(raw, b.read(3), b.write(b"XY"), b.tell(), b.read(2), bytes(raw.data))
show(raw, b.write(b"123456789"), b.tell(), b.seek(0), b.read(), b.tell())
show(raw, b.seek(4), b.peek()[:2], b.write(b"!"), b.flush(), b.tell(), bytes(raw.data))
show(raw, b.readline(3), b.write(b"#"), b.read1(4), b.seek(-2, 1), b.write(b"--"), b.readinto(x := bytearray(4)), x)
show(raw, b.truncate(12), b.seek(0), b.read())
b.close()
show(raw, b.closed, raw.closed, bytes(raw.data))

reader = Raw(b"input")
writer = Raw()
p = io.BufferedRWPair(reader, writer, 4)
print(p.read(2), p.write(b"out"), p.peek(1)[:1], p.read1(1), p.readable(), p.writable(), p.seekable(), p.isatty(), bytes(writer.data))
print(p.flush(), bytes(writer.data), p.readinto(x := bytearray(9)), x, p.closed, p.close(), p.closed, reader.closed, writer.closed)
attempt(p.write, b"x")
attempt(p.detach)

for kind in io.BufferedReader, io.BufferedWriter, io.BufferedRandom:
    for args in (), (3,), (Raw(), 0), (Raw(), -5), (Raw(), "x"), (io.StringIO(), 1, 2), (io.IOBase(),):
        attempt(kind, *args)
    new = kind.__new__(kind)
    attempt(new.tell)
    attempt(repr, new)
    s = kind(Raw(), buffer_size=3)
    s.raw.name = "NAME"
    print(s, s.name)
    s.raw.name = s
    attempt(repr, s)
    attempt(lambda: s.mode)
    attempt(s.__reduce__)
    attempt(setattr, s, "raw", 3)
attempt(io.BufferedRWPair, Raw())
attempt(io.BufferedRWPair, Raw(), 3)
attempt(io.BufferedRWPair, Raw(), Raw(), 0)
attempt(io.BufferedRWPair, Raw(), writer=Raw())
