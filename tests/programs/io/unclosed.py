"""Streams that nobody closes: warnings, flushing, finalizers, errors in close()."""
import gc
import io
import posix
import sys
import warnings
import weakref

PATH = "/tmp/serpent-io-unclosed"
warnings.simplefilter("always")


def hook(unraisable):
    where = unraisable.object
    print("unraisable", type(unraisable.exc_value).__name__, unraisable.exc_value, unraisable.err_msg, type(where).__name__)


def show(message, category, filename, lineno, file=None, line=None):
    print(category.__name__, message, lineno)


sys.unraisablehook = hook
warnings.showwarning = show
for mode, data in ("w", "text"), ("wb", b"bytes"), ("r", None), ("rb", None), ("r+", "more"), ("r+b", b"MORE"), ("a", "end"):
    f = open(PATH, mode)
    if data is not None:
        f.write(data)
    f = None
    with open(PATH, "rb") as f:
        print(mode, f.read())
io.FileIO(PATH)
open(PATH, closefd=True)
fd = posix.open(PATH, posix.O_RDONLY)
open(fd, closefd=False)
posix.close(fd)
f = open(PATH)
f.self = f
ref = weakref.ref(f)
del f
print("collect", gc.collect() > 0, ref())
warnings.simplefilter("error")
f = open(PATH)
f = None
f = io.FileIO(PATH)
f = None
warnings.simplefilter("ignore")


class Closes(io.IOBase):
    def close(self):
        print("close", self.closed, hasattr(self, "_finalizing"))
        super().close()


class Dies(Closes):
    def __del__(self):
        print("del")
        super().__del__()


class Fails(io.RawIOBase):
    def close(self):
        raise OSError("no way")


class Slots(io.IOBase):
    __slots__ = ("a",)

    def close(self):
        print("slots", hasattr(self, "a"))
        super().close()


for kind in Closes, Dies, Fails, Slots:
    s = kind()
    if kind is Slots:
        s.a = 1
    ref = weakref.ref(s)
    s = None
    print(kind.__name__, ref())
keep = []


class Returns(io.IOBase):
    def close(self):
        print("close again")
        keep.append(self)
        super().close()


s = Returns()
s = None
print(len(keep), keep[0].closed, sys.getrefcount(keep[0]))
keep.clear()


class Raw(io.RawIOBase):
    def writable(self):
        return True

    def write(self, data):
        print("write", bytes(data))
        return len(data)

    def close(self):
        print("raw close")
        super().close()


w = io.BufferedWriter(Raw())
w.write(b"waiting")
w = None
t = io.TextIOWrapper(io.BufferedWriter(Raw()), "utf-8")
t.write("waiting text")
t = None
t = io.TextIOWrapper(io.BufferedWriter(Raw()), "utf-8")
t.write("in a cycle")
t.me = t
t = None
gc.collect()


class FailingRaw(Raw):
    def write(self, data):
        raise OSError("disk full")


w = io.BufferedWriter(FailingRaw())
w.write(b"lost")
w = None
print("end")
posix.unlink(PATH)
