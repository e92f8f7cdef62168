# Trees that nest deeply: limits of parsing, of making nodes, of reading them, of compiling.
import ast

P = dict(lineno=1, col_offset=0, end_lineno=1, end_col_offset=1)


def attempt(what, *args):
    try:
        result = what(*args)
        print(type(result).__name__)
        return result
    except (RecursionError, MemoryError, SyntaxError) as e:
        print(type(e).__name__, e)


for n in (100, 1000, 9994, 9995, 20000):
    tree = attempt(ast.parse, "a" + ".b" * n)
    count = 0
    node = tree and tree.body[0].value
    while isinstance(node, ast.Attribute):
        node = node.value
        count += 1
    print(n, count)
    del tree, node
attempt(ast.parse, "a" + "()" * 20000)
attempt(ast.parse, "1" + " + 1" * 9000)
attempt(ast.parse, "(" * 199 + ")" * 199)
attempt(ast.parse, "(" * 201 + ")" * 201)


def chain(n):
    node = ast.Constant(1, **P)
    for i in range(n):
        node = ast.UnaryOp(ast.USub(), node, **P)
    return ast.Expression(node)


for n in (10, 500, 1000):
    code = attempt(compile, chain(n), "f", "eval")
    print(code and eval(code))
tree = compile(chain(9000), "f", "eval", ast.PyCF_ONLY_AST)
depth = 0
node = tree.body
while isinstance(node, ast.UnaryOp):
    node = node.operand
    depth += 1
print(depth)
del tree, node
attempt(compile, chain(9997), "f", "eval")
attempt(compile, chain(30), "f", "eval")
try:
    print(len(ast.dump(ast.parse("a" + ".b" * 1000))))
except RecursionError as e:
    print(e)
