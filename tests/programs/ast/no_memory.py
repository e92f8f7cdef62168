# A tree made, changed, compiled and run without the library: fit for failing allocations.
from _ast import *


def work():
    source = "x = [a, 'é', 2.5, 10**30]  # type: x\ndef f(p, *q): return p + 1\nmatch x:\n  case [y, *_]: z = -y"
    tree = compile(source, "f", "exec", PyCF_ONLY_AST | PyCF_TYPE_COMMENTS)
    place = dict(lineno=1, col_offset=0)
    tree.body.append(Assign([Name("w", Store(), **place)], Constant((1, frozenset({2}), b"x"), **place), **place))
    names = {"a": 5}
    exec(compile(tree, "f", "exec"), names)
    print(names["z"], names["w"], names["f"](1))
    print(type(compile(tree, "f", "exec", PyCF_OPTIMIZED_AST)).__name__)
    try:
        compile(Expression(UnaryOp(Not(), Constant([], **place), **place)), "f", "eval")
    except TypeError as e:
        print(e)


try:
    work()
except MemoryError:
    print("MemoryError")
