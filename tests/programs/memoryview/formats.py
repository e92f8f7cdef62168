# Items of all native formats, read and written, with the errors of both.


def attempt(action):
    try:
        return action()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def put(view, value):
    view[0] = value
    return view.tolist()


DATA = bytes([1, 128, 255, 0, 65, 66, 67, 200, 9, 8, 7, 6, 240, 63, 248, 127])
for format in "cbB?hHeiIlLqQnNfdP":
    print(format, memoryview(DATA).cast(format).tolist())
    for value in ("x", 1 << 70, 1.5, -1, 65, 300, b"", b"A", None, True):
        print(" ", repr(value), attempt(lambda: put(memoryview(bytearray(16)).cast(format), value)))
for format in ("s", "", "BB", "@", "x", "<i", "@I", "\xe9"):
    print(repr(format), ascii(attempt(lambda: memoryview(DATA).cast(format).format)))


class Releases:
    def __init__(self, view, value):
        self.view, self.value = view, value

    def __index__(self):
        self.view.release()
        return self.value

    def __bool__(self):
        self.view.release()
        return True

    __float__ = __index__


for format in "bBnNP?fde":
    view = memoryview(bytearray(16)).cast(format)
    print(format, attempt(lambda: put(view, Releases(view, 1))))
