"""Star arguments in calls, displays and assignments; iterables and mappings of every kind; errors."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

def f(*a, **k):
    return a, k


class Map:
    def keys(self):
        return iter(["a", "b"])

    def __getitem__(self, k):
        return k.upper()


class Broken:
    def __iter__(self):
        yield 1
        raise ValueError("broken")


print(f(*"ab", *[1], *(), **{}), f(*{1: 2}, **Map()), f(*range(3), x=1, **{"y": 2}), f(*(i for i in "xy")), attempt(lambda: f(*Broken())), attempt(lambda: f(**{"a": 1}, **Map())), attempt(lambda: f(*5)), attempt(lambda: f(**5)), attempt(lambda: f(**[1])), attempt(lambda: len(*[])), attempt(lambda: len(*[1], **{"x": 2})))
print([*"ab", *[1, 2], 3], (*range(2),), {*"aab"} == {"a", "b"}, {**{"a": 1}, "a": 2, **{"b": 3}}, attempt(lambda: [*5]), attempt(lambda: {*[[]]}), attempt(lambda: {**5}), attempt(lambda: {**[("a", 1)]}))
for source in ("a, b = 1, 2", "a, b = 1,", "a, b = 1, 2, 3", "a, *b = 1,", "a, *b = ()", "*a, b = 'xyz'", "a, (b, *c), d = 1, 'pqr', 2", "[a, b] = {1: 0, 2: 0}", "a, b = 5", "a = b = [1]; a.append(2)", "a, b = (i for i in range(3))", "*a, = 5,", "a, *b, c = 1", "(a, b), c = [1, 2]", "a, b = None", "x, y, *z = 'ab'", "a, b = 'ab'; a, b = b, a", "i = 0; l = [0, 0]; i, l[i] = 1, 9", "for a, *b in [(1, 2, 3), 'xy']: pass", "*a = 1", "a, *b, *c = 1, 2", "[] = ()", "() = []", "[] = [1]"):
    ns = {}
    r = attempt(exec, source, ns)
    ns.pop("__builtins__", None)
    print(source, "->", r, ns)
