"""Return, break, continue and exceptions through finally and with; suppressed exceptions; several managers; __exit__ errors."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

def returns():
    try:
        return "try"
    finally:
        return "finally"


def swallows():
    try:
        1 / 0
    finally:
        return "swallowed"


def loops():
    out = []
    for i in range(4):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            out.append(i)
        finally:
            out.append(f"f{i}")
    else:
        out.append("else")
    return out


def value():
    x = 1
    try:
        return x
    finally:
        x = 2


def nested():
    out = []
    try:
        try:
            raise KeyError(1)
        finally:
            out.append("inner")
            try:
                raise ValueError(2)
            except ValueError as e:
                out.append(repr(e.__context__))
    except KeyError as e:
        out.append(repr(e))
    return out


class CM:
    def __init__(self, name, result=False, enter=None, exit=None):
        self.name, self.result, self.enter, self.exit = name, result, enter, exit

    def __enter__(self):
        print("enter", self.name)
        if self.enter:
            raise self.enter
        return self

    def __exit__(self, t, v, tb):
        print("exit", self.name, t and t.__name__, v)
        if self.exit:
            raise self.exit
        return self.result


def run(*managers, error=None):
    with managers[0] as a, (managers[1] if len(managers) > 1 else CM("plain")):
        if error:
            raise error
        return a.name
    return "suppressed"


print(returns(), swallows(), loops(), value(), nested())
for args, error in (((CM("a"),), None), ((CM("a"),), KeyError(1)), ((CM("a", True),), KeyError(1)), ((CM("a"), CM("b", True)), KeyError(1)), ((CM("a", True), CM("b", exit=ValueError("exit"))), KeyError(1)), ((CM("a", enter=OSError("enter")),), None), ((CM("a", True), CM("b", enter=OSError("enter"))), None), ((CM("a", exit=ValueError("e")),), None)):
    print(attempt(run, *args, error=error))
for bad in (5, None, type("E", (), {"__enter__": lambda s: s})(), type("X", (), {"__exit__": lambda s, *a: 0})(), type("W", (), {"__enter__": lambda s: s, "__exit__": lambda s: 0})()):
    def use():
        with bad:
            pass

    print(str(attempt(use)).replace("'__main__.", "'"))
try:
    with CM("x", exit=ValueError("from exit")):
        raise KeyError("body")
except ValueError as e:
    print(repr(e), repr(e.__context__))
