"""A RecursionError of native code can be handled wherever it passes, and the next recursion goes as deep as the first."""


def nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


class Handles:
    """Its repr goes on where the limit was met, with what the headroom allows."""

    def __init__(self, inner):
        self.inner = inner

    def __repr__(self):
        try:
            return repr(self.inner)
        except RecursionError as error:
            return f"<{type(error).__name__}>"


deep = nested(20000)
for _ in range(3):
    try:
        repr(deep)
    except RecursionError as error:
        print(error, error.__context__)
print(repr(Handles(deep)))
print(len(repr(nested(9000))))
print(nested(9000) == nested(9000))
try:
    repr([Handles(deep), deep])
except RecursionError as error:
    print(error)


def python_levels(n):
    return 0 if n == 0 else 1 + python_levels(n - 1)


print(python_levels(900))
try:
    python_levels(2000)
except RecursionError as error:
    print(error)


class Deep:
    """Python and native levels in turn."""

    def __init__(self, n):
        self.n = n

    def __repr__(self):
        return repr([Deep(self.n - 1)]) if self.n else "end"


print(repr(Deep(150)).count("["))
try:
    repr(Deep(2000))
except RecursionError as error:
    print(str(error).startswith("maximum recursion depth exceeded"))
