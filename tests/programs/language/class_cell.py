"""__class__ and super() without arguments."""


class A:
    def who(self):
        return __class__.__name__

    def chain(self):
        return ["A"]

    @classmethod
    def make(cls):
        return cls.__name__, __class__.__name__


class B(A):
    def chain(self):
        return super().chain() + ["B"]

    @classmethod
    def make(cls):
        return super().make() + (__class__ is B,)

    def comprehension(self):
        return [super(B, self).chain() for _ in range(2)]

    def nested(self):
        def inner():
            return __class__

        return inner()


class C(B):
    pass


print(B().who(), C().chain(), C.make(), C().comprehension(), C().nested())
print(B.chain.__closure__[0].cell_contents is B, B.chain.__code__.co_freevars)


def loose(self):
    return super()


try:
    loose(1)
except RuntimeError as e:
    print(e)


class D:
    def no_arguments():
        return super()

    def replaced(self):
        self = 5
        return super()

    def deleted(self):
        del self
        return super()


for name in ("no_arguments",):
    try:
        D.no_arguments()
    except RuntimeError as e:
        print(e)
for method in (D().replaced, D().deleted):
    try:
        print(method())
    except (RuntimeError, TypeError) as e:
        print(type(e).__name__, e)
