# __reduce__ of iterators at their ends, and while looking up the builtin exhausts them.
import builtins
import itertools
import os


def emptied(make):
    it = make()
    for _ in it:
        pass
    return it


for make in (
    lambda: iter([1, 2]),
    lambda: reversed([1, 2]),
    lambda: iter((1, 2)),
    lambda: iter("ab"),
    lambda: iter("a\u20ac"),
    lambda: iter(b"ab"),
    lambda: iter(bytearray(b"ab")),
    lambda: iter({1: 2}),
    lambda: iter({1}),
    lambda: iter(range(2)),
    lambda: iter(range(2**70, 2**70 + 2)),
    lambda: iter(int, 0),
):
    print(make().__reduce__()[1:], emptied(make).__reduce__())


class Name(str):
    def __eq__(self, other):
        if other == "iter" or other == "reversed":
            for _ in it:
                pass
        return str.__eq__(self, other)

    def __hash__(self):
        return str.__hash__(self)


saved = {name: getattr(builtins, name) for name in ("iter", "reversed")}
for make, name in (
    (lambda: saved["iter"]([8, 9]), "iter"),
    (lambda: saved["reversed"]([8, 9]), "reversed"),
    (lambda: saved["iter"]((8, 9)), "iter"),
    (lambda: saved["iter"]("xyz"), "iter"),
    (lambda: saved["iter"](b"xyz"), "iter"),
    (lambda: saved["iter"](range(3)), "iter"),
    (lambda: saved["iter"](lambda: 0, 0), "iter"),
):
    it = make()
    del builtins.__dict__[name]
    builtins.__dict__[Name(name)] = saved[name]
    try:
        result = it.__reduce__()
    finally:
        for key in list(builtins.__dict__):
            if type(key) is Name:
                del builtins.__dict__[key]
        setattr(builtins, name, saved[name])
    print(result)
print(list(itertools.islice(itertools.count(3.25 - 4j), 2)), list(itertools.islice(itertools.count(2, 1j), 2)))
print(repr(os.stat("/")).count("="), repr(os.stat("/")).partition("(")[0], "st_atime=" in repr(os.stat("/")))


def run(source, names):
    try:
        exec(source, names)
    except Exception as e:
        print(type(e).__name__, e)
    else:
        print(names["foo"][0], names["foo"][3:])


import types

run("import foo.bar", {"__builtins__": types.MappingProxyType({})})
run("import foo.bar", {"__builtins__": types.MappingProxyType({"__import__": lambda *args: args})})
import warnings

for g in (
    {"__package__": None, "__spec__": None, "__name__": "__main__"},
    {"__package__": "a", "__spec__": types.SimpleNamespace(parent="b")},
    {"__package__": "json", "__spec__": types.SimpleNamespace(parent="json")},
    {"__package__": "json", "__spec__": types.SimpleNamespace()},
    {"__name__": "json", "__path__": []},
    {"__package__": 5},
):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            print(__import__("", g, {}, ("decoder",), 1).__name__)
        except Exception as e:
            print(type(e).__name__, e)
    print([(w.category.__name__, str(w.message)) for w in seen])
