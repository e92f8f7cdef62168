"""with: several managers, parentheses, targets, order of entering and leaving."""


class M:
    def __init__(self, name, swallow=False, fail=None):
        self.name, self.swallow, self.fail = name, swallow, fail

    def __enter__(self):
        print("enter", self.name)
        if self.fail == "enter":
            raise ValueError("enter " + self.name)
        return self.name

    def __exit__(self, kind, value, tb):
        print("exit", self.name, kind.__name__ if kind else None)
        if self.fail == "exit":
            raise KeyError("exit " + self.name)
        return self.swallow


with M("a") as a, M("b") as b:
    print(a, b)
with (
    M("c") as c,
    M("d"),
):
    print(c)
with M("swallows", True), M("passes"):
    raise IndexError
holder = {}
with M("into a dict") as holder["key"], M("pair") as (p, *q):
    print(holder, p, q)
for managers in ((M("x"), M("y", fail="enter")), (M("x", True), M("y", fail="exit")), (M("x", fail="exit"), M("y", fail="exit"))):
    try:
        with managers[0], managers[1]:
            print("body")
            1 / 0
    except Exception as e:
        print(type(e).__name__, e, type(e.__context__).__name__)


def leaves():
    with M("left by return"):
        return "value"


print(leaves())
for i in range(2):
    with M(i):
        continue
for bad in (5, type("OnlyEnter", (), {"__enter__": lambda self: 1})()):
    try:
        with bad:
            pass
    except TypeError as e:
        print(str(e).replace(repr(bad), "..."))
