"""TextIOWrapper: reading by characters and lines, ends of lines, chunks, positions."""
import io


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except BaseException as e:
        print(type(e).__name__, e)


DATA = "first\nsecond\r\nthird\rf\xf6urth \u20ac\n\U0001f600 last".encode()
for newline in None, "", "\n", "\r", "\r\n":
    t = io.TextIOWrapper(io.BytesIO(DATA), "utf-8", newline=newline)
    print(repr(newline), ascii(t.read()), t.newlines)
    for size in 1, 2, 3, 7, 100:
        t = io.TextIOWrapper(io.BytesIO(DATA), "utf-8", newline=newline)
        t._CHUNK_SIZE = size
        lines = t.readlines()
        t.seek(0)
        short = [t.readline(4) for i in range(6)]
        t.seek(0)
        print(size, ascii(lines), ascii(short), ascii(t.read(9)), ascii(t.read(0)), t.newlines)
t = io.TextIOWrapper(io.BytesIO(DATA), "utf-8", newline="")
t._CHUNK_SIZE = 4
places = []
while True:
    place = t.tell()
    character = t.read(1)
    if not character:
        break
    places.append((place, character))
print(ascii(places))
for place, character in places[::-3]:
    t.seek(place)
    print(t.read(1) == character, t.tell() != place, end=" ")
print()
t.seek(0)
next(t)
attempt(t.tell)
for line in t:
    pass
print(t.tell(), t.seek(0, 2), t.seek(0, 1), t.seek(0), ascii(t.readline()), t.tell())
attempt(t.seek, 1, 1)
attempt(t.seek, 1, 2)
attempt(t.seek, -1)
attempt(t.seek, 0, 5)
attempt(t.seek, 2**200)
attempt(t.read, "x")
attempt(t.readline, None)
attempt(t.write, b"x")
attempt(t.write, 3)


class Pipe(io.RawIOBase):
    def __init__(self, *parts):
        self.parts = list(parts)

    def readable(self):
        return True

    def readinto(self, view):
        part = self.parts.pop(0) if self.parts else b""
        view[: len(part)] = part
        return len(part)


t = io.TextIOWrapper(io.BufferedReader(Pipe(b"a\r", b"\nb", b"\xe2", b"\x82\xac\r", b"c")), "utf-8")
print(ascii(t.readline()), ascii(t.read(1)), ascii(t.read(2)), ascii(t.read()), t.newlines, t.seekable())
attempt(t.tell)
attempt(t.seek, 0)
attempt(t.write, "x")


class Only:
    """Not a stream: no read1, and read() gives any bytes-like object."""

    def __init__(self, *parts):
        self.parts = list(parts)

    def readable(self):
        return True

    def writable(self):
        return False

    seekable = writable
    closed = False

    def read(self, size=-1):
        return self.parts.pop(0) if self.parts else b""

    def flush(self):
        pass

    close = flush


t = io.TextIOWrapper(Only(bytearray(b"ab\n"), memoryview(b"cd")), "ascii")
print(t.readlines())
attempt(io.TextIOWrapper(Only("text"), "ascii").readline)
attempt(io.TextIOWrapper(Only(None), "ascii").readline)
attempt(io.TextIOWrapper(Only(3), "ascii").read)
attempt(io.TextIOWrapper(Only(b"x"), "ascii").write, "x")


class Sub(io.TextIOWrapper):
    answer = "line"

    def readline(self, size=-1):
        return self.answer


t = Sub(io.BytesIO(b"x"), "utf-8")
print(next(t), repr(t))
t.answer = 3
attempt(next, t)
t.answer = ""
print(list(t))
t = io.TextIOWrapper(io.BytesIO(b"x" * 30), "latin-1")
print(t._CHUNK_SIZE, t.read(3), t.tell())
for value in 0, "x", 2**70:
    attempt(setattr, t, "_CHUNK_SIZE", value)
attempt(delattr, t, "_CHUNK_SIZE")
d = io.IncrementalNewlineDecoder(None, True)
print(ascii([d.decode("a\r"), d.newlines, d.decode("\nb\n"), d.newlines, d.getstate(), d.decode("\r"), d.getstate(), d.decode("", True), d.newlines]))
d.setstate((b"", 1))
print(ascii([d.decode("x"), d.reset(), d.newlines, d.getstate()]))
d = io.IncrementalNewlineDecoder(None, translate=False)
print(ascii([d.decode("a\r"), d.decode("\nb\r\u20ac\n"), d.newlines, d.decode(input="\r", final=True)]))
for args in (), (None,), (None, 1, 2, 3):
    attempt(io.IncrementalNewlineDecoder, *args)
attempt(d.decode, b"x")
attempt(d.setstate, 3)
attempt(d.setstate, (1,))
attempt(io.IncrementalNewlineDecoder.__new__(io.IncrementalNewlineDecoder).decode, "x")
