"""Random calls of streams over a raw stream that reads and writes in random steps; what they give, as one number for each stream."""
import io

STEPS = 50
TEXTS = ["", "a", "b\n", "\r", "\r\n", "x\ry", "\u20ac", "\xe9\n", "\U0001f600", "hello world", "line\nline\r\nline\r"]
state = [1]


def random(below):
    state[0] = (state[0] * 6364136223846793005 + 1442695040888963407) % (1 << 64)
    return (state[0] >> 33) % below


def data(size):
    return bytes(random(256) if random(3) else 10 for _ in range(size))


class Raw(io.RawIOBase):
    def __init__(self, content):
        self.content = bytearray(content)
        self.position = 0
        self.calls = 0

    def readable(self):
        return True

    writable = seekable = readable

    def readinto(self, view):
        left = len(self.content) - self.position
        size = min(len(view), left, 1 + random(9)) if left > 0 else 0
        view[:size] = self.content[self.position : self.position + size]
        self.position += size
        self.calls = self.calls * 31 + size
        return size

    def write(self, view):
        size = min(len(view), 1 + random(9))
        if self.position > len(self.content):
            self.content.extend(bytes(self.position - len(self.content)))
        self.content[self.position : self.position + size] = view[:size]
        self.position += size
        self.calls = self.calls * 37 + size
        return size

    def seek(self, offset, whence=0):
        self.position = max(0, [0, self.position, len(self.content)][whence] + offset)
        self.calls = (self.calls * 41 + self.position) % (1 << 61)
        return self.position

    def truncate(self, size=None):
        if size is None:
            size = self.position
        if size < len(self.content):
            del self.content[size:]
        else:
            self.content.extend(bytes(size - len(self.content)))
        return size


def attempt(function, *args):
    try:
        return ascii(function(*args))
    except (ValueError, OSError, TypeError) as e:
        return f"{type(e).__name__} {e}"


def digest(lines):
    number = 0
    for line in lines:
        for character in line:
            number = (number * 131 + ord(character)) % 1000000007
    return number


def of_bytes(kind):
    raw = Raw(data(random(80)))
    stream = kind(raw, 1 + random(20))
    into = bytearray(random(30))
    names = ["seek", "seek from here", "seek from end", "tell"]
    if kind is not io.BufferedWriter:
        names += ["read", "read all", "read1", "peek", "readline", "readinto", "readinto1", "next", "readlines"]
    if kind is not io.BufferedReader:
        names += ["write", "write", "write", "flush", "truncate", "truncate to"]
    calls = {
        "seek": lambda: stream.seek(random(90)),
        "seek from here": lambda: stream.seek(random(40) - 20, 1),
        "seek from end": lambda: stream.seek(-random(30), 2),
        "tell": stream.tell,
        "read": lambda: stream.read(random(30)),
        "read all": lambda: stream.read() if random(5) == 0 else None,
        "read1": lambda: stream.read1(random(30) - 1),
        "peek": lambda: stream.peek(),
        "readline": lambda: stream.readline(random(30) - 1),
        "readinto": lambda: (stream.readinto(into), into),
        "readinto1": lambda: (stream.readinto1(into), into),
        "next": lambda: next(stream, None),
        "readlines": lambda: stream.readlines(random(30)),
        "write": lambda: stream.write(data(random(40))),
        "flush": stream.flush,
        "truncate": stream.truncate,
        "truncate to": lambda: stream.truncate(random(80)),
    }
    lines = []
    for _ in range(STEPS):
        name = names[random(len(names))]
        lines.append(f"{name} {attempt(calls[name])} {raw.calls} {raw.position}")
    stream.close()
    return lines + [repr(raw.content)]


def text_stream(kind):
    newline = [None, "", "\n", "\r", "\r\n"][random(5)]
    if kind is io.StringIO:
        return io.StringIO("".join(TEXTS[random(len(TEXTS))] for _ in range(random(8))), newline)
    encoding = ["utf-8", "utf-8", "ascii", "latin-1", "utf-16", "utf-32-le", "utf-8-sig"][random(7)]
    errors = ["strict", "replace", "backslashreplace", "surrogateescape", "ignore"][random(5)]
    content = b"" if encoding.startswith(("utf-16", "utf-32")) else data(random(60))
    base = io.BytesIO(content) if kind is io.BytesIO else io.BufferedRandom(Raw(content), 1 + random(30))
    stream = io.TextIOWrapper(base, encoding, errors, newline, bool(random(2)), bool(random(2)))
    stream._CHUNK_SIZE = 1 + random(20)
    return stream


def of_text(kind):
    stream = text_stream(kind)
    places = [0]

    def tell():
        places.append(stream.tell())
        return places[-1]

    calls = [
        lambda: stream.read(random(12)),
        lambda: stream.read() if random(4) == 0 else None,
        lambda: stream.readline(random(12) - 1),
        lambda: stream.readline(),
        lambda: stream.write(TEXTS[random(len(TEXTS))] * random(4)),
        lambda: stream.write(TEXTS[random(len(TEXTS))]),
        stream.flush,
        lambda: stream.seek(places[random(len(places))]),
        tell,
        tell,
        lambda: stream.seek(0, 2),
        lambda: stream.seek(0, 1),
        lambda: stream.truncate() if random(3) == 0 else None,
        lambda: stream.newlines,
    ]
    lines = []
    for _ in range(STEPS):
        number = random(len(calls))
        lines.append(f"{number} {attempt(calls[number])}")
    if kind is io.StringIO:
        lines.append(ascii(stream.getvalue()))
    attempt(stream.close)
    return lines


for kind in io.BufferedReader, io.BufferedWriter, io.BufferedRandom:
    print(kind.__name__, [digest(of_bytes(kind)) for _ in range(40)])
for kind in io.StringIO, io.BytesIO, io.BufferedRandom:
    print("text in", kind.__name__, [digest(of_text(kind)) for _ in range(40)])
