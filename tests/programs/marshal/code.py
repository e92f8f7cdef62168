# Code objects in marshal data.
import marshal


def outer(a, b=2, /, *c, d=4, **e):
    "doc"
    x = [a for a in c if b]
    def inner(): return x, a
    return inner


for version in (1, 2, 3, 4):
    data = marshal.dumps(outer.__code__, version)
    back = marshal.loads(data)
    print(version, len(data), back == outer.__code__, back.co_varnames, back.co_cellvars, back.co_name, back.co_firstlineno)
    print(list(back.co_lines()) == list(outer.__code__.co_lines()), back.co_consts[0], back.co_flags, back.co_stacksize)
again = type(outer)(marshal.loads(marshal.dumps(outer.__code__)), {})
print(again(1, 2, 3)())
for value in (outer.__code__, [outer.__code__]):
    try:
        marshal.dumps(value, allow_code=False)
    except ValueError as e:
        print(e)
try:
    marshal.loads(marshal.dumps(outer.__code__), allow_code=False)
except ValueError as e:
    print(e)
module = compile("import sys\nprint(__name__, sys.getrecursionlimit() > 0)\n1 / 0", "<compiled>", "exec")
exec(marshal.loads(marshal.dumps(module)), {"__name__": "loaded"})
