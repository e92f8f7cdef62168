"""__slots__: descriptors, inheritance, defaults, missing values, dict and weakref slots, wrong use, layouts."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import _weakref


class A:
    __slots__ = ("x", "y")


class B(A):
    __slots__ = ["z"]


class C(A):
    pass


class D:
    __slots__ = {"a": "doc of a", "b": None}


class W:
    __slots__ = ("__weakref__",)


class Di:
    __slots__ = ("__dict__", "v")


a, b, c = A(), B(), C()
a.x = 1
b.z = b.x = 2
c.x = c.other = 3
print(a.x, b.z, b.x, c.x, c.__dict__, A.__slots__, B.__slots__, D.__slots__, A.x, D.a.__doc__, D.b.__doc__)
for f in (lambda: a.y, lambda: setattr(a, "q", 1), lambda: a.__dict__, lambda: delattr(a, "x"), lambda: delattr(a, "x"), lambda: a.x, lambda: _weakref.ref(a), lambda: _weakref.ref(W())(), lambda: _weakref.ref(c)() is c, lambda: setattr(W(), "q", 1), lambda: vars(a), lambda: A.x.__get__(a), lambda: A.x.__get__(5), lambda: A.x.__set__(b, 7), lambda: b.x, lambda: A.x.__delete__(b), lambda: A.x.__objclass__, lambda: type("T", (A, D), {}), lambda: type("T", (A,), {"__slots__": "x"})().x, lambda: type("T", (A, W), {"__slots__": ()}), lambda: type("T", (Di,), {"__slots__": "__dict__"}), lambda: type("T", (tuple,), {"__slots__": "a"}), lambda: type("T", (), {"__slots__": "é"})().é, lambda: type("T", (), {"__slots__": ""}), lambda: type("T", (), {"__slots__": "1a"}), lambda: type("T", (), {"__slots__": ["__x"]}).__dict__.keys() >= {"_T__x"}, lambda: setattr(a, "__class__", B), lambda: setattr(a, "__class__", type("A2", (), {"__slots__": ("x", "y")})), lambda: setattr(a, "__class__", type("A3", (), {"__slots__": ("x", "w")}))):
    r = attempt(f)
    print(r if " at 0x" not in repr(r) else type(r).__name__)
e = Di()
e.v, e.free = 1, 2
print(e.v, e.__dict__, sorted(n for n in dir(B) if not n.startswith("__")), A.__basicsize__ - object.__basicsize__, A.__dictoffset__, C.__dictoffset__ != 0, B.__itemsize__)
