# "Did you mean": names near the wrong one, attributes of self, modules that are not imported.
import sys


def show(f):
    try:
        f()
    except Exception as e:
        sys.excepthook(type(e), e, e.__traceback__.tb_next)


class A:
    foo = 1
    _bar = 2
    baz1 = 3
    baz2 = 4
    def __init__(self): self.inst = 1
    def m1(self): instx
    def m2(self): inst
    def m3(self): return self.bar
    def m4(self): return self._br
    def m5(self): return foo


class Unsorted:
    def __dir__(self): return ["zoob", "zooa", "zooc"]


class Mixed:
    def __dir__(self): return ["zoo", 3, "aaa"]
    def __getattr__(self, name): raise AttributeError(name, name=name, obj=self)


class Failing:
    def __dir__(self): 1 / 0


class Slots:
    __slots__ = ("alpha", "beta")


class Meta(type):
    def __getattr__(cls, name): raise AttributeError(f"nope {name}")


class M(metaclass=Meta):
    xx = 1


class SelfFails:
    def __getattr__(self, name): 1 / 0
    def method(self): missing


a = A()
a_very_long_name_that_has_more_than_forty_characters_in_it_for_surf = ê = 1

def local():
    abcd = 1
    return abce
def unbound():
    print(qwerty)
    qwerty = 1
def free():
    def g(): return qw
    return g()
    qw = 1

for function in (
    a.m1, a.m2, a.m3, a.m4, a.m5, local, unbound, free, SelfFails().method,
    lambda: a.fob, lambda: a.bar, lambda: a._ba, lambda: a.baz, lambda: a.Foo, lambda: A.fooo, lambda: a.ins,
    lambda: [].apend, lambda: sys.exi, lambda: "".spilt, lambda: (lambda: None).__nme__, lambda: a.__inot__,
    lambda: Unsorted().zoo, lambda: Mixed().zooo, lambda: Failing().zooo, lambda: Slots().alpha, lambda: Slots().alphaa,
    lambda: setattr(Slots(), "alphaa", 3), lambda: M.xy, lambda: a.__class__.__nam__,
    lambda: pirnt, lambda: show_, lambda: time, lambda: sis, lambda: tim, lambda: collections, lambda: numpy, lambda: __nam__,
    lambda: a_very_long_name_that_has_more_than_forty_characters_in_it_for_sure, lambda: ABCD, lambda: aBs, lambda: é,
):
    show(function)


def raising(e):
    def f(): raise e
    show(f)


raising(NameError("x"))
raising(NameError("x", name="prin"))
raising(NameError("x", name="math"))
raising(NameError("x", name="mathh"))
raising(NameError("x", name=3))
raising(AttributeError("x", name="appendd", obj=[]))
raising(AttributeError("x", name="appendd", obj=None))
raising(AttributeError("x", name=3, obj=[]))
raising(AttributeError("x", name="math", obj=3))
raising(ImportError("x", name="sys", name_from="exitt"))
raising(ImportError("x", name="no_such_module", name_from="joinn"))
raising(ImportError("x", name=3, name_from="joinn"))
raising(ImportError("x", name="sys", name_from=5))
from sys import exot
