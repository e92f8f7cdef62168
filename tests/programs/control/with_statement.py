"""with: order, several managers, exceptions in each part, suppression, return inside."""


class M:
    def __init__(self, name, suppress=False, fail=None):
        self.name, self.suppress, self.fail = name, suppress, fail

    def __enter__(self):
        print("enter", self.name)
        if self.fail == "enter":
            raise ValueError("enter " + self.name)
        return self.name

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind and kind.__name__, value, tb is not None)
        if self.fail == "exit":
            raise KeyError("exit " + self.name)
        return self.suppress


with M("a") as a, M("b") as b:
    print(a, b)
with (M("c") as c, M("d")):
    print(c)
with M("e", suppress=True):
    raise ValueError("suppressed")
print("next")
for managers in ((M("f"), M("g", True)), (M("h", True), M("i")), (M("j"), M("k", fail="enter")), (M("l", fail="exit"), M("m")), (M("n", True), M("o", fail="exit"))):
    try:
        with managers[0], managers[1]:
            raise IndexError("body")
        print("went on")
    except Exception as e:
        print("out", repr(e), repr(e.__context__))


def returns():
    with M("r"):
        return "returned"


def loops():
    for i in range(3):
        with M(f"loop{i}"):
            if i == 0:
                continue
            break
    return i


print(returns(), loops())
with M("t") as z:
    print(z)


class Tuple:
    def __enter__(self):
        return 1, (2, 3)

    def __exit__(self, *a):
        pass


with Tuple() as (p, (q, r)):
    print(p, q, r)
data = {}
with M("u") as data["key"], Tuple() as data["t"]:
    pass
print(data)
for bad in (5, M, type("OnlyEnter", (), {"__enter__": lambda s: s})()):
    try:
        with bad:
            pass
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


def generator():
    with M("gen"):
        yield 1
        yield 2


g = generator()
next(g)
g.close()
for v in generator():
    print(v)
    break


class Reusable:
    depth = 0

    def __enter__(self):
        self.depth += 1
        return self

    def __exit__(self, *a):
        self.depth -= 1


m = Reusable()
with m:
    with m as n:
        print(n.depth)
print(m.depth)


class BadTruth:
    def __enter__(self):
        pass

    def __exit__(self, *a):
        class T:
            def __bool__(self):
                raise TypeError("truth")
        return T()


try:
    with BadTruth():
        raise ValueError("v")
except TypeError as e:
    print(e, repr(e.__context__))
