"""__contains__, __iter__, __getitem__, __len__, __missing__, __index__, __call__ and their fallbacks and wrong results."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

def make(**methods):
    return type("T", (), methods)()


for o in (make(__contains__=lambda s, x: x == 1), make(__contains__=lambda s, x: []), make(__iter__=lambda s: iter([1, 2])), make(__iter__=lambda s: 5), make(__iter__=None), make(__getitem__=lambda s, i: [1, 2][i]), make(__getitem__=lambda s, i: {0: 1}[i]), make(__contains__=None), make(__next__=lambda s: 1), make(__iter__=lambda s: s), make()):
    print(attempt(lambda: 1 in o), attempt(lambda: 9 in o), attempt(lambda: list(o)[:3]), attempt(iter, o) if isinstance(attempt(iter, o), str) else "iter")
for o in (make(__index__=lambda s: 2), make(__index__=lambda s: "x"), make(__int__=lambda s: 3), make(__float__=lambda s: 1.5), make(__index__=lambda s: True), make()):
    print(attempt(lambda: [1, 2, 3][o]), attempt(range, o), attempt(int, o), attempt(float, o), attempt(hex, o), attempt(lambda: "ab" * o), attempt(lambda: [0, 1, 2, 3][o:]))
for o in (make(__call__=lambda s, *a: a), make(__call__=5), make()):
    print(attempt(lambda: o(1, 2)), callable(o))
for o in (make(__str__=lambda s: 5), make(__repr__=lambda s: b""), make(__repr__=lambda s: "R"), make(__format__=lambda s, f: 5), make(__hash__=lambda s: "x"), make(__dir__=lambda s: 5), make(__sizeof__=lambda s: -1), make(__bytes__=lambda s: "x"), make(__bytes__=lambda s: b"ok"), make(__round__=lambda s: "r"), make(__reversed__=lambda s: "rev"), make(__length_hint__=lambda s: 3), make(__instancecheck__=lambda s, o: True), make(__getattr__=lambda s, n: n)):
    print([str(attempt(f, o)).split(" object")[0] for f in (str, format, dir, bytes, round, reversed)][:1] + [attempt(bytes, o) if not hasattr(type(o), "__index__") else "", str(attempt(format, o)).split(" object")[0], str(attempt(repr, o)).split(" object")[0]])


class Meta(type):
    def __instancecheck__(cls, o):
        return o == 1

    def __subclasscheck__(cls, c):
        return c is str

    def __contains__(cls, x):
        return x == "in"

    def __iter__(cls):
        return iter("meta")

    def __getitem__(cls, k):
        return ("item", k)

    def __len__(cls):
        return 4

    def __call__(cls, *a):
        return ("called", a)


class C(metaclass=Meta):
    def __class_getitem__(cls, k):
        return "never"


print(isinstance(1, C), isinstance(2, C), issubclass(str, C), issubclass(int, C), "in" in C, list(C), C[1], len(C), C(5), isinstance(1, (str, C)))
