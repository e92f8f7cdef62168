# The module _sre: code that is none, templates, tables of cases.
import _sre


def show(f, *args, **kwargs):
    try:
        r = f(*args, **kwargs)
        print(r if not isinstance(r, type(_sre.compile(None, 0, [1], 0, {}, ()))) else "pattern")
    except Exception as e:
        print(type(e).__name__, e)


def compiles(code, groups=0):
    show(_sre.compile, None, 0, code, groups, {}, ())


for code in (
    [], [1], [0], [1, 1], [2, 1], [16, 97, 1], [16, 1], [999, 1], [13, 4, 16, 97, 0, 1], [13, 3, 0, 0, 1], [13, 99, 0, 1], [17, 0, 1], [17, 9, 1],
    [6, 11, 1], [6, 12, 1], [7, 4, 16, 97, 15, 2, 0, 1], [7, 5, 16, 97, 15, 2, 0, 1], [7, 0, 1], [24, 6, 0, 5, 2, 1, 1], [24, 6, 5, 0, 2, 1, 1],
    [23, 4, 0, 1, 2, 18, 1], [23, 4, 0, 1, 2, 19, 1], [23, 4, 0, 1, 2, 1, 1], [28, 4, 0, 1, 2, 1, 1], [27, 3, 2, 1, 1], [27, 3, 2, 2, 1], [4, 4, 0, 2, 1, 1],
    [5, 4, 0, 2, 1, 1], [11, 0, 1], [12, 0, 3, 2, 1], [15, 1, 1], [14, 4, 0, 0, 0, 1], [14, 4, 8, 0, 0, 1], [14, 4, 5, 0, 0, 1], [14, 4, 2, 0, 0, 1],
    [14, 8, 3, 1, 1, 1, 1, 97, 0, 16, 97, 1], [14, 8, 3, 1, 1, 1, 1, 97, 1, 16, 97, 1], [14, 7, 4, 1, 1, 16, 97, 0, 2, 1], [18, 1], [25, 1],
    [13, 5, 8, 17, 21, 0, 1], [13, 5, 8, 18, 21, 0, 1], [13, 11, 9, 1, 2, 3, 4, 5, 6, 7, 8, 0, 1], [13, 9, 9, 1, 2, 3, 4, 5, 6, 0, 1],
):
    compiles(code)
compiles([17, 0, 2, 17, 1, 1], 1)
compiles([17, 3, 1], 1)
compiles([17, 4, 1], 1)
compiles([11, 0, 1], 1)
compiles([12, 0, 3, 2, 1], 1)
compiles([12, 0, 5, 2, 15, 2, 2, 1], 1)
compiles([1], -1)
compiles([1], _sre.MAXGROUPS)
compiles([1], _sre.MAXGROUPS + 1)
compiles([2**32])
compiles([-1])
compiles(["a"])
show(_sre.compile)
show(_sre.compile, "a", 0, (1,), 0, {}, ())
show(_sre.compile, "a", 0, [1], 0, [], ())
show(_sre.compile, "a", 0, [1], 0, {}, [])
show(_sre.compile, "a", "x", [1], 0, {}, ())
show(_sre.compile, 5, 0, [1], 0, {}, ())
show(_sre.compile, pattern="a", flags=0, code=[1], groups=0, groupindex={}, indexgroup=())
show(_sre.template, None, [])
show(_sre.template, None, ["a", 1])
show(_sre.template, None, ["a", -1, "b"])
show(_sre.template, None, ["a", "x", "b"])
show(_sre.template, None, ("a",))
show(_sre.template, None)
print(type(_sre.template(None, ["a", 1, ""])), type(_sre.template(None, ["a"])).__basicsize__)
print(_sre.MAGIC, _sre.CODESIZE, _sre.MAXREPEAT, _sre.MAXGROUPS, _sre.copyright, _sre.getcodesize())
for f in (_sre.ascii_iscased, _sre.unicode_iscased, _sre.ascii_tolower, _sre.unicode_tolower):
    print(f.__name__, [f(c) for c in (65, 97, 48, 0xC9, 0xDF, 0x130, 0x1E9E, 0x10400, -1)])
    show(f, "a")
    show(f, 2**40)
