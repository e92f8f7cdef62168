"""Star-args, keyword-only, positional-only, defaults, and all error messages of calls."""


def plain(a, b, c=3):
    return a, b, c


def full(p1, p2=2, /, a=3, *args, k1, k2="k2", **kw):
    return p1, p2, a, args, k1, k2, kw


print(plain(1, 2), plain(1, c=5, b=2), plain(*(1, 2)), plain(**{"a": 1, "b": 2}), plain(1, *[2], **{"c": 9}), plain(*"ab", *"c"))
print(full(1, k1=0), full(1, 2, 3, 4, 5, k1=6, z=7), full(1, p2=5, k1=0), full(*range(5), **{"k1": 1}, **{"x": 2}), full(1, k1=1, a=9))
bad = [
    lambda: plain(),
    lambda: plain(1),
    lambda: plain(1, 2, 3, 4),
    lambda: plain(1, 2, a=3),
    lambda: plain(1, 2, d=3),
    lambda: plain(1, 2, 3, 4, d=5),
    lambda: full(),
    lambda: full(1),
    lambda: full(p1=1, k1=2),
    lambda: full(1, 2, 3, a=4, k1=1),
    lambda: plain(*5),
    lambda: plain(**5),
    lambda: plain(**{1: 2}),
    lambda: plain(**{"a": 1}, **{"a": 2}),
    lambda: (lambda: 0)(1),
    lambda: (lambda x: 0)(),
    lambda: (lambda *, x, y: 0)(),
    lambda: (lambda x, y, /: 0)(x=1, y=2),
    lambda: (lambda *, x=1: 0)(5),
    lambda: (lambda a, b=1, *, c: 0)(1, 2, 3, c=4),
    lambda: len(),
    lambda: len(1, 2),
    lambda: len(x=1),
    lambda: "a".upper(1),
    lambda: [].append(),
    lambda: [].append(1, 2),
    lambda: int("1", bas=2),
    lambda: print(1, seperator=2),
    lambda: isinstance(1),
    lambda: 5(),
    lambda: None(1),
    lambda: object(1),
    lambda: plain(a=1, c=2),
]
for f in bad:
    try:
        print(f())
    except TypeError as e:
        print(e)


def mutable(x, seen=[]):
    seen.append(x)
    return seen


print(mutable(1), mutable(2), mutable.__defaults__, full.__kwdefaults__, plain.__defaults__)
plain.__defaults__ = (7, 8)
print(plain(1))
full.__kwdefaults__["k1"] = "set"
print(full(1))


def order():
    def say(n):
        print("eval", n)
        return n
    def f(*args, **kw):
        return args, kw
    return f(say(1), *[say(2), say(3)], say(4), x=say(5), **{"y": say(6)}, z=say(7))


print(order())


def annotated(a: int, b: "str" = "x", *args: float, c: bool = True, **kw: dict) -> list:
    """Documented."""
    local = 1
    return local


print(annotated.__annotations__, annotated.__doc__, annotated.__name__, annotated.__qualname__, annotated.__module__)
code = annotated.__code__
print(code.co_argcount, code.co_kwonlyargcount, code.co_posonlyargcount, code.co_nlocals, code.co_varnames, code.co_flags, code.co_name, full.__code__.co_posonlyargcount)
annotated.attribute = 1
print(annotated.__dict__, annotated.attribute)
del annotated.attribute
print(annotated.__dict__, hasattr(annotated, "attribute"))


def many(*args):
    return len(args)


print(many(*range(1000)), many(*[1] * 300, *(2,) * 300), max(*range(300)), "{}{}{}".format(*"abc"), dict(**{str(i): i for i in range(300)})["299"])
