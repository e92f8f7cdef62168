# marshal.dump and load with objects that are like files.
import marshal


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


class File:
    def __init__(self, data=b""):
        self.data = data
        self.position = 0
        self.log = []
    def write(self, data):
        self.data += data
        return len(data)
    def take(self, n):
        found = self.data[self.position : self.position + n]
        self.position += len(found)
        return found
    def read(self, n):
        self.log.append(("read", n))
        return self.take(n)
    def readinto(self, view):
        self.log.append(len(view))
        found = self.take(len(view))
        view[: len(found)] = found
        return len(found)


file = File()
attempt(marshal.dump, [1, "abc", 2.5], file)
attempt(marshal.dump, {"a": 1}, file, 2)
attempt(marshal.dump, (1,), file)
print(file.data)
for i in range(4):
    attempt(marshal.load, file)
print(file.log)


class Text(File):
    def read(self, n): return "x"


class TooMuch(File):
    def readinto(self, view): return len(view) + 5


class Failing(File):
    def readinto(self, view): 1 / 0


class Nested(File):
    def readinto(self, view):
        print(marshal.loads(b"[\1\0\0\0i\5\0\0\0"))
        return File.readinto(self, view)


class NoNumber(File):
    def readinto(self, view): return "x"


class NoReadinto:
    def read(self, n): return b""


class Writer:
    def write(self, data): return "wrote"


attempt(marshal.load, Text())
attempt(marshal.load, 3)
attempt(marshal.load)
attempt(marshal.load, File(), 1)
attempt(marshal.load, File(b"i\1"))
attempt(marshal.load, TooMuch(b"N"))
attempt(marshal.load, Failing(b"N"))
attempt(marshal.load, Nested(marshal.dumps([1, (2, "x"), "yy"])))
attempt(marshal.load, NoNumber(b"N"))
attempt(marshal.load, NoReadinto())
attempt(marshal.dump, 1, Writer())
attempt(marshal.dump, 1, 3)
attempt(marshal.dump, object(), Writer())
attempt(marshal.dump, 1)
attempt(marshal.dump, 1, Writer(), 4, allow_code=0)
