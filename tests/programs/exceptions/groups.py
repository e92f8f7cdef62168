"""Exception groups and except*."""


def raise_group():
    raise ExceptionGroup("g", [ValueError("v"), KeyError("k"), ExceptionGroup("inner", [TypeError("t"), ValueError("w")])])


def shape(e):
    if isinstance(e, BaseExceptionGroup):
        return (e.message, [shape(x) for x in e.exceptions])
    return repr(e)


try:
    raise_group()
except* ValueError as g:
    print("values", shape(g))
except* KeyError as g:
    print("keys", shape(g))
except* TypeError as g:
    print("types", shape(g))
try:
    try:
        raise_group()
    except* ValueError as g:
        print("values", shape(g))
except ExceptionGroup as rest:
    print("rest", shape(rest))
try:
    raise ValueError("naked")
except* ValueError as g:
    print(type(g).__name__, shape(g))
try:
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError:
        raise RuntimeError("new")
except ExceptionGroup as e:
    print(shape(e), [repr(x.__context__) for x in e.exceptions])
try:
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
    except* ValueError:
        raise
except ExceptionGroup as e:
    print(shape(e))
g = ExceptionGroup("top", [ValueError(1), ExceptionGroup("sub", [KeyError(2), ValueError(3)])])
match, rest = g.split(ValueError)
print(shape(match), shape(rest), shape(g.subgroup(lambda e: isinstance(e, KeyError))), g.subgroup(OSError), g.split(OSError)[0], shape(g.derive([IndexError()])))
print(str(g), repr(g), g.exceptions[0], type(g.exceptions).__name__, isinstance(g, Exception), isinstance(BaseExceptionGroup("b", [KeyboardInterrupt()]), Exception), type(BaseExceptionGroup("b", [ValueError()])).__name__)
for bad in (lambda: ExceptionGroup("m", []), lambda: ExceptionGroup("m", [1]), lambda: ExceptionGroup(1, [ValueError()]), lambda: ExceptionGroup("m", ValueError()), lambda: ExceptionGroup("m", [KeyboardInterrupt()]), lambda: ExceptionGroup("m")):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
try:
    try:
        raise ValueError
    except* ExceptionGroup:
        pass
except TypeError as e:
    print(e)


class MyGroup(ExceptionGroup):
    def derive(self, excs):
        return MyGroup(self.message + "'", excs)


m = MyGroup("mine", [ValueError(), KeyError()])
print(type(m.split(ValueError)[0]).__name__, shape(m.split(ValueError)[0]))
try:
    raise m
except* (ValueError, KeyError) as e:
    print(type(e).__name__, shape(e))


def finally_and_else():
    log = []
    try:
        log.append("try")
    except* ValueError:
        log.append("no")
    else:
        log.append("else")
    finally:
        log.append("finally")
    return log


print(finally_and_else())
for i in range(2):
    try:
        raise ExceptionGroup("loop", [ValueError(i)])
    except* ValueError as e:
        print(shape(e))
