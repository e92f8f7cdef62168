"""global, nonlocal, del; NameError and UnboundLocalError; exec, eval and their namespaces; locals()."""
x = "global"


def reads():
    return x


def assigns():
    x = "local"
    return x


def declares():
    global x, y
    x = "changed"
    y = "new"


print(reads(), assigns(), reads())
declares()
print(x, y)


def unbound():
    try:
        print(x)
    except UnboundLocalError as e:
        print(type(e).__name__, e)
    x = 1
    del x
    try:
        x
    except UnboundLocalError as e:
        print(type(e).__name__, e)
    try:
        del x
    except UnboundLocalError as e:
        print(type(e).__name__, e)


unbound()
try:
    nowhere
except NameError as e:
    print(type(e).__name__, e, e.name)
try:
    del nowhere
except NameError as e:
    print(e)
del y
try:
    y
except NameError as e:
    print(e)


def conditional(flag):
    if flag:
        value = 1
    return value


print(conditional(True))
try:
    conditional(False)
except UnboundLocalError as e:
    print(e)


def look():
    a = 1
    b = [a]
    return sorted(locals()), locals()["b"]


print(look())
namespace = {"n": 2}
exec("m = n * 21\ndef f(): return m", namespace)
print(namespace["m"], namespace["f"](), sorted(k for k in namespace if k != "__builtins__"))
print(eval("a + b", {"a": 1}, {"b": 2}), eval("[i * n for i in range(3)]", {"n": 3}))
exec("x = 'by exec'")
print(x)


def inner_exec():
    x = 1
    exec("x = 2")
    return x


print(inner_exec())
code = compile("result = 6 * 7", "<made>", "exec")
exec(code)
print(result, eval(compile("1 + 1", "<e>", "eval")), code.co_filename, code.co_names, code.co_consts)
for source, mode in (("1 +", "eval"), ("x = 1", "eval"), ("if 1", "exec"), ("return 1", "exec"), ("'abc", "exec"), ("a b", "exec"), ("def f(:\n pass", "exec"), ("  x", "exec")):
    try:
        compile(source, "<bad>", mode)
    except SyntaxError as e:
        print(type(e).__name__, e.msg, e.lineno, e.offset)


class Body:
    x = "class"
    y = x
    def method(self):
        return x


print(Body.y, Body().method())
import builtins

builtins.added = "from builtins"
print(added)
len = lambda v: "shadowed"
print(len([]), builtins.len([]))
del len
print(len([1]))
for i in range(3):
    pass
print(i, [i for i in range(5)][-1], i)
print("__name__" in globals(), __name__, __doc__.split()[0])
