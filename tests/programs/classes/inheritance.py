"""Classes: MRO, super, diamonds, attributes of classes and instances, conflicts."""


class A:
    def who(self):
        return ["A"]

    def __repr__(self):
        return f"<{type(self).__name__}>"


class B(A):
    def who(self):
        return ["B"] + super().who()


class C(A):
    def who(self):
        return ["C"] + super().who()


class D(B, C):
    def who(self):
        return ["D"] + super().who()


print(D().who(), [k.__name__ for k in D.__mro__], D.__bases__, D.__base__, B.__subclasses__(), A.__subclasses__())
print(isinstance(D(), A), issubclass(D, (int, C)), issubclass(A, D), type(D()) is D, isinstance(5, (str, (int,))), D.mro()[-1])
try:
    class Bad(A, B):
        pass
except TypeError as e:
    print(e)
try:
    class Bad2(int, str):
        pass
except TypeError as e:
    print(e)
for base in (bool, type(None), range, slice, type(lambda: 0)):
    try:
        type("X", (base,), {})
    except TypeError as e:
        print(e)


class Counter:
    made = 0
    shared = []

    def __init__(self):
        Counter.made += 1
        self.made = "own"
        self.shared.append(self.made)


c, d = Counter(), Counter()
print(Counter.made, c.made, Counter.shared, c.__dict__, "made" in vars(Counter), c.shared is d.shared)
del c.made
print(c.made)
try:
    del c.made
except AttributeError as e:
    print(e)
try:
    c.nothing
except AttributeError as e:
    print(e, e.name, e.obj is c)
Counter.late = lambda self: "late"
print(c.late(), d.late(), getattr(c, "none", "default"), hasattr(c, "late"), Counter.__name__, Counter.__qualname__, Counter.__module__, Counter.__doc__)


class Init:
    def __new__(cls, *args):
        print("new", cls.__name__, args)
        return super().__new__(cls) if args != ("other",) else 42

    def __init__(self, *args):
        print("init", args)


print(type(Init(1)).__name__, Init("other"))
try:
    class ReturnsValue:
        def __init__(self):
            return 1
    ReturnsValue()
except TypeError as e:
    print(e)


class Base:
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        print("subclass", cls.__name__, tag)


class Child(Base, tag="t"):
    pass


class GrandChild(Child):
    pass


class Named:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)
        self.name = name


class Holder:
    one = Named()
    two = Named()


print(Holder.one.name, Holder.two.name)
d = D()
d.__class__ = C
print(d.who(), type(d).__name__)
try:
    d.__class__ = int
except TypeError as e:
    print(e)
B.__bases__ = (C,)
print([k.__name__ for k in B.__mro__], B().who())
print(A.__dict__["who"], ) if False else print(type(A.__dict__).__name__, type(A.who).__name__, type(A().who).__name__)


class Outer:
    class Inner:
        def f(self):
            def g():
                pass
            return g


print(Outer.Inner.__qualname__, Outer.Inner().f().__qualname__, Outer.Inner.f.__qualname__)
print(type("Dynamic", (A,), {"x": 1})().who(), type("Dynamic", (A,), {"x": 1}).x, type(5), type(type), object.__bases__)


class Plain(object): pass


p = Plain()
p.a, p.b, p.c = 1, 2, 3
print(p.__dict__, sorted(x for x in dir(p) if not x.startswith("__")))
p.__dict__["d"] = 4
p.__dict__ = {"only": 1}
print(p.only, p.__dict__, hasattr(p, "a"))
