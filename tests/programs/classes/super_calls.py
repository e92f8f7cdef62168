"""super() in all forms: cooperative calls, class cells, explicit arguments, attributes, errors."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

class A:
    def f(self):
        return ["A"]

    @classmethod
    def c(cls):
        return ["cA", cls.__name__]

    @property
    def p(self):
        return "pA"

    attr = "A attr"


class B(A):
    def f(self):
        return ["B"] + super().f()

    @classmethod
    def c(cls):
        return ["cB"] + super().c()

    @property
    def p(self):
        return "pB" + super().p


class C(A):
    def f(self):
        return ["C"] + super(C, self).f()


class D(B, C):
    attr = "D attr"

    def f(self):
        g = lambda: super(D, self).f()
        return ["D"] + g() + [super().attr, [super(D, self).attr for _ in "x"][0]]

    def cls(self):
        return __class__

    def no_self():
        return super()

    def deleted(self):
        del self
        return super()

    def nested(self):
        def inner(me):
            return super().f()

        return inner(self)

    def comprehension(self):
        return [super().attr for _ in range(1)]


d = D()
print(d.f(), D.c(), d.c(), d.p, d.cls(), d.nested(), d.comprehension(), super(B, d).f(), super(B, D).c(), super(D, D).f(d))
for f in (lambda: D.no_self(), lambda: d.deleted(), lambda: super(), lambda: super(int), lambda: super(1, 2), lambda: super(D, 5), lambda: super(D, A), lambda: super(D, A()), lambda: super(D, d).nope, lambda: super(D, d).__class__, lambda: super(D, d).__self__ is d, lambda: super(D, d).__thisclass__, lambda: super(D, d).__self_class__, lambda: super(D).__self__, lambda: super(D).__get__(d).f(), lambda: repr(super(D, d))[:30], lambda: repr(super(D)), lambda: setattr(super(D, d), "attr", 1), lambda: super(1), lambda: super(D, d, 1), lambda: super(type=D), lambda: len(super(D, d)), lambda: super(object, d).__init__):
    print(str(attempt(f)).split(" at 0x")[0])


def outside(self):
    return super().f()


D.outside = outside
print(attempt(d.outside))
