"""is and ==, None, True and False, Ellipsis and NotImplemented."""
print(None is None, None == 0, None == False, [None] == [None], type(None)() is None)
print(True is bool(1), True == 1, hash(True) == hash(1), True + True, isinstance(True, int), bool.__mro__)
print(... is Ellipsis, type(...)() is ..., repr(...), [...][0] is ...)
print(NotImplemented is type(NotImplemented)(), repr(NotImplemented))
try:
    bool(NotImplemented)
except TypeError as e:
    print(e)
nan = float("nan")
print(nan == nan, nan is nan, [nan] == [nan], nan in [nan], {nan: 1}.get(nan), (nan,) == (float("nan"),))
a, b = [1], [1]
print(a == b, a is b, a is a, (1, 2) == (1, 2), () is ())
for name in ("None", "True", "False", "__debug__"):
    for text in (f"{name} = 1", f"del {name}", f"def {name}(): 0", f"for {name} in x: 0", f"f({name}=1)", f"x.{name} = 1", f"import {name}"):
        try:
            compile(text, "t", "exec")
            print(text, "is fine")
        except SyntaxError as e:
            print(text, "->", e.msg)
for value in (None, ..., NotImplemented):
    try:
        type(value)(1)
    except TypeError as e:
        print(e)
    try:
        value.x = 1
    except AttributeError as e:
        print(e)
