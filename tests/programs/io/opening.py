"""open(): what streams there are for a mode, its checks, errors, open_code(), text_encoding()."""
import io
import posix
import warnings

PATH = "/tmp/serpent-io-opening"


def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except BaseException as e:
        print(type(e).__name__, e)


def layers(f):
    names = []
    while f is not None:
        names.append(type(f).__name__)
        f = getattr(f, "buffer", None) or getattr(f, "raw", None)
    return " over ".join(names)


for mode in "w", "r", "r+", "a", "a+", "w+", "wt", "rt", "wb", "rb", "ab", "r+b", "rb+", "w+b", "br":
    with open(PATH, mode) as f:
        print(mode, layers(f), f.mode, f.readable(), f.writable(), f.seekable(), f.name == PATH)
posix.unlink(PATH)
for mode in "x", "xb":
    with open(PATH, mode) as f:
        print(mode, layers(f), f.mode)
    attempt(open, PATH, mode)
    posix.unlink(PATH)
with open(PATH, "w") as f:
    print(f, f.encoding, f.errors, f.newlines, f.line_buffering, f.write_through, f.closed)
print(f.closed, repr(f) == f"<_io.TextIOWrapper name={PATH!r} mode='w' encoding='utf-8'>")
for buffering in 0, 1, 2, 5000, -1:
    warnings.simplefilter("ignore")
    with open(PATH, "rb", buffering) as f:
        print(buffering, layers(f), getattr(f, "__sizeof__", None)() if buffering else "")
    if buffering:
        with open(PATH, "r", buffering) as f:
            print(buffering, layers(f), f.line_buffering, f.buffer.__sizeof__())
warnings.simplefilter("error")
attempt(open, PATH, "rb", 1)
for args in (
    [],
    [None],
    [3.5],
    [object],
    [PATH, "z"],
    [PATH, "rr"],
    [PATH, "tb"],
    [PATH, "rw"],
    [PATH, "b"],
    [PATH, ""],
    [PATH, "+"],
    [PATH, 3],
    [PATH, "r", "x"],
    [PATH, "r", 0],
    [PATH, "rb", -1, "utf-8"],
    [PATH, "rb", -1, None, "strict"],
    [PATH, "rb", -1, None, None, ""],
    [PATH, "r", -1, 3],
    [PATH, "r", -1, None, 3],
    [PATH, "r", -1, None, None, 3],
    [PATH, "r", -1, None, None, "x"],
    [PATH, "r", -1, "no such encoding"],
    [PATH, "r", -1, "rot13"],
    [PATH, "r", -1, None, None, None, False],
    ["/nowhere/file"],
    ["/tmp"],
    [b"/nowhere"],
    [99],
    [-1],
    [PATH, "r", -1, None, None, None, True, None, 1],
):
    attempt(open, *args)
attempt(open, PATH, modus="r")
attempt(open, PATH, file=PATH)
with open(file=PATH, mode="w", buffering=-1, encoding="utf-8", errors=None, newline=None, closefd=True, opener=None):
    pass
with open(PATH, "w", opener=lambda path, flags: posix.open(path, flags, 0o644)) as f:
    print(f.write("abc"))
with io.open_code(PATH) as f:
    print(layers(f), f.read())
attempt(io.open_code, 3)
attempt(io.open_code, "/nowhere/file")
print(io.text_encoding("x"), io.text_encoding(3), io.text_encoding(None), io.text_encoding(None, 5))
attempt(io.text_encoding)
attempt(io.text_encoding, None, "x")
print(open is io.open, open.__module__, open.__name__, open.__text_signature__)
print(io.DEFAULT_BUFFER_SIZE, io.BlockingIOError is BlockingIOError, io.UnsupportedOperation.__mro__)
print(repr(io.UnsupportedOperation("x")), io.UnsupportedOperation.__module__)
posix.unlink(PATH)
