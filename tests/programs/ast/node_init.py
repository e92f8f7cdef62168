# What a node's class does with its arguments; defaults; warnings; attributes of the classes.
import ast
import warnings

warnings.simplefilter("always")
shown = []
warnings.showwarning = lambda message, category, *rest: shown.append(f"{category.__name__}: {message}")


def attempt(make):
    shown.clear()
    try:
        node = make()
        print(type(node).__name__, [(k, type(v) if isinstance(v, ast.AST) else v) for k, v in vars(node).items()])
    except (TypeError, AttributeError, ValueError) as e:
        print(type(e).__name__, e)
    for text in sorted(shown):
        print("   ", text)


attempt(lambda: ast.Name("x"))
attempt(lambda: ast.Name("x", None))
attempt(lambda: ast.Name(id="x", lineno=5))
attempt(lambda: ast.Name("x", id="y"))
attempt(lambda: ast.Name("x", ast.Load(), 3))
attempt(lambda: ast.Name())
attempt(lambda: ast.Name(foo=1, id="x"))
attempt(lambda: ast.Pass(1))
attempt(lambda: ast.Constant())
attempt(lambda: ast.Constant(1))
attempt(lambda: ast.Constant(1, "u", 2))
attempt(lambda: ast.Module())
attempt(lambda: ast.FunctionDef("f"))
attempt(lambda: ast.FunctionDef("f", 1, 2, 3, 4, 5, 6, 7))
attempt(lambda: ast.arguments())
attempt(lambda: ast.Return())
attempt(lambda: ast.Call(ast.Name("f")))
attempt(lambda: ast.AST())
attempt(lambda: ast.AST(1))
attempt(lambda: ast.AST(x=1))
attempt(lambda: ast.expr())
attempt(lambda: ast.expr(1))
attempt(lambda: ast.expr(lineno=1))
attempt(lambda: ast.Load())
attempt(lambda: ast.alias("a", lineno=1, x=2))
attempt(lambda: ast.TypeIgnore())
attempt(lambda: ast.Dict(None))


class Own(ast.AST):
    _fields = ("a", "b", "c")
    _field_types = {"a": int | None, "b": list[int], "c": str}


class Bare(ast.AST):
    _fields = ("a", "b")


class Placed(ast.Name):
    _attributes = ("lineno", "extra")


class Odd(ast.AST):
    _fields = 5


class Fewer(ast.BinOp):
    _fields = ("left",)


class Slotted(ast.Pass):
    __slots__ = ("s",)


attempt(lambda: Own())
attempt(lambda: Own(1, c="x"))
attempt(lambda: Bare())
attempt(lambda: Bare(1, 2))
attempt(lambda: Placed("x", extra=1, end_lineno=2))
attempt(lambda: Odd())
attempt(lambda: Fewer(1))
attempt(lambda: Fewer(1, op=2))
attempt(lambda: Slotted())
for cls in (ast.AST, ast.mod, ast.stmt, ast.expr, ast.Name, ast.Constant, ast.arg, ast.pattern, ast.MatchAs, ast.Load):
    print(cls, cls.__bases__, cls._fields, cls._attributes, cls.__match_args__, cls.__module__, cls.__name__)
    print("   ", repr(cls.__doc__), getattr(cls, "_field_types", None), getattr(cls, "__annotations__", None))
    print("   ", [name for name in ("type_comment", "end_lineno", "kind", "name") if getattr(cls, name, 0) is None])
match ast.BinOp(ast.Constant(1), ast.Add(), ast.Constant(2)):
    case ast.BinOp(ast.Constant(a), ast.Add(), ast.Constant(b)):
        print(a, b)
node = ast.Name("x")
node.anything = 5
del node.ctx
print(vars(node), node.__dict__ is node.__dict__)
node.__dict__ = {"id": "y"}
print(node.id, hasattr(node, "ctx"))
try:
    node.__dict__ = 5
except TypeError as e:
    print(e)
try:
    node.ctx
except AttributeError as e:
    print(e)
print(ast.Name.id if hasattr(ast.Name, "id") else "no id", ast.Constant.kind, ast.Name.__init__ is ast.AST.__init__)
ast.Name.own = 1
print(ast.Name("q").own)
del ast.Name.own
import _ast
print([name for name in dir(_ast) if name.startswith("PyCF")], _ast.Name is ast.Name)
print(hex(_ast.PyCF_ONLY_AST), hex(_ast.PyCF_TYPE_COMMENTS), hex(_ast.PyCF_OPTIMIZED_AST))
print(len([c for c in vars(_ast).values() if isinstance(c, type) and issubclass(c, ast.AST)]))
