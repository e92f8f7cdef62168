"""FileIO: modes, reading, writing, positions, descriptors, openers, representations, errors."""
import io
import posix
import sys

PATH = "/tmp/serpent-io-files"


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except BaseException as e:
        print(type(e).__name__, e)


def remove():
    try:
        posix.unlink(PATH)
    except FileNotFoundError:
        pass


remove()
attempt(io.FileIO, PATH)
with io.FileIO(PATH, "w") as f:
    print(f, f.mode, f.closefd, f.readable(), f.writable(), f.seekable(), f.isatty(), f._blksize)
    print(f.write(b"hello "), f.write(bytearray(b"world")), f.write(memoryview(b"abcdef")[::1]), f.tell())
    attempt(f.read)
    attempt(f.readall)
    attempt(f.readinto, bytearray(3))
    attempt(f.write, "text")
    attempt(f.write, memoryview(b"abcdef")[::2])
print(repr(f), f.closed)
for name in "fileno", "readable", "writable", "seekable", "isatty", "read", "readall", "tell", "truncate":
    attempt(getattr(f, name))
attempt(f.write, b"")
attempt(f.seek, 0)
attempt(f.close)
attempt(f.__enter__)
attempt(io.FileIO, PATH, "x")

f = io.FileIO(PATH, "r+")
print(f.mode, f.read(5), f.read(0), f.tell(), f.seek(-5, 2), f.read(), f.read(), f.read(3))
print(f.seek(1), f.readinto(buffer := bytearray(4)), buffer, f.truncate(), f.tell(), f.readall(), f.seek(0), f.readall())
print(f.truncate(8), f.seek(0), f.read(), f.seek(3, 0), f.seek(2, 1), f.seek(0, 1))
attempt(f.seek, -1)
attempt(f.seek, -99, 2)
attempt(f.truncate, -1)
attempt(f.seek, 0, 7)
attempt(f.seek, 1.5)
attempt(f.seek, 2**63)
print(f.seek(100), f.write(b"end"), f.seek(0), f.read())
f.close()
f = io.FileIO(PATH, "a+")
print(f.mode, f.tell(), f.write(b"+"), f.seek(0), f.write(b"-"), f.tell(), f.seek(100), f.read())
f.close()
remove()
f = io.FileIO(PATH, "x+")
print(f.mode, repr(f).replace(PATH, "PATH"))
del f.name
print(repr(f).replace(str(f.fileno()), "N"))
f.name = f
attempt(repr, f)
f.close()

for mode in "", "b", "rw", "r++", "+", "z", "wa", "U", "rb+", "w\0":
    try:
        with io.FileIO(PATH, mode) as f:
            print(mode, f.mode)
    except ValueError as e:
        print(repr(mode), e)

fd = posix.open(PATH, posix.O_RDWR | posix.O_CREAT)
f = io.FileIO(fd, "w", closefd=False)
print(f.name == fd, f.closefd, f.write(b"123"))
f.close()
print(f.closed, posix.lseek(fd, 0, 0), posix.read(fd, 9))
f = io.FileIO(fd)
f.close()
attempt(posix.fstat, fd)
attempt(io.FileIO, 999)
attempt(io.FileIO, -1)
attempt(io.FileIO, "/tmp")
attempt(io.FileIO, "a\0b")
attempt(io.FileIO, 3.5)
attempt(io.FileIO, PATH, closefd=False)
attempt(io.FileIO, PATH, 3)
attempt(io.FileIO, PATH, opener=lambda name, flags: -2)
attempt(io.FileIO, PATH, opener=lambda name, flags: "x")
attempt(io.FileIO, PATH, opener=3)


def opener(name, flags):
    print("opener", name == PATH, flags & 3, bool(flags & posix.O_CLOEXEC))
    return posix.open(name, flags, 0o600)


with io.FileIO(PATH, "r+", opener=opener) as f:
    print(f.readall())


class Path:
    def __fspath__(self):
        return PATH


with io.FileIO(Path()) as f:
    print(type(f.name).__name__)
f = io.FileIO(PATH)
f.__init__(PATH, "w")
print(f.mode, f.readable(), f.writable())
f.close()
print(sys.getsizeof(f), f.__dict__)
for function in f.__reduce__, lambda: f.__reduce_ex__(2):
    attempt(function)
remove()
