"""Arguments are evaluated from left to right, stars where they stand."""


def say(v):
    print("arg", getattr(v, "__name__", v))
    return v


def show(*args, **kw):
    return args, kw


print(show(say(1), *say((2, 3)), k=say(4), *say([5]), **say({"m": 6}), n=say(7)))
print(say(show)(say(0)))
d = {say("k1"): say("v1"), **say({"k2": 2}), say("k3"): say("v3")}
print(d)
[say(0), say(1)][say(1)], say("x")
target = {}
target[say("key")] = say("value")
target[say("a")], target[say("b")] = say(1), say(2)
print(target)
say([1, 2])[say(0)] += say(3)


@say
def decorated():
    pass


class C(say(object), metaclass=say(type)):
    say("body")


print(C.__mro__[1:])
