# Notes, names and texts of exceptions, broken ones among them.
import sys


def show(e):
    sys.excepthook(type(e), e, None)


e = ValueError("with notes")
e.add_note("first")
e.add_note("second\nof two lines\n")
show(e)
for notes in ("abc", b"abc", ["a", "b\nc", 3], ("x",), {1: 2}, None, 3, [], range(3), bytearray(b"ab")):
    e.__notes__ = notes
    show(e)


class Broken:
    def __repr__(self): raise ValueError
    __str__ = __repr__


e.__notes__ = Broken()
show(e)
e.__notes__ = [Broken(), "after"]
show(e)


class BrokenNotes(Exception):
    @property
    def __notes__(self): return 1 / 0


show(BrokenNotes("text"))


class BrokenText(Exception):
    def __str__(self): return 1 / 0


class NoText(Exception):
    def __str__(self): return 3


class Exits(Exception):
    def __str__(self): raise SystemExit(3)


for kind in (BrokenText, NoText, Exits):
    show(kind("text"))
for arguments in ((), ("",), ("a\nb",), (None,), (1, 2), ((),), ("é日本\U0001f600",), ("\ud800",)):
    show(Exception(*arguments))
    show(KeyError(*arguments))


class Outer:
    class Inner(Exception):
        pass


def local():
    class Local(Exception):
        pass
    return Local


show(Outer.Inner(1))
show(local()(2))
for module in ("somewhere.else", None, 3, "__main__", "builtins", ""):
    Outer.Inner.__module__ = module
    show(Outer.Inner("module"))
Outer.Inner.__qualname__ = "renamed.name"
show(Outer.Inner("name"))
for value in (3, None, "x", ValueError, [1]):
    sys.excepthook(type(value), value, None)
