"""How often methods that the interpreter calls from native code may nest when only the native limit is in the way."""
import sys

sys.setrecursionlimit(1000000)
count = 0


def measure(name, call):
    global count
    count = 0
    try:
        call()
    except RecursionError as error:
        print(name, count, error)


def counted(method):
    """A class whose method of that name counts, then does what calls it again."""

    def decorate(again):
        def body(self, *args):
            global count
            count += 1
            return again(self, *args)

        return type("C", (), {method: body})

    return decorate


@counted("__add__")
def Add(self, other):
    return self + other


@counted("__getattr__")
def GetAttr(self, name):
    return self.missing


@counted("__repr__")
def Repr(self):
    return repr(self)


@counted("__str__")
def Str(self):
    return str(self)


@counted("__call__")
def Call(self):
    return self()


@counted("__eq__")
def Equal(self, other):
    return self == other


@counted("__hash__")
def Hash(self):
    return hash(self)


@counted("__iter__")
def Iter(self):
    return iter(self)


@counted("__bool__")
def Bool(self):
    return not self


@counted("__index__")
def Index(self):
    return [1][self]


@counted("__contains__")
def Contains(self, item):
    return item in self


@counted("__len__")
def Length(self):
    return len(self)


@counted("__format__")
def Format(self, spec):
    return format(self, spec)


class New:
    def __new__(cls):
        global count
        count += 1
        return New()


class Init:
    def __init__(self):
        global count
        count += 1
        Init()


class Meta(type):
    def __instancecheck__(cls, instance):
        global count
        count += 1
        return isinstance(instance, cls)


class Checked(metaclass=Meta):
    pass


class Subclassed:
    def __init_subclass__(cls):
        global count
        count += 1
        type("S", (Subclassed,), {})


def through_map(x):
    global count
    count += 1
    return list(map(through_map, [1]))


def through_exec():
    global count
    count += 1
    exec("through_exec()")


measure("add", lambda: Add() + 1)
measure("getattr", lambda: GetAttr().x)
measure("repr", lambda: repr(Repr()))
measure("str", lambda: str(Str()))
measure("call", lambda: Call()())
measure("eq", lambda: Equal() == 1)
measure("hash", lambda: hash(Hash()))
measure("iter", lambda: iter(Iter()))
measure("bool", lambda: bool(Bool()))
measure("index", lambda: [1][Index()])
measure("contains", lambda: 1 in Contains())
measure("len", lambda: len(Length()))
measure("format", lambda: format(Format()))
measure("new", New)
measure("init", Init)
measure("instancecheck", lambda: isinstance(1, Checked))
measure("init_subclass", lambda: type("S", (Subclassed,), {}))
measure("map", lambda: through_map(1))
measure("exec", through_exec)
