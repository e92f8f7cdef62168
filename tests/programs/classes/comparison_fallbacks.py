"""__eq__ and ordering: reflected calls, NotImplemented, identity, subclass priority, __ne__ from __eq__, __bool__ of results."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

class A:
    def __init__(self, n):
        self.n = n

    def __eq__(self, o):
        print("A eq", self.n)
        return NotImplemented if not isinstance(o, A) else self.n == o.n

    def __lt__(self, o):
        print("A lt", self.n)
        return NotImplemented

    def __gt__(self, o):
        print("A gt", self.n)
        return "gt result"


class B(A):
    def __eq__(self, o):
        print("B eq", self.n)
        return True


print(A(1) == A(1), A(1) != A(2), A(1) == 5, A(1) != 5, A(1) == B(2), B(2) == A(1), A(1) < A(2), attempt(lambda: A(1) <= A(2)), attempt(lambda: A(1) < 5), A(1) in [B(3)], [A(1)] == [B(2)], A.__hash__)


class Odd:
    def __eq__(self, o):
        return []

    def __bool__(self):
        raise ValueError("no truth")


print(Odd() == 1, Odd() != 1, Odd() in [Odd()], [Odd()] == [Odd()], attempt(lambda: not Odd()), attempt(bool, Odd()))
for result in (1, 0, 2, "x", None, True):
    t = type("T", (), {"__bool__": lambda self: result, "__len__": lambda self: result})
    u = type("U", (), {"__len__": lambda self: result})
    print(attempt(bool, t()), attempt(bool, u()), attempt(len, u()))
print(attempt(len, type("V", (), {"__len__": lambda s: -1})()), attempt(len, type("V", (), {"__len__": lambda s: 2**70})()))
