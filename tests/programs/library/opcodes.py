# The modules _opcode, opcode, dis: what is known of instructions.
import _opcode
fs=['is_valid','has_arg','has_const','has_name','has_jump','has_free','has_local','has_exc']
tab=[sum(1<<i for i,f in enumerate(fs) if getattr(_opcode,f)(o)) for o in range(-3,600)]
nz=[(o-3,t) for o,t in enumerate(tab) if t]
print(len(nz), nz[0], nz[-1])
# runs
runs=[]
for o,t in nz:
    if runs and runs[-1][2]==t and runs[-1][1]==o-1: runs[-1][1]=o
    else: runs.append([o,o,t])
print(runs)
print(_opcode.get_nb_ops(), _opcode.get_intrinsic1_descs(), _opcode.get_intrinsic2_descs(), _opcode.get_specialization_stats())
def show(f,*a,**k):
    try: print(repr(f(*a,**k)))
    except BaseException as e: print(type(e).__name__, e)
show(_opcode.stack_effect, 1); show(_opcode.stack_effect,1,None,jump=5); show(_opcode.stack_effect,45); show(_opcode.stack_effect,45,1,jump=None); show(_opcode.stack_effect, 9999); show(_opcode.stack_effect,300); show(_opcode.stack_effect,'a'); show(_opcode.stack_effect); show(_opcode.has_arg); show(_opcode.has_arg,'a'); show(_opcode.get_executor, 1, 2); show(_opcode.get_executor, show.__code__, 0); show(_opcode.stack_effect, 1, 0); show(_opcode.stack_effect, 100, 'x'); show(_opcode.is_valid, opcode=1)
def f(): pass
show(_opcode.get_executor, code=f.__code__, offset=1)
show(_opcode.get_executor, code=f.__code__, offset=1000)
import _opcode
for o in range(0,300):
    row=[]
    for j in (None,True,False):
        for a in (None,0,1,2,3,4,5,6,7,255,256,257):
            try: row.append(_opcode.stack_effect(o,a,jump=j))
            except ValueError as e: row.append('E')
    if all(r=='E' for r in row): continue
    if o>=256 or row[0:12]!=row[12:24] or row[:12]!=row[24:] or row[0]!=row[1] : print(o,row)
print([o for o in range(256) if not any(True for _ in [0]) ])
bad=[]
for o in range(256):
    try: _opcode.stack_effect(o,0)
    except ValueError: bad.append(o)
print(bad)

import dis
import io


def f(a, b=1):
    for i in range(a):
        if i > b:
            return [x for x in (i, a)]
    with open(a) as g:
        return g


out = io.StringIO()
dis.dis(f, file=out, depth=0)
print(out.getvalue())
print(dis.opmap["LOAD_FAST"], dis.opname[1], dis.hasconst, dis.hasfree, dis.stack_effect(dis.opmap["BUILD_LIST"], 3), dis.cmp_op)
print([i.opname for i in dis.get_instructions(f)][:12], list(dis.findlinestarts(f.__code__))[:4], dis.findlabels(f.__code__.co_code)[:3])
