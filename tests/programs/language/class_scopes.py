"""Names in class bodies: not seen by methods, seen by the first iterable of a comprehension."""
x = "module"


class A:
    x = "class"
    y = x
    values = [1, 2]
    first = [v for v in values]

    def method(self):
        return x, self.x

    z = (lambda: x)()


print(A.y, A().method(), A.first, A.z)
try:

    class B:
        n = 2
        broken = [n for _ in range(2)] if False else [i * n for i in range(2)]

    print(B.broken)
except NameError as e:
    print(e)


def function():
    x = "function"

    class C:
        before = x
        x = "now a class variable"
        after = x

    return C.before, C.after


print(function())


def late():
    class D:
        try:
            got = y
        except NameError as e:
            got = str(e)
        y = 1

    return D.got


print(late())


class E:
    locals()["sneaked"] = 1
    print(sorted(k for k in locals() if not k.startswith("__")), __qualname__, __module__)


print(E.sneaked)
