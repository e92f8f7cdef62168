"""type() in all forms, __prepare__, __init_subclass__, metaclass keywords and conflicts, MRO errors, layout conflicts."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        print("prepare", name, kw)
        return {"prepared": True}

    def __new__(mcs, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if not k.startswith("__")), kw)
        return super().__new__(mcs, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print("init", kw)

    def __call__(cls, *args):
        print("call", args)
        return super().__call__()


class A(metaclass=Meta, flag=1):
    x = 1


A(5)


class Base:
    def __init_subclass__(cls, /, tag=None, **kw):
        print("init_subclass", cls.__name__, tag)
        super().__init_subclass__(**kw)


class Sub(Base, tag="t"):
    pass


class Other(type):
    pass


for f in (lambda: type("T", (A,), {"q": 1}), lambda: type("T", (), {}, key=1), lambda: type("T", (Base,), {}, tag=3), lambda: type("T", (Base,), {}, other=3), lambda: Other("T", (A,), {}), lambda: type("T", (int, str), {}), lambda: type("T", (bool,), {}), lambda: type("T", (type(None),), {}), lambda: type("T", (object, Base), {}), lambda: type("T", (Base, Base), {}), lambda: type("T", (Base, Sub), {}), lambda: type("T", (1,), {}), lambda: type("T", (), {"__slots__": "a b"}), lambda: type("T", (), {"__slots__": ("a", "a")}).__slots__, lambda: type("T", (), {"__slots__": ("x",), "x": 1}), lambda: type("T", (int,), {"__slots__": ("x",)}), lambda: type("T", (int,), {"__slots__": ()})(5), lambda: type("T", (), {"__slots__": (1,)}), lambda: type("T", (), {"__slots__": ("__dict__", "__weakref__")})().__dict__, lambda: type("T", (), {"__qualname__": 5}), lambda: type("T", (), {"__doc__": "d"}).__doc__, lambda: type("T", (), {"__module__": "mm"}), lambda: type(5), lambda: type(), lambda: type("T", ()), lambda: type("T", [], {}), lambda: type(b"T", (), {}), lambda: type("T", (), {"__classcell__": 1}), lambda: type.__new__(int, "a", (), {}), lambda: type.__new__(type), lambda: object.__new__(int), lambda: int.__new__(str), lambda: object.__new__(), lambda: object(1), lambda: type("T", (), {})(1), lambda: type("T", (), {"__init__": lambda self: 5})(), lambda: type("T", (), {"__new__": lambda cls: 5})(), lambda: A.mro.__self__ is A, lambda: Sub.__mro__ == tuple(Sub.mro()), lambda: Sub.__bases__, lambda: setattr(Sub, "__bases__", (object,)), lambda: setattr(Sub, "__bases__", ()), lambda: setattr(Sub, "__bases__", (Sub,)), lambda: Base.__subclasses__(), lambda: setattr(Sub(), "__class__", Base), lambda: setattr(Sub(), "__class__", int), lambda: setattr(1, "__class__", int), lambda: type("T", (), {"__hash__": None}).__hash__, lambda: type("T", (), {"__eq__": lambda s, o: True}).__hash__):
    r = attempt(f)
    print(r if isinstance(r, str) else type(r).__name__ if " at 0x" in repr(r) else r)


class Entries:
    def __mro_entries__(self, bases):
        return (Base,)


class WithEntries(Entries(), tag="e"):
    pass


print(WithEntries.__bases__, hasattr(WithEntries, "__orig_bases__"), WithEntries.__firstlineno__ > 0, Sub.__static_attributes__, A.prepared)
