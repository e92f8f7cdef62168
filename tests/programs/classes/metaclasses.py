"""Metaclasses: __prepare__, __new__, __init__, __call__, attributes, conflicts, __instancecheck__, keywords."""


class Meta(type):
    log = []

    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        mcs.log.append(("prepare", name, len(bases), kw))
        return {"prepared": True}

    def __new__(mcs, name, bases, ns, **kw):
        mcs.log.append(("new", name, sorted(k for k in ns if not k.startswith("__"))))
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        cls.log.append(("init", name))
        super().__init__(name, bases, ns)

    def __call__(cls, *args, **kw):
        cls.log.append(("call", cls.__name__, args))
        return super().__call__(*args, **kw)

    def on_class(cls):
        return "meta method of " + cls.__name__

    @property
    def prop(cls):
        return "meta property"

    def __len__(cls):
        return 7

    def __getitem__(cls, key):
        return (cls.__name__, key)

    def __iter__(cls):
        return iter("iter")

    def __contains__(cls, v):
        return v == "in"

    def __repr__(cls):
        return f"<meta {cls.__name__}>"


class K(metaclass=Meta, flag=1):
    x = 1

    def __init__(self, v=0):
        self.v = v


class L(K):
    pass


k = K(5)
print(Meta.log)
print(K, L, type(K) is Meta, type(L).__name__, K.on_class(), K.prop, len(K), K["key"], list(K), "in" in L, K.prepared, k.v)
for action in (lambda: k.on_class, lambda: k.prop, lambda: len(k)):
    try:
        print(action())
    except (AttributeError, TypeError) as e:
        print(e)


class Other(type):
    pass


class O(metaclass=Other):
    pass


try:
    class Conflict(K, O):
        pass
except TypeError as e:
    print(e)


class Singleton(type):
    instances = {}

    def __call__(cls, *args):
        if cls not in cls.instances:
            cls.instances[cls] = super().__call__(*args)
        return cls.instances[cls]


class One(metaclass=Singleton):
    pass


print(One() is One(), len(Singleton.instances))


class Duck(type):
    def __instancecheck__(cls, obj):
        return hasattr(obj, "quack")

    def __subclasscheck__(cls, sub):
        return "quack" in dir(sub)


class Quacks(metaclass=Duck):
    pass


class Real:
    quack = 1


print(isinstance(Real(), Quacks), isinstance(5, Quacks), issubclass(Real, Quacks), issubclass(int, Quacks))


def function_as_metaclass(name, bases, ns):
    return (name, bases, sorted(n for n in ns if not n.startswith("__")))


class NotAClass(metaclass=function_as_metaclass):
    a = 1


print(NotAClass)


class Entries:
    def __init__(self, *bases):
        self.bases = bases

    def __mro_entries__(self, bases):
        return self.bases


class FromEntries(Entries(Real, dict)):
    pass


print(FromEntries.__mro__[1:3], FromEntries.__orig_bases__ != FromEntries.__bases__)


class Ordered(type):
    def __prepare__(name, bases):
        class Recorder(dict):
            keys_set = []
            def __setitem__(self, key, value):
                self.keys_set.append(key)
                super().__setitem__(key, value)
        return Recorder()

    def __new__(mcs, name, bases, ns):
        cls = super().__new__(mcs, name, bases, dict(ns))
        cls.order = [key for key in ns.keys_set if not key.startswith("__")]
        return cls


class Enumish(metaclass=Ordered):
    red = 1
    green = 2
    red = 3


print(Enumish.order, Enumish.red)
for bad in (lambda: type(1, (), {}), lambda: type("x", [], {}), lambda: type("x", (5,), {}), lambda: type("x"), lambda: type(), lambda: type("x", (), {}, a=1), lambda: type("a\0b", (), {})):
    try:
        print(bad())
    except (TypeError, ValueError) as e:
        print(e)
K.__name__ = "Renamed"
print(K, K.__name__)
K.added = classmethod(lambda cls: cls.__name__)
print(L.added(), K.added())
del K.x
print(hasattr(L, "x"))
