"""The name of a handler is unbound at its end, whatever happens in it."""
e = "before"
try:
    1 / 0
except ZeroDivisionError as e:
    print(type(e).__name__)
try:
    e
except NameError as error:
    print(error)


def f():
    try:
        [].pop()
    except IndexError as e:
        e = "rebound"
        print(e)
    return "e" in locals()


print(f())


def g():
    try:
        int("x")
    except ValueError as e:
        del e
    return "no error at the end"


print(g())


def kept():
    try:
        {}["k"]
    except KeyError as e:
        saved = e
    return saved.args, saved.__traceback__ is not None


print(kept())
for kind in (ValueError, (KeyError, (IndexError, OSError)), Exception):
    try:
        try:
            raise OSError(2, "text")
        except kind as caught:
            print("caught as", kind)
    except OSError as outer:
        print("passed", outer)
    except TypeError as outer:
        print(outer)
for bad in ("text", 5, (ValueError, 3)):
    try:
        try:
            raise KeyError
        except bad:
            pass
    except TypeError as t:
        print(t, type(t.__context__).__name__)
