"""__new__ and __init__: who gets which arguments, results of other types, subclasses of immutable types, object's rules."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

class A:
    def __new__(cls, *a, **k):
        print("new", a, k)
        return super().__new__(cls)

    def __init__(self, *a, **k):
        print("init", a, k)


A(1, x=2)


class OtherType:
    def __new__(cls):
        return "not an instance"

    def __init__(self):
        print("never")


class OnlyNew:
    def __new__(cls, a):
        return object.__new__(cls)


class OnlyInit:
    def __init__(self, a):
        pass


class Neither:
    pass


class Both:
    def __new__(cls, a):
        return object.__new__(cls, a)


class InitObject:
    def __init__(self, a):
        object.__init__(self, a)


for f in (lambda: OtherType(), lambda: type(OnlyNew(1)).__name__, lambda: OnlyNew(), lambda: type(OnlyInit(1)).__name__, lambda: OnlyInit(), lambda: Neither(1), lambda: Neither(x=1), lambda: Both(1), lambda: InitObject(1), lambda: object.__new__(OnlyInit), lambda: object.__new__(Neither, 1), lambda: object.__init__(Neither(), 1), lambda: object.__new__(), lambda: object.__new__(5), lambda: object.__new__(int), lambda: int.__new__(Neither), lambda: type.__call__(int, "5"), lambda: type.__call__(type, 5), lambda: A.__new__(A, "direct") and "made", lambda: tuple.__new__(list), lambda: str.__new__(str, 5)):
    print(str(attempt(f)).split(" object at")[0])


class Even(int):
    def __new__(cls, v):
        return super().__new__(cls, v - v % 2)


class T(tuple):
    def __new__(cls, *items):
        return super().__new__(cls, items)


class S(str):
    def __new__(cls, v, suffix="!"):
        return super().__new__(cls, v + suffix)

    def __init__(self, v, suffix="!"):
        self.suffix = suffix


class L(list):
    def __init__(self, *items):
        super().__init__(items)


class D(dict):
    def __init__(self, **kw):
        super().__init__(kw, extra=1)


class F(float):
    pass


class Fz(frozenset):
    def __new__(cls, *a):
        return super().__new__(cls, a)


print(Even(5), type(Even(5)).__name__, T(1, 2), S("a"), S("a", "?").suffix, L(1, 2), D(a=2), F("1.5"), Fz(1, 2), type(T(1) + T(2)).__name__, type(Even(4) + Even(2)).__name__, attempt(T.__new__), attempt(S))


class Singleton:
    _it = None

    def __new__(cls):
        cls._it = cls._it or super().__new__(cls)
        return cls._it

    def __init__(self):
        self.count = getattr(self, "count", 0) + 1


print(Singleton() is Singleton(), Singleton().count)


class Child(A):
    def __new__(cls, *a):
        return super().__new__(cls, "from child")


class Swap:
    def __new__(cls, *a):
        return A.__new__(A) if a else object.__new__(cls)

    def __init__(self, *a):
        print("swap init")


Child(3)
print(type(Swap(1)).__name__, type(Swap()).__name__)
