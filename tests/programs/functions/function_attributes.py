"""Attributes of functions, methods, code objects and cells: reading, writing, wrong values; FunctionType, replace."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

def f(a, b=2, /, c=3, *args, d, e=5, **kw) -> int:
    "doc"
    x: int = 1
    return lambda: (a, x)


g = f(1, d=4)
for name in ("__name__", "__qualname__", "__doc__", "__module__", "__defaults__", "__kwdefaults__", "__annotations__", "__dict__", "__type_params__"):
    print(name, getattr(f, name), attempt(setattr, f, name, 5), attempt(delattr, f, name))
print(f.__closure__, [c.cell_contents for c in g.__closure__], g.__qualname__, attempt(setattr, f, "__closure__", ()), attempt(setattr, f, "__globals__", {}), attempt(setattr, f, "__code__", 5), attempt(setattr, f, "__code__", g.__code__))
c = f.__code__
for name in ("co_name", "co_qualname", "co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_nlocals", "co_stacksize", "co_flags", "co_names", "co_varnames", "co_cellvars", "co_freevars", "co_firstlineno"):
    print(name, getattr(c, name), attempt(setattr, c, name, 1))
print(c.replace(co_name="z").co_name, attempt(c.replace, co_name=5), attempt(c.replace, nope=1), attempt(c.replace, co_argcount=-1), c.replace() == c, hash(c) == hash(c.replace()), c == g.__code__, attempt(c.replace, co_code="x"))
Function, Cell, Method = type(f), type(g.__closure__[0]), type([].append.__self__.__class__) if False else type(type("T", (), {"m": f})().m)
cell = Cell()
print(attempt(lambda: cell.cell_contents), attempt(setattr, cell, "cell_contents", 9), cell.cell_contents, Cell(1) < Cell(2), Cell(1) == Cell(1), Cell() == Cell(), attempt(lambda: hash(cell)), attempt(delattr, cell, "cell_contents"), attempt(Cell, 1, 2))
for args in ((), (1, {}), (c,), (c, 1), (c, {}, 1), (c, {}, "n", 1), (c, {}, "n", (1,), 1), (g.__code__, {}), (g.__code__, {}, None, None, (cell,)), (g.__code__, {}, None, None, (1, 2)), (g.__code__, {}, "named", None, (Cell(1), Cell(2))), (c, {}, None, (7, 8), None)):
    r = attempt(Function, *args)
    print(r if isinstance(r, str) else (r.__name__, r.__defaults__, r.__module__, r.__builtins__ is not None))
print(Function(g.__code__, {}, "n", None, (Cell(1), Cell(2)))(), attempt(Function(c, {}), 1), attempt(Method, 1, 2), attempt(Method, len, None), Method(len, "abc")(), Method(len, "abc").__self__, Method(f, 1).__func__ is f, Method(f, 1) == Method(f, 1), Method(f, 1) == Method(f, 2), attempt(setattr, Method(f, 1), "x", 1), Method(f, 1).__doc__)
f.attr = 1
print(f.attr, f.__dict__, f.__get__(None, int) is f, f.__get__(5).__self__, [].append.__self__, len.__self__.__name__, len.__module__, len.__qualname__, [].append.__qualname__, int.__add__.__objclass__, (1).__add__.__self__)
