"""What a module, a function, a class and a method know of themselves."""
print(__name__, __package__, __doc__[:10], __spec__, __builtins__.__name__)


def f():
    "doc"


class Outer:
    class Inner:
        def method(self):
            def local():
                pass

            return local


print(f.__name__, f.__qualname__, f.__module__, f.__code__.co_name, f.__code__.co_qualname, f.__code__.co_firstlineno)
method = Outer.Inner().method
print(method.__name__, method.__qualname__, method().__qualname__, method.__func__ is Outer.Inner.method)
print(Outer.Inner.__name__, Outer.Inner.__qualname__, Outer.__module__, Outer.__firstlineno__ if hasattr(Outer, "__firstlineno__") else None)
print(Outer.__static_attributes__ if hasattr(Outer, "__static_attributes__") else None, Outer.__bases__, Outer.__base__, type(Outer))
f.__name__ = "renamed"
f.__qualname__ = "some.where"
print(f, f.__name__) if False else print(f.__name__, f.__qualname__, repr(f).split(" at")[0])
Outer.__name__ = "New"
Outer.__qualname__ = "Q.New"
print(repr(Outer), Outer.__name__, repr(Outer()).split(" at")[0])
for target, name, value in ((f, "__name__", 5), (f, "__qualname__", None), (Outer, "__name__", 5), (Outer, "__qualname__", b"x"), (Outer, "__name__", "nul\0"), (int, "__name__", "x"), (f, "__module__", 5)):
    try:
        setattr(target, name, value)
        print(name, "set")
    except (TypeError, ValueError) as e:
        print(e)
