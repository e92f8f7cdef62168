"""exec, eval, compile: namespaces, closures, modes, flags, code objects, builtins, errors."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

g = {"x": 1}
exec("y = x + 1", g)
print(g["y"], "__builtins__" in g, eval("x + y", g), eval("z", g, {"z": 5}), eval(" 1 + 1 "), eval("\t2"))
l = {}
exec("a = 1\nb = [a for _ in range(2)]", g, l)
print(l, attempt(exec, "def f(): return q\nf()", {}, {"q": 1}), attempt(eval, "undefined", {}), attempt(eval, "len([])", {"__builtins__": {}}), attempt(eval, "len([])", {"__builtins__": {"len": lambda x: "own"}}))
for f in (lambda: eval("1; 2"), lambda: eval("x = 1"), lambda: eval(""), lambda: exec(""), lambda: eval("1", 5), lambda: eval("1", {}, 5), lambda: eval(5), lambda: exec(5), lambda: exec("1", {}, {}, closure=1), lambda: eval(b"1 + 1"), lambda: eval(bytearray(b"2")), lambda: eval("1\0"), lambda: exec("return"), lambda: exec("yield"), lambda: exec("await x"), lambda: exec(" x = 1"), lambda: exec("if 1:\n x\n  y"), lambda: exec("\ufeffz = 1"), lambda: eval("(" * 300), lambda: eval("'abc"), lambda: eval("0777"), lambda: eval("1_"), lambda: eval("f'{'"), lambda: eval("a b"), lambda: exec("print 1"), lambda: eval("x!"), lambda: exec("x = = 1"), lambda: exec("def f(a, a): pass"), lambda: exec("nonlocal x"), lambda: exec("global x; x = 1", {}), lambda: exec("x = 1; global x"), lambda: exec("del f()"), lambda: exec("f() = 1"), lambda: exec("import *"), lambda: exec("from x import (a, b"), lambda: exec("break"), lambda: exec("class C: return"), lambda: exec("async def f(): yield from x"), lambda: exec("from __future__ import nope"), lambda: exec("x: int = 1; print(__annotations__)", {}), lambda: eval("[x async for x in y]"), lambda: exec("with x as 5: pass"), lambda: exec("try: pass"), lambda: eval("*a"), lambda: eval("**a"), lambda: eval("f(**a, *b)"), lambda: eval("f(a=1, 2)"), lambda: eval("{**a for a in b}"), lambda: eval("(a, b) := 1"), lambda: eval("None = 1")):
    print(attempt(f))
for args in (("1", "f", "eval"), ("1", "f", "exec"), ("1", "f", "single"), ("1", "f", "nope"), ("x = 1", "f", "eval"), ("1", "f", "eval", 1 << 30), ("1", "f", "eval", 0, True, 5), ("1", "f", "eval", 0, True, -2), (5, "f", "eval"), ("1", 5, "eval"), ("1", b"bytes", "eval"), ("a\0b", "f", "eval")):
    r = attempt(compile, *args)
    print(args[:3], r if isinstance(r, str) else (r.co_filename, r.co_name, r.co_flags))
print(eval(compile("__debug__, 5", "f", "eval", optimize=2)), compile("def f():\n 'doc'", "f", "exec", optimize=2).co_consts[0].co_consts[0])
exec(compile("5\n", "f", "single"))


def outer():
    v = 1

    def inner():
        return v

    return inner


code = outer().__code__
print(attempt(exec, code), attempt(exec, code, {}, closure=outer().__closure__), attempt(exec, code, {}, closure=()), attempt(exec, "1", closure=()), attempt(eval, code))


def scopes():
    a = 1
    exec("a = 2; b = 3")
    return a, "b" in locals(), eval("a"), attempt(eval, "b"), sorted(locals())


print(scopes(), (lambda: locals())(), sorted(vars()) == sorted(locals()), globals() is locals())


class K:
    x = 1
    y = [x for _ in range(1)] if False else eval("x")
    exec("z = x + 1")


print(K.y, K.z)
