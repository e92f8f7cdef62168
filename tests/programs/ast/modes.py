# compile() with flags for trees: what comes back, modes, trees as sources, optimization.
import ast


def attempt(*args, **kw):
    try:
        result = compile(*args, **kw)
    except (TypeError, ValueError, SyntaxError, OverflowError) as e:
        print(type(e).__name__, e)
        return None
    print(ast.dump(result) if isinstance(result, ast.AST) else type(result).__name__)
    return result


ONLY = ast.PyCF_ONLY_AST
OPTIMIZED = ast.PyCF_OPTIMIZED_AST
for mode in ("exec", "eval", "single", "func_type", "other", 5):
    for flags in (0, ONLY):
        attempt("x", "f", mode, flags)
tree = ast.parse("x = 1 + 2")
print(compile(tree, "f", "exec", ONLY) is tree, compile(tree, "f", "eval", ONLY) is tree)
print(compile(tree, "f", "exec", OPTIMIZED) is tree, ast.dump(tree))
attempt(tree, "f", "exec")
attempt(tree, "f", "eval")
attempt(tree, "f", "single")
attempt(ast.parse("x", mode="eval"), "f", "exec")
attempt(ast.parse("x", mode="eval"), "f", "eval")
attempt(ast.parse("x", mode="single"), "f", "single")
attempt(ast.parse("x", mode="single"), "f", "func_type", ONLY)
attempt(ast.parse("() -> x", mode="func_type"), "f", "func_type")
attempt(tree.body[0], "f", "exec")
attempt(ast.Load(), "f", "exec")
attempt(5, "f", "exec")
attempt(None, "f", "exec", ONLY)
attempt("x", 5, "exec")
attempt("x", b"f", "exec", ONLY)
attempt("x", "f\0", "exec", ONLY)
attempt("x\0", "f", "exec", ONLY)
attempt(b"x = '\xff'", "f", "exec", ONLY)
attempt("# coding: latin-1\nx = 'é'", "f", "exec", ONLY)
attempt("# coding: latin-1\nx = 'é'".encode("latin-1"), "f", "exec", ONLY)
attempt(bytearray(b"x"), "f", "eval", ONLY)
attempt("x", "f", "exec", 1)
attempt("x", "f", "exec", ONLY, optimize=3)
attempt("x", "f", "exec", "y")


class Path:
    def __fspath__(self):
        return "a/path"


print(compile(ast.parse("x"), Path(), "exec").co_filename)
SOURCE = """
if __debug__:
    x = 1 + 2 * 3
    y = (1, 2, "a" * 3), -5, not True
    z = [i for i in [1, 2]] + [a in {1, 2}]
    assert x
for i in [1, 2, 3]: "%s %r" % (a, b)
def f(a: 1 + 2 = 3 + 4):
    'doc'
    return (1, 2)[0]
"""
for optimize in (-1, 0, 1, 2):
    print(ast.dump(ast.parse(SOURCE, optimize=optimize)))
    print(ast.dump(compile(ast.parse(SOURCE), "f", "exec", OPTIMIZED, optimize=optimize)) == ast.dump(ast.parse(SOURCE, optimize=optimize)))
print(ast.dump(ast.parse("x: 1 + 2", optimize=1)), ast.dump(ast.parse("from __future__ import annotations\nx: 1 + 2", optimize=1)))
attempt("from __future__ import nothing", "f", "exec", OPTIMIZED)
attempt("from __future__ import nothing", "f", "exec", ONLY)
attempt("return", "f", "exec", ONLY)
attempt("x = (", "f", "exec", ONLY)
attempt("  x", "f", "exec", ONLY)
attempt(" x", "f", "eval", ONLY)
attempt("'\\d'", "f", "exec", ONLY)
exec(compile(ast.parse("import sys\nvalue = [i * i for i in range(5)]\nprint(value, __name__)"), "f", "exec"))
print(eval(compile(ast.parse("1 + x", mode="eval"), "f", "eval"), {"x": 2}))
exec(compile(ast.parse("5 * 5", mode="single"), "f", "single"))
try:
    exec(tree)
except TypeError as e:
    print(e)
code = compile(ast.parse("def f():\n\n    return 1 / 0\nf()"), "some file", "exec")
try:
    exec(code)
except ZeroDivisionError as e:
    tb = e.__traceback__.tb_next
    print(tb.tb_frame.f_code.co_filename, tb.tb_lineno, tb.tb_next.tb_lineno, tb.tb_next.tb_frame.f_code.co_name)
AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
for source in ("await x", "[a async for a in b]", "async with a: pass"):
    code = compile(source, "f", "exec", AWAIT)
    again = compile(ast.parse(source), "f", "exec", AWAIT)
    print(code.co_flags, again.co_flags, code.co_code == again.co_code)
    attempt(ast.parse(source), "f", "exec")
