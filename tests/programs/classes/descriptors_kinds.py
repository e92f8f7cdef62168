"""Data and non-data descriptors, property with all functions, classmethod and staticmethod objects, __set_name__, errors."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

class Data:
    def __set_name__(self, owner, name):
        print("name", owner.__name__, name)
        self.name = name

    def __get__(self, obj, owner=None):
        return (self.name, obj is None, owner.__name__)

    def __set__(self, obj, value):
        print("set", self.name, value)

    def __delete__(self, obj):
        print("delete", self.name)


class NonData:
    def __get__(self, obj, owner=None):
        return "non-data"


class C:
    d = Data()
    n = NonData()

    @property
    def p(self):
        "doc of p"
        return self._p

    @p.setter
    def p(self, value):
        self._p = value

    @p.deleter
    def p(self):
        del self._p

    @property
    def readonly(self):
        return 1

    @classmethod
    def cm(cls, *args):
        return cls.__name__, args

    @staticmethod
    def sm(*args):
        return args

    w = property(None, lambda self, v: None, doc="write only")


c = C()
c.__dict__["d"] = "own d"
c.__dict__["n"] = "own n"
print(c.d, c.n, C.d, C.n)
c.d = 5
del c.d
c.p = 7
print(c.p, C.p.__doc__, C.p.fget.__name__, C.w.__doc__)
for f in (lambda: setattr(c, "readonly", 1), lambda: delattr(c, "readonly"), lambda: c.w, lambda: delattr(c, "p"), lambda: c.p, lambda: delattr(c, "p"), lambda: C.cm(1), lambda: c.cm(2), lambda: C.sm(1), lambda: c.sm(2), lambda: C.__dict__["cm"].__func__.__name__, lambda: C.__dict__["sm"](3), lambda: C.__dict__["cm"](3), lambda: property(1).__get__(c), lambda: property().__get__(c), lambda: property(len, doc=5).__doc__, lambda: C.p.__get__(None, C) is C.p, lambda: C.p.getter(len).fget, lambda: property.__get__(1, 2), lambda: C.p.__set_name__(C, "q"), lambda: classmethod(5).__get__(c), lambda: classmethod(len).__wrapped__, lambda: staticmethod(5)(), lambda: C.p.__isabstractmethod__, lambda: int.__add__.__get__(1)(2), lambda: int.__add__("a", 1), lambda: str.upper(1), lambda: str.upper(), lambda: dict.fromkeys.__self__, lambda: list.append.__get__([])(1), lambda: list.append.__get__(1), lambda: C.cm.__get__(1), lambda: (lambda self: self).__get__(5)()):
    print(attempt(f))


class Bad:
    def __set_name__(self, owner, name):
        raise ValueError("bad name")


try:

    class D:
        b = Bad()

except ValueError as e:
    print(e, e.__notes__)
print(type(C.p).__name__, c.sm.__name__, C.cm.__qualname__, type(C.__dict__["sm"]).__name__, repr(C.__dict__["sm"])[:22], C.d[0])
