"""Closures, global and nonlocal, class scopes, comprehension scopes, late binding, deleted cells, errors of unbound names."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

x = "global"


def outer():
    x = "outer"

    def reader():
        return x

    def writer(v):
        nonlocal x
        x = v

    def globally():
        global x
        x = "changed global"

    writer("written")
    r = reader()
    globally()
    return r, x


print(outer(), x)


def unbound():
    try:
        return y
    finally:
        y = 1


def free():
    def g():
        return z

    if False:
        z = 1
    return g()


def deleted():
    v = 1

    def g():
        return v

    del v
    return g()


def loop():
    return [f() for f in [lambda: i for i in range(3)]], [f() for f in [lambda i=i: i for i in range(3)]]


class C:
    x = "class"
    y = [x for _ in range(1)][0] if False else x
    f = lambda self: x
    g = [lambda: x][0]

    def method(self):
        return x


def class_free():
    x = "function"

    class D:
        y = x
        x = "inner"
        z = x

    return D.y, D.z


def exc():
    try:
        1 / 0
    except ZeroDivisionError as e:
        pass
    return e


def walrus():
    [last := i for i in range(4)]
    return last


print(attempt(unbound), attempt(free), attempt(deleted), loop(), C.y, C().f(), C.g(), C().method(), attempt(class_free), attempt(exc), walrus(), attempt(lambda: undefined))
for source in ("def f():\n nonlocal q", "nonlocal q", "def f(a):\n global a", "def f():\n x = 1\n global x", "def f():\n print(x)\n nonlocal x", "class C:\n nonlocal x", "def f():\n global x, y\n x = y = 5\nf()\nprint(x, y)", "x = 1\ndel x\nx", "def f():\n del x\nf()", "[x := 1 for x in y]", "[(x := 1) for x in 'a']", "class C:\n [x := 1 for _ in 'a']", "def f(x=(y := 2)): return x\nprint(f(), y)", "lambda: (z := 1)", "for __debug__ in []: pass", "import __debug__"):
    print(attempt(exec, source, {}))
