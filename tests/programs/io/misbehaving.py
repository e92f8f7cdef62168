"""Raw streams that give nonsense, would have to wait, fail, are interrupted, or call the buffered stream that calls them."""
import io


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except BaseException as e:
        print(type(e).__name__, e, "|", repr(e.__cause__), getattr(e, "characters_written", "") if isinstance(e, BlockingIOError) else "")


class Raw(io.RawIOBase):
    """Each method does what the next of `answers` says."""

    def __init__(self, *answers):
        self.answers = list(answers)

    def readable(self):
        return True

    writable = seekable = readable

    def answer(self, *args):
        answer = self.answers.pop(0) if self.answers else 0
        if isinstance(answer, BaseException):
            raise answer
        return answer(*args) if callable(answer) else answer

    def readinto(self, view):
        return self.answer(view)

    def write(self, view):
        return self.answer(view)

    def seek(self, offset, whence=0):
        return 0

    def tell(self):
        return 0


for answer in -1, 100, "x", None, 2.5, OSError("failed"), ZeroDivisionError():
    attempt(io.BufferedReader(Raw(answer), 8).read, 5)
    attempt(io.BufferedReader(Raw(answer), 8).read1)
    attempt(io.BufferedReader(Raw(answer), 8).peek)
    attempt(io.BufferedReader(Raw(answer), 8).readline)
    attempt(io.BufferedReader(Raw(answer), 8).readinto, bytearray(3))
    w = io.BufferedWriter(Raw(), 8)
    w.raw.answers = [answer, 3, len, len]
    attempt(w.write, b"x" * 20)
    w.raw.answers = [answer, len, len, len]
    attempt(w.flush)
    w.raw.answers = [len] * 9
    attempt(w.close)


def interrupted(view):
    view[:3] = b"abc"
    return 3


print(io.BufferedReader(Raw(InterruptedError(4, "x"), interrupted), 8).read(3))
w = io.BufferedWriter(Raw(InterruptedError(4, "x"), len, InterruptedError(4, "x"), len), 8)
print(w.write(b"12345"), w.flush(), w.raw.answers)


class NoReadall:
    closed = False

    def __init__(self, parts):
        self.parts = parts

    def readable(self):
        return True

    def seekable(self):
        return False

    def tell(self):
        raise OSError("no position")

    def read(self, size=-1):
        return self.parts.pop(0)

    def readinto(self, view):
        part = self.parts.pop(0)
        view[: len(part)] = part
        return len(part)

    def close(self):
        print("close")

    def flush(self):
        print("flush")


print(io.BufferedReader(NoReadall([b"ab", b"cd", b""])).read())
print(io.BufferedReader(NoReadall([b"ab", None])).read(), io.BufferedReader(NoReadall([None])).read(), io.BufferedReader(NoReadall([b""])).read())
attempt(io.BufferedReader(NoReadall([b"ab", "x"])).read)
r = io.BufferedReader(NoReadall([b"abcdef", b"gh", b""]), 6)
print(r.read(2), r.read())
attempt(r.tell)
attempt(r.seek, 0)
r.close()


class Reentrant(Raw):
    def readinto(self, view):
        attempt(self.outer.read, 1)
        attempt(self.outer.close)
        return 0


raw = Reentrant()
raw.outer = io.BufferedReader(raw, 4)
raw.name = "again"
attempt(raw.outer.read, 2)
for value in -1, "x", 2**70, None:
    r = io.BufferedReader(Raw(), 8)
    r.raw.tell = lambda: value
    attempt(r.tell)
    r.raw.seek = lambda *args: value
    attempt(r.seek, 5)


class Base(io.RawIOBase):
    def __init__(self, *parts):
        self.parts = list(parts)

    def readinto(self, view):
        part = self.parts.pop(0)
        if not isinstance(part, bytes):
            return part
        view[: len(part)] = part
        return len(part)


print(Base(b"abc").read(5), Base(b"abc", b"de", b"").read(), Base(b"x", None).readall(), Base(None).readall(), Base(None).read(3))
attempt(Base("x").read, 2)
attempt(Base(b"ab\ncd\n", b"").readlines)
print(Base(*[bytes([c]) for c in b"ab\ncd"], b"").readline(), io.RawIOBase().seekable())
for name in "read", "readall", "readinto", "write", "readline":
    attempt(lambda: getattr(io.RawIOBase(), name)(*[b""] * (name in ("readinto", "write"))))


class Peeks(io.IOBase):
    def __init__(self, data):
        self.data = data

    def peek(self, size):
        return self.data[:4]

    def read(self, size):
        part, self.data = self.data[:size], self.data[size:]
        return part


p = Peeks(b"one\ntwo, three")
print(p.readline(), p.readline(3), p.readline(), p.readline())
p.peek = lambda size: "x"
attempt(p.readline)
p.peek = lambda size: b""
p.read = lambda size: 3
attempt(p.readline)
