"""The docstring of the module."""
print(__doc__)


def f():
    """Of the function,
    in two lines.
        deeper
    """


def g():
    f"not a {'docstring'}"


def h():
    b"nor this"


def k():
    pass
    "nor this"


class C:
    "Of the class."

    def m(self):
        "Of the method."

    p = property(lambda self: 1, doc="Of the property.")


print(repr(f.__doc__), g.__doc__, h.__doc__, k.__doc__)
print(C.__doc__, C.m.__doc__, C().m.__doc__, C.p.__doc__)
f.__doc__ = "changed"
C.__doc__ = "changed too"
print(f.__doc__, C.__doc__, (lambda: 0).__doc__)
del f.__doc__
print(f.__doc__, f.__code__.co_consts[0][:16])
try:
    C().m.__doc__ = 1
except AttributeError as e:
    print(e)
