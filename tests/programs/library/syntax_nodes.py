# The module _ast: the classes of syntax trees, what they need to be made.
import _ast, warnings
warnings.simplefilter('always')
def plain(d): return {k: type(v).__name__ if isinstance(v,_ast.AST) else v for k,v in sorted(d.items())}
def show(f,*a,**k):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try: r=f(*a,**k); print(type(r).__name__, plain(vars(r)) if hasattr(r,'__dict__') else r)
        except BaseException as e: print(type(e).__name__, e)
        for x in w: print('  warn', x.category.__name__, x.message)
show(_ast.Name); show(_ast.Name,'a'); show(_ast.Name,'a',_ast.Store()); show(_ast.Name,'a',ctx=None, lineno=3); show(_ast.Name,'a',1,2); show(_ast.Name,'a',id='b'); show(_ast.Name,foo=1,id='x'); show(_ast.Module); show(_ast.Module,[1],lineno=2); show(_ast.Constant); show(_ast.Constant,1,kind='u'); show(_ast.AST); show(_ast.AST,1); show(_ast.AST,a=1); show(_ast.FunctionDef,'f'); show(_ast.arguments); show(_ast.Load); show(_ast.expr); show(_ast.Call); show(_ast.Assign)
class N(_ast.AST): _fields=('a','b'); 
show(N); show(N,1); show(N,1,2,c=3)
class M(_ast.AST): _fields=('a','b'); _field_types={'a':int,'b':int|None}
show(M); show(M,1)
class Q(_ast.Name): pass
show(Q, 'x'); 
class R(_ast.Name): _fields=('id','ctx','zz')
show(R,'x')
n=_ast.Name('x',_ast.Load()); print(n.__reduce__()[:2], plain(n.__reduce_ex__(2)[2])); n.q=5; print(plain(n.__dict__)); n.__dict__={'id':2}; print(n.id)
class Bad(_ast.AST): _fields=5
show(Bad)
show(lambda: _ast.Name.__match_args__); show(lambda: _ast.Name('x').ctx)
print(isinstance(_ast.Name('x').ctx,_ast.Load), _ast.Name('x').ctx is _ast.Name('y').ctx)
import copy
print(plain(vars(copy.copy(n))), repr(n)[:10], n==n)
import _ast, sys
print(list(_ast.__dict__))
A=_ast.AST
print(A.__basicsize__, hex(A.__flags__), A.__dictoffset__, A.__weakrefoffset__, list(A.__dict__), A._fields, A._attributes, A.__match_args__, A._field_types if hasattr(A,'_field_types') else None)
n=_ast.Name
print(list(n.__dict__), n.__flags__, n.__basicsize__, n.__mro__, n.__module__, n.__qualname__)
for k,v in _ast.__dict__.items():
    if isinstance(v,type) and v.__module__=='ast' and k!='AST':
        print(k, v.__bases__[0].__name__, v.__dict__.get('_fields'), v.__dict__.get('_attributes'), v.__doc__, v.__dict__.get('_field_types'), {a:b for a,b in v.__dict__.items() if a not in('_fields','_attributes','__doc__','_field_types','__module__','__match_args__','__annotations__','__dict__','__weakref__')}, list(v.__dict__))

import ast
tree = ast.Module([ast.Assign([ast.Name("x", ast.Store())], ast.BinOp(ast.Constant(1), ast.Add(), ast.Name("y")))], [])
print(ast.dump(tree), ast.unparse(ast.fix_missing_locations(tree)), [type(n).__name__ for n in ast.walk(tree)])
print(list(ast.iter_fields(ast.Constant(5))), ast.Constant(7).value)


class Counter(ast.NodeVisitor):
    def visit_Name(self, node):
        print("name", node.id)


Counter().visit(tree)
