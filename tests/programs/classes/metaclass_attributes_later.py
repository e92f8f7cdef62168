# A metaclass gets an attribute of a name that its classes have, after code has been specialised for theirs.
class Metaclass(type):
    pass


class Class(metaclass=Metaclass):
    attribute = True

    def method(self):
        return "class's"


def f():
    return Class.attribute


def g():
    return Class.method(None)


print({f() for _ in range(100)}, {g() for _ in range(100)})
Metaclass.attribute = property(lambda cls: False)
Metaclass.method = property(lambda cls: lambda self: "metaclass's")
print({f() for _ in range(100)}, {g() for _ in range(100)})
del Metaclass.attribute, Metaclass.method
print({f() for _ in range(100)}, {g() for _ in range(100)})
Metaclass.attribute = "hidden"
print({f() for _ in range(100)})
Class.__class__ = type("Other", (Metaclass,), {"attribute": property(lambda cls: cls.__name__)})
print({f() for _ in range(100)})
