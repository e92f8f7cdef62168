"""__getattr__, __getattribute__, __setattr__, __delattr__, __dir__; module __getattr__; errors and suggestions' attributes."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

class A:
    x = 1

    def __getattr__(self, name):
        if name == "boom":
            raise ValueError("boom")
        if name.startswith("dyn"):
            return name
        raise AttributeError(f"no {name}")

    def __setattr__(self, name, value):
        print("set", name, value)
        super().__setattr__(name, value)

    def __delattr__(self, name):
        print("del", name)
        object.__delattr__(self, name)

    def __dir__(self):
        return ["b", "a"]


class B:
    def __getattribute__(self, name):
        if name == "hidden":
            raise AttributeError("hidden")
        return object.__getattribute__(self, name)

    def __getattr__(self, name):
        return "fallback " + name


a, b = A(), B()
a.y = 2
for f in (lambda: a.dyn1, lambda: a.nope, lambda: a.boom, lambda: hasattr(a, "nope"), lambda: hasattr(a, "boom"), lambda: getattr(a, "nope", 5), lambda: a.x, lambda: b.hidden, lambda: b.other, lambda: dir(a), lambda: delattr(a, "y"), lambda: delattr(a, "y"), lambda: delattr(a, "x"), lambda: setattr(a, "z", 3), lambda: setattr(a, 1, 2), lambda: getattr(a, 1), lambda: (1).x, lambda: setattr(1, "x", 1), lambda: setattr(1, "real", 1), lambda: delattr(len, "__name__"), lambda: setattr(int, "x", 1), lambda: A.nope, lambda: setattr(A, "__name__", 1), lambda: None.x, lambda: [].append.x, lambda: setattr([], "append", 1), lambda: object().__dict__, lambda: setattr(object(), "a", 1)):
    print(attempt(f))
for f in (lambda: a.nope, lambda: (1).realx, lambda: A.xx):
    try:
        f()
    except AttributeError as e:
        print(e, e.name, type(e.obj).__name__)
import sys

m = type(sys)("m")
m.__getattr__ = lambda name: "module " + name
print(m.anything, attempt(lambda: type(sys)("n").nope), vars(a), a.__dict__ is a.__dict__, A.__dict__["x"], type(A.__dict__).__name__)
a.__dict__ = {"new": 1}
print(a.new, attempt(setattr, a, "__dict__", 5))
