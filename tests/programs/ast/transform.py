# Changing trees: NodeTransformer, NodeVisitor, places, replacing, copies, pickles; then running them.
import ast
import copy
import pickle


class Double(ast.NodeTransformer):
    def visit_Constant(self, node):
        if isinstance(node.value, int):
            return ast.copy_location(ast.BinOp(node, ast.Mult(), ast.Constant(2)), node)
        return node

    def visit_Pass(self, node):
        return None

    def visit_Expr(self, node):
        return [node, ast.copy_location(ast.Expr(ast.Constant("more")), node)]


tree = ast.parse("x = 1 + 20\nif x: pass; y = 3\nprint(x)")
tree = ast.fix_missing_locations(Double().visit(tree))
print(ast.unparse(tree))
names = {}
exec(compile(tree, "f", "exec"), names)
print(names["x"], names["y"])


class Names(ast.NodeVisitor):
    def __init__(self):
        self.seen = []

    def visit_Name(self, node):
        self.seen.append((node.id, type(node.ctx).__name__))
        self.generic_visit(node)

    def visit_Constant(self, node):
        self.seen.append(node.value)


visitor = Names()
visitor.visit(ast.parse("a = b[c:1] = d.e(f, *g, k='s') + (lambda h: h)(2)"))
print(visitor.seen)
tree = ast.parse("a\nb")
ast.increment_lineno(tree, 5)
print(ast.dump(tree, include_attributes=True))
try:
    exec(compile(tree, "f", "exec"), {"a": 1})
except NameError as e:
    print(e, e.__traceback__.tb_next.tb_lineno)
node = ast.copy_location(ast.Name("n"), tree.body[0].value)
print(ast.dump(node, include_attributes=True))
print(ast.dump(ast.fix_missing_locations(ast.Expression(ast.BinOp(ast.Constant(1), ast.Add(), ast.Constant(2)))), include_attributes=True))
tree = ast.parse("def f(a, b=1): return [a, b, {1: 2}]", type_comments=True)
other = copy.deepcopy(tree)
print(ast.dump(other, include_attributes=True) == ast.dump(tree, include_attributes=True), other.body[0] is tree.body[0])
shallow = copy.copy(tree)
print(shallow.body is tree.body, type(shallow))
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    again = pickle.loads(pickle.dumps(tree, protocol))
    print(protocol, ast.dump(again) == ast.dump(tree))
exec(compile(again, "f", "exec"))
print(f(5))
print(ast.Constant("x").__reduce__(), ast.AST().__reduce__(), ast.Load().__reduce__())
node = ast.parse("x + 1", mode="eval").body
replaced = copy.replace(node, left=ast.Name("y")) if hasattr(ast.AST, "__replace__") else None
print(replaced and ast.dump(replaced))
print(ast.compare(node, node) if hasattr(ast, "compare") else "no compare")
print([type(n).__name__ for n in ast.walk(node)])
print([(name, type(value).__name__) for name, value in ast.iter_fields(node)])
print([type(n).__name__ for n in ast.iter_child_nodes(ast.parse("f(a, *b, c=d)").body[0].value)])
module = ast.parse('"""Doc\n   of it.\n"""\ndef f():\n    "\\tdoc"\nclass C: 5\nasync def g(): "é"')
print([ast.get_docstring(n) for n in [module, *module.body[1:]]], ast.get_docstring(module, clean=False))
try:
    ast.get_docstring(ast.Pass())
except TypeError as e:
    print(e)
source = "if x:\n    é = [1,\n         'ñ' ]; y = 2\r\nz"
for node in ast.walk(ast.parse(source)):
    print(type(node).__name__, repr(ast.get_source_segment(source, node)), repr(ast.get_source_segment(source, node, padded=True)))


class Loud(ast.NodeVisitor):
    def visit_Num(self, node):
        print("num", node.value)


import warnings
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    Loud().visit(ast.parse("1"))
    print(ast.Num(3).value, isinstance(ast.Constant(3), ast.Num), isinstance(ast.Constant("s"), ast.Num), ast.Str)
    print([str(w.message)[:60] for w in caught])
