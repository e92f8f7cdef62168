"""TextIOWrapper: writing, buffering, ends of lines, reconfigure(), closing, detaching, representation."""
import io


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except BaseException as e:
        print(type(e).__name__, e)


class Log(io.RawIOBase):
    def __init__(self):
        self.log = []

    def writable(self):
        return True

    def write(self, data):
        self.log.append(bytes(data))
        return len(data)

    def flush(self):
        self.log.append("flush")


for newline in None, "", "\n", "\r", "\r\n":
    b = io.BytesIO()
    t = io.TextIOWrapper(b, "utf-8", newline=newline)
    print(repr(newline), t.write("a\nb\r\nc\r"), b.getvalue(), t.flush(), b.getvalue())
for options in {}, {"line_buffering": True}, {"write_through": True}, {"line_buffering": True, "write_through": True}:
    raw = Log()
    t = io.TextIOWrapper(io.BufferedWriter(raw, 8), "utf-8", newline="\n", **options)
    print(options, t.line_buffering, t.write_through)
    for text in "ab", "c\n", "\u20ac", "d\re", "0123456789", "":
        print(t.write(text), raw.log, end=" ")
        raw.log.clear()
    print(t.flush(), raw.log)
raw = Log()
t = io.TextIOWrapper(raw, "ascii")
t._CHUNK_SIZE = 5
for text in "ab", "cd", "e", "fghijk", "l":
    print(t.write(text), raw.log, end=" ")
print(t.writelines(["x", "y\n"]), t.close(), raw.log, t.closed, raw.closed)
for name in "write", "flush", "read", "readline", "tell", "seek", "fileno", "isatty", "readable", "writable", "truncate", "__next__", "__enter__":
    attempt(lambda: getattr(t, name)(*["x"] * (name == "write") + [0] * (name == "seek")))
print(t.close(), t.buffer is raw)

b = io.BytesIO()
t = io.TextIOWrapper(b, "latin-1")
print(t.write("\xe9"), t.reconfigure(encoding="utf-8"), t.write("\xe9"), t.reconfigure(newline="\r\n", errors="replace"), t.write("\n\udc80"), t.flush(), b.getvalue())
print(t.encoding, t.errors, t.reconfigure(line_buffering=True, write_through=1), t.line_buffering, t.write_through, t.reconfigure(line_buffering=None), t.line_buffering)
for keywords in {"encoding": 3}, {"errors": 3}, {"newline": 3}, {"newline": "x"}, {"line_buffering": "x"}, {"encoding": "nope"}, {"other": 1}:
    attempt(t.reconfigure, **keywords)
attempt(t.reconfigure, "utf-8")
t = io.TextIOWrapper(io.BytesIO(b"abc"), "utf-8")
t.read(1)
attempt(t.reconfigure, encoding="ascii")
attempt(t.reconfigure, newline=None)
print(t.reconfigure(line_buffering=True))

b = io.BytesIO()
t = io.TextIOWrapper(b, "utf-8")
t.write("kept")
print(t.detach() is b, b.getvalue())
for name in "write", "flush", "close", "closed", "name", "detach", "encoding", "errors", "newlines", "_CHUNK_SIZE":
    attempt(lambda: getattr(t, name) if name not in ("write", "flush", "close", "detach") else getattr(t, name)(*["x"] * (name == "write")))
print(t, t.buffer)
t = io.TextIOWrapper(io.BytesIO(), "utf-8")
print(t)
t.mode = "mode"
print(t)
t.buffer.name = "NAME"
print(t, t.name)
t.buffer.name = t
attempt(repr, t)
del t.buffer.name
attempt(lambda: t.name)
for args in (), (3,), (io.BytesIO(), 3), (io.BytesIO(), "x", 3), (io.BytesIO(), "utf-8", 3), (io.BytesIO(), "utf-8", None, "x"), (io.BytesIO(), "utf-8", None, 3), (io.BytesIO(), "a\0b"), (io.BytesIO(), "rot13"), (io.BytesIO(), "utf-8", "a\0b"):
    attempt(io.TextIOWrapper, *args)
attempt(setattr, t, "encoding", "x")
attempt(setattr, t, "buffer", "x")
attempt(t.__reduce__)
attempt(io.TextIOWrapper.__new__(io.TextIOWrapper).read)


class Fails(io.BytesIO):
    fails = ()

    def write(self, data):
        if "write" in self.fails:
            raise OSError("write")
        return super().write(data)

    def flush(self):
        if "flush" in self.fails:
            raise OSError("flush")

    def close(self):
        super().close()
        if "close" in self.fails:
            raise OSError("close")


for fails in ["write"], ["flush"], ["close"], ["write", "close"], ["flush", "close"]:
    f = Fails()
    f.fails = fails
    for stream in io.TextIOWrapper(f, "utf-8"), io.BufferedWriter(Fails()):
        if isinstance(stream, io.BufferedWriter):
            stream.raw.fails = fails
            stream.write(b"data")
        else:
            stream.write("data")
        try:
            stream.close()
            print("closed")
        except OSError as e:
            print(fails, e, repr(e.__context__), stream.closed)
        (stream.buffer if hasattr(stream, "buffer") else stream.raw).fails = ()
