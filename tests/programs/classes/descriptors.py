"""Descriptors: data and non-data, priority, __get__ from classes, slots as descriptors, __getattr__ and friends."""


class Data:
    def __init__(self, name):
        self.name = name

    def __get__(self, obj, cls):
        return ("data get", self.name, obj is None, cls.__name__)

    def __set__(self, obj, value):
        print("data set", self.name, value)

    def __delete__(self, obj):
        print("data delete", self.name)


class NonData:
    def __get__(self, obj, cls=None):
        return "non-data"


class SetOnly:
    def __set__(self, obj, value):
        obj.__dict__["s"] = value * 2


class Host:
    d = Data("d")
    n = NonData()
    s = SetOnly()


h = Host()
h.__dict__.update(d="instance d", n="instance n")
print(h.d, h.n, Host.d, Host.n)
h.d = 5
del h.d
h.n = 6
h.s = 7
print(h.__dict__, h.s, h.n, type(Host.s).__name__)
del h.n
print(h.n)


class Attributes:
    def __init__(self):
        object.__setattr__(self, "log", [])

    def __getattribute__(self, name):
        if name not in ("log", "__class__", "__dict__"):
            object.__getattribute__(self, "log").append(("getattribute", name))
        return object.__getattribute__(self, name)

    def __getattr__(self, name):
        self.log.append(("getattr", name))
        if name == "bad":
            raise AttributeError("really missing")
        return name.upper()

    def __setattr__(self, name, value):
        self.log.append(("set", name, value))
        object.__setattr__(self, name, value)

    def __delattr__(self, name):
        self.log.append(("del", name))
        object.__delattr__(self, name)


a = Attributes()
a.x = 1
print(a.x, a.missing, getattr(a, "bad", "default"), hasattr(a, "anything"))
del a.x
print(a.log)
try:
    a.bad
except AttributeError as e:
    print(e)


class Cached:
    def __init__(self, f):
        self.f = f

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, cls):
        if obj is None:
            return self
        value = obj.__dict__[self.name] = self.f(obj)
        return value


class Heavy:
    @Cached
    def result(self):
        print("computed")
        return 42


x = Heavy()
print(x.result, x.result, x.__dict__)


class Typed:
    def __init__(self, kind):
        self.kind = kind

    def __set_name__(self, owner, name):
        self.slot = "_" + name

    def __get__(self, obj, cls):
        return self if obj is None else getattr(obj, self.slot)

    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f"{self.slot[1:]} must be {self.kind.__name__}, not {type(value).__name__}")
        setattr(obj, self.slot, value)


class Person:
    name = Typed(str)
    age = Typed(int)

    def __init__(self, name, age):
        self.name, self.age = name, age


p = Person("Ann", 5)
print(p.name, p.age, p.__dict__)
try:
    Person("Bob", "5")
except TypeError as e:
    print(e)


class Raising:
    def __get__(self, obj, cls):
        raise AttributeError("from get")


class UsesRaising:
    r = Raising()

    def __getattr__(self, name):
        return "fallback for " + name


print(UsesRaising().r, getattr(UsesRaising(), "q"))
f = Host.__dict__["d"]
print(type(f).__get__(f, None, Host), object.__getattribute__(h, "s"), type.__getattribute__(Host, "n"))
print((lambda self: self).__get__(5)(), str.upper.__get__("abc")(), type(list.append).__name__, type([].append).__name__, type(dict.__dict__["fromkeys"]).__name__, type(int.__add__).__name__, type((5).__add__).__name__)
for bad in (lambda: list.append(5, 1), lambda: str.upper(5), lambda: int.__add__("a", 1), lambda: list.append()):
    try:
        bad()
    except TypeError as e:
        print(e)
