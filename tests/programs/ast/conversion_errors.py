# What compile() says of trees that are none: missing fields, wrong types, lists that change.
import ast
import warnings

warnings.simplefilter("ignore")
P = dict(lineno=1, col_offset=0, end_lineno=1, end_col_offset=1)
ONE = ast.Constant(1, **P)


def attempt(node, mode="exec", flags=0):
    try:
        print(type(compile(node, "f", mode, flags)).__name__)
    except Exception as e:
        text = str(e)
        print(type(e).__name__, text.split(" object at ")[0])


def expression(node):
    attempt(ast.Expression(node), "eval")


def statement(node):
    attempt(ast.Module([node]))


def without(node, *names):
    for name in names:
        delattr(node, name)
    return node


for body in (5, None, (), "x", [5], [None], [ast.Expr(5)], [ONE], [ast.Pass()], [ast.Pass(lineno=1)]):
    attempt(ast.Module(body))
attempt(ast.Module())
attempt(without(ast.Module(), "body", "type_ignores"))
attempt(ast.Module([], [5]))
attempt(ast.Module([], [ast.TypeIgnore(1, "x")]))
attempt(ast.Module([], [ast.TypeIgnore(1)]))
attempt(ast.Module([], [ast.TypeIgnore("x", "y")]))
attempt(ast.Expression(), "eval")
attempt(ast.Interactive(None), "single")
expression(None)
expression(5)
expression(ast.expr(**P))
expression(ast.expr())
for lineno in ("x", None, 1.5, True, 2**40, -(2**40)):
    for name in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
        expression(ast.Constant(1, **{**P, name: lineno}))
expression(ast.Constant(1, lineno=1, col_offset=0))
expression(ast.Name(**P))
for name in (5, None, b"x", "x y", ""):
    expression(ast.Name(name, ast.Load(), **P))
for ctx in (5, None, ast.Load, ast.Store(), ast.Add(), ast.expr_context()):
    expression(ast.Name("x", ctx, **P))
expression(without(ast.Name("x", **P), "ctx"))
expression(ast.BinOp(**P))
expression(ast.BinOp(None, 5, None, **P))
expression(ast.BinOp(None, ast.Add(), None, **P))
expression(ast.BinOp(ONE, ast.Add(), None, **P))
expression(ast.BinOp(ONE, ast.And(), ONE, **P))
expression(ast.BoolOp(ast.And(), [ONE, None], **P))
expression(ast.Compare(ONE, [5], [ONE], **P))
expression(ast.Compare(ONE, [None], [ONE], **P))
for value in ([], {}, set(), {1}, object, (1, []), frozenset({1, (2, 3)}), (1, (2, frozenset({b"x"}))), 1 + 2j, ...):
    expression(ast.Constant(value, **P))


class Str(str):
    pass


class List(list):
    pass


class MyName(ast.Name):
    pass


class Liar(ast.expr):
    _fields = ("id", "ctx")
    __class__ = ast.Name


expression(ast.Constant(Str("x"), **P))
expression(ast.Name(Str("x"), ast.Load(), **P))
expression(MyName("x", ast.Load(), **P))
expression(Liar(id="x", ctx=ast.Load(), **P))
attempt(ast.Module(List([ast.Pass(**P)])))
expression(without(ast.Constant(1, **P), "value"))
for kind in ("u", "v", None, 5, b"u"):
    expression(ast.Constant("x", kind, **P))
for conversion in (None, "x", True, 1, 97, -1, 2**31):
    expression(ast.JoinedStr([ast.FormattedValue(ONE, conversion, None, **P)], **P))
for level in (None, 0, 1, -1, "x"):
    statement(ast.ImportFrom("m", [ast.alias("a", **P)], level, **P))
statement(without(ast.ImportFrom("m", [ast.alias("a", **P)], 0, **P), "level"))
statement(ast.ImportFrom(None, [ast.alias("a", **P)], 0, **P))
statement(ast.ImportFrom("m", [5], 0, **P))
statement(ast.ImportFrom("m", [ast.alias("a")], 0, **P))
statement(ast.Global([5], **P))
statement(ast.FunctionDef("f", None, [ast.Pass(**P)], **P))
statement(ast.FunctionDef("f", 5, [ast.Pass(**P)], **P))
statement(ast.FunctionDef("f", ast.arguments(args=[None]), [ast.Pass(**P)], **P))
statement(ast.FunctionDef("f", ast.arguments(args=[ast.arg()]), [ast.Pass(**P)], **P))
statement(ast.FunctionDef("f", ast.arguments(args=[ast.arg("a")]), [ast.Pass(**P)], **P))
statement(ast.FunctionDef("f", ast.arguments(vararg=ast.arg("a", 5, **P)), [ast.Pass(**P)], **P))
statement(without(ast.FunctionDef("f", ast.arguments(), [ast.Pass(**P)], **P), "args"))
statement(without(ast.FunctionDef("f", ast.arguments(), [ast.Pass(**P)], **P), "decorator_list", "type_params"))
statement(ast.ClassDef("C", [], [ast.keyword("k", ONE)], [ast.Pass(**P)], **P))
statement(ast.ClassDef("C", [], [ast.keyword("k", None, **P)], [ast.Pass(**P)], **P))
statement(ast.With([ast.withitem(None)], [ast.Pass(**P)], **P))
statement(ast.With([5], [ast.Pass(**P)], **P))
statement(ast.Match(ONE, [ast.match_case(None, None, [])], **P))
statement(ast.Match(ONE, [ast.match_case(ast.MatchAs(lineno=1, col_offset=0), None, [])], **P))
statement(ast.Match(ONE, [ast.match_case(ast.MatchAs(**P), None, [ast.Pass(**P)])], **P))
statement(ast.TypeAlias(ONE, [ast.TypeVar("T", lineno=1, col_offset=0)], ONE, **P))
statement(ast.Try([ast.Pass(**P)], [ast.ExceptHandler()], [], [], **P))
statement(ast.AnnAssign(ast.Name("x", ast.Store(), **P), ONE, None, None, **P))
statement(ast.Assign([ast.Name("x", ast.Store(), **P)], ONE, 5, **P))
statement(ast.Assign([ast.Name("x", ast.Store(), **P)], ONE, "int", **P))


class Changing(ast.Pass):
    def __getattribute__(self, name):
        if name == "lineno":
            module.body.append(self)
            if len(module.body) > 3:
                raise LookupError("enough")
        return super().__getattribute__(name)


module = ast.Module([Changing(**P), ast.Pass(**P)])
attempt(module)
module = ast.Module([ast.Pass(**P), Changing(**P), ast.Pass(**P)])
attempt(module)


class Asked(ast.Name):
    @property
    def id(self):
        print("id asked")
        return "x"

    @id.setter
    def id(self, value):
        pass

    @property
    def ctx(self):
        raise KeyError("ctx")

    @ctx.setter
    def ctx(self, value):
        pass


expression(Asked("q", None, **P))


class Meta(type):
    def __instancecheck__(cls, instance):
        print("asked")
        return True


class Checked(ast.Module, metaclass=Meta):
    pass


attempt(Checked([]))
shared = ast.Constant(7, **P)
print(eval(compile(ast.Expression(ast.BinOp(shared, ast.Add(), shared, **P)), "f", "eval")))
loop = ast.UnaryOp(ast.Not(), None, **P)
loop.operand = loop
expression(loop)
