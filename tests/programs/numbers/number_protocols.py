"""Reflected and in-place operators of user classes, NotImplemented, priority of subclasses."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import operator


class Base:
    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


for op in ("add", "sub", "mul", "truediv", "floordiv", "mod", "matmul", "and", "or", "xor", "lshift", "rshift", "divmod", "pow"):
    setattr(Base, f"__{op}__", lambda self, other, op=op: NotImplemented if other == 0 else (op, self, other))
    setattr(Base, f"__r{op}__", lambda self, other, op=op: NotImplemented if other == 0 else ("r" + op, self, other))


class Sub(Base):
    def __radd__(self, other):
        return ("sub radd", other)


class InPlace(Base):
    def __iadd__(self, other):
        self.name += "+"
        return self


a, s, i = Base("a"), Sub("s"), InPlace("i")
for f in (operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod, operator.matmul, operator.and_, operator.or_, operator.xor, operator.lshift, operator.rshift, divmod, pow):
    print(f.__name__, attempt(f, a, 1), attempt(f, 1, a), attempt(f, a, 0), attempt(f, 0, a), attempt(f, a, s), attempt(f, s, a), attempt(f, [], a))
x = i
x += 1
print(x, x is i, a)
x -= 2
print(x)
for f in (lambda: None + 1, lambda: 1 + None, lambda: [] + (), lambda: () + [], lambda: "a" * "b", lambda: {} | [], lambda: object() < object(), lambda: object() @ 1, lambda: [] * 1.5, lambda: None % 2, lambda: "%" % 2, lambda: 3 >> [], lambda: print >> 3, lambda: set() + set(), lambda: b"" + "", lambda: "" + b""):
    print(attempt(f))
for name in ("iadd", "isub", "imul", "itruediv", "imod", "ipow", "ior", "iand", "ixor", "ilshift", "irshift", "imatmul", "ifloordiv"):
    print(name, attempt(getattr(operator, name), None, 1))
