# Nodes as objects: sizes, the collector, reference counts, weak references, cycles.
import ast
import gc
import sys
import weakref

for node in (ast.AST(), ast.Load(), ast.Name("x"), ast.Module(), ast.parse("x"), ast.parse("a + b").body[0].value):
    print(type(node).__name__, sys.getsizeof(node), gc.is_tracked(node), gc.is_tracked(node.__dict__), sys.getsizeof(node.__dict__))
print(ast.AST.__basicsize__, ast.Name.__basicsize__, ast.AST.__dictoffset__, ast.Name.__dictoffset__, ast.Name.__weakrefoffset__)
tree = ast.parse("x = [y, 'text', 300, 300, 'text']")
assign = tree.body[0]
print([sys.getrefcount(value) for value in vars(assign).values()][:2], sys.getrefcount(assign), sys.getrefcount(tree))
a, b = assign.value.elts[2], assign.value.elts[3]
print(a.value is b.value, a.value == b.value, sys.getrefcount(a.value))
c, d = assign.value.elts[1], assign.value.elts[4]
print(c.value is d.value, c.value == d.value)
print(assign.targets[0].id is ast.parse("x").body[0].value.id)
load = assign.value.ctx
print(load is ast.parse("z").body[0].value.ctx, load is ast.Name("q").ctx, load is ast.Load(), type(load))
plus = ast.parse("a + b").body[0].value.op
print(plus is ast.parse("c + d").body[0].value.op, plus is ast.Add())
ref = weakref.ref(assign)
print(ref() is assign)
del assign, a, b, c, d
tree.body.clear()
print(ref())
node = ast.Name("x")
node.self = node
ref = weakref.ref(node, lambda r: print("gone"))
del node
print(gc.collect() > 0, ref())
before = sys.getrefcount(ast.Name)
nodes = [ast.Name("x") for i in range(10)]
print(sys.getrefcount(ast.Name) - before)
del nodes
print(sys.getrefcount(ast.Name) - before)
gc.collect()
gc.disable()
tree = ast.parse("def f(a, b):\n    return a * b\n" * 50)
count = len(gc.get_referents(tree))
print(count, type(gc.get_referents(tree)[0]))
kinds = {}
for node in ast.walk(tree):
    kinds[type(node).__name__] = kinds.get(type(node).__name__, 0) + 1
print(kinds)
del tree, node
print(gc.collect())
gc.enable()
deep = ast.parse("a" + ".b" * 5000)
print(type(deep.body[0].value).__name__)
del deep
