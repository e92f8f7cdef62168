"""Decorators: evaluated from above, applied from below, bound once."""


def mark(name):
    print("evaluated", name)

    def apply(thing):
        print("applied", name, thing if isinstance(thing, str) else thing.__name__)
        return thing

    return apply


@mark("first")
@mark("second")
def f():
    pass


@mark("of a class")
class C:
    @mark("of a method")
    def m(self):
        pass

    @staticmethod
    @mark("static")
    def s():
        return "s"

    @property
    def p(self):
        return "p"

    @p.setter
    def p(self, value):
        print("set", value)


C().p = 1
print(C().p, C.s(), C().s())


@lambda g: "replaced"
def h():
    pass


@[str.upper, str.lower][0]
@lambda g: g.__name__
def shout():
    pass


print(h, shout)
