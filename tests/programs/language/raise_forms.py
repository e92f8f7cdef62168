"""raise: classes, instances, bare, from, and what is wrong with the others."""
for what in (ValueError, ValueError("a", 1), KeyError("k"), StopIteration(5)):
    try:
        raise what
    except Exception as e:
        print(type(e).__name__, e.args)
try:
    try:
        raise KeyError("inner")
    except KeyError:
        raise
except KeyError as e:
    print("again", e, e.__context__)
try:
    raise
except RuntimeError as e:
    print(e)
for cause in (None, ValueError, ValueError("v")):
    try:
        raise TypeError("t") from cause
    except TypeError as e:
        print(repr(e.__cause__), e.__suppress_context__)
for bad in (5, "text", None, int, object()):
    try:
        raise bad
    except TypeError as e:
        print(e)
try:
    raise ValueError from 5
except TypeError as e:
    print(e)


class Fussy(Exception):
    def __init__(self, a, b):
        super().__init__(a)


try:
    raise Fussy
except TypeError as e:
    print(e)


class NotOne(Exception):
    def __new__(cls):
        return "no exception"


try:
    raise NotOne
except TypeError as e:
    print(e)


def nested():
    try:
        raise ValueError(1)
    except ValueError:
        try:
            raise KeyError(2)
        except KeyError:
            pass
        raise


try:
    nested()
except ValueError as e:
    print(e, e.__context__)
