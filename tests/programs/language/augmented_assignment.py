"""Augmented assignment: in place where the object can, evaluated once."""
calls = []


def where(i):
    calls.append(i)
    return i


a = b = [1]
a += (2, 3)
print(a is b, b)
a = a + [4]
print(a is b)
t = u = (1,)
t += (2,)
print(t, u, t is u)
numbers = [0, 1, 2]
numbers[where(1)] += 10
numbers[where(-1)] **= 3
print(numbers, calls)
x = 7
for op in ("+=", "-=", "*=", "/=", "//=", "%=", "**=", "<<=", ">>=", "&=", "|=", "^="):
    space = {"x": x}
    exec(f"x {op} 3", space)
    print(op, space["x"])
pair = ([],)
try:
    pair[0] += ["kept"]
except TypeError as e:
    print(e, pair)


class Box:
    def __init__(self):
        self.log = []

    def __iadd__(self, other):
        self.log.append(other)
        return self

    def __imatmul__(self, other):
        return "replaced"


box = Box()
box += 1
box += 2
print(box.log)
box @= 3
print(box)
