# The states of all iterators, step by step, as pickling would see them.
import itertools as I
import operator
import warnings

warnings.simplefilter('ignore')
def show(x, d=0):
    if d>4: return '...'
    if isinstance(x,(tuple,list)): return type(x).__name__+'('+', '.join(show(i,d+1) for i in x)+')'
    if isinstance(x,type): return x.__name__
    t=type(x).__name__
    if t in ('int','str','NoneType','bool'): return repr(x)
    if hasattr(x,'__reduce__') and t not in ('function','builtin_function_or_method'):
        try: r=x.__reduce__()
        except Exception as e: return t+'!'+repr(e)
        return t+'<'+show(r,d+1)+'>'
    return t
def adv(x,n):
    for i in range(n):
        try: next(x)
        except StopIteration: break
    return x
C={
'accumulate':lambda: I.accumulate([1,2,3]),'accumulate_f':lambda: I.accumulate([1,2,3],max),'accumulate_i':lambda: I.accumulate([1,2,3],initial=5),'accumulate_n':lambda: I.accumulate([None,2,3],lambda a,b:b),
'accumulate_ni':lambda: I.accumulate([1,2,3],initial=None),
'chain':lambda: I.chain([1,2],[3]),'chain_f':lambda:I.chain.from_iterable([[1],[2]]),'combinations':lambda:I.combinations('abc',2),'combinations0':lambda:I.combinations('a',2),'cwr':lambda:I.combinations_with_replacement('ab',2),
'compress':lambda:I.compress('abc',[1,0,1]),'count':lambda:I.count(),'count2':lambda:I.count(5,2),'countf':lambda:I.count(1.5),'countbig':lambda:I.count(2**63-2),'count_neg':lambda:I.count(-2**70,-1),
'cycle':lambda:I.cycle('ab'),'cycle0':lambda:I.cycle(''),'dropwhile':lambda:I.dropwhile(bool,[1,0,2]),'filterfalse':lambda:I.filterfalse(None,[0,1,0]),
'groupby':lambda:I.groupby('aab'),'groupbyk':lambda:I.groupby('aab',str.upper),'islice':lambda:I.islice([1,2,3,4],1,4,2),'islice1':lambda:I.islice([1,2,3],2),'islicen':lambda:I.islice([1,2,3],1,None),
'permutations':lambda:I.permutations('abc',2),'permutations4':lambda:I.permutations('ab',3),'product':lambda:I.product('ab',[1,2]),'product0':lambda:I.product('ab',''),'product_r':lambda:I.product('ab',repeat=2),'product_e':lambda:I.product(),
'repeat':lambda:I.repeat(5),'repeat3':lambda:I.repeat(5,3),'repeat0':lambda:I.repeat(5,-3),'starmap':lambda:I.starmap(max,[(1,2),(3,4)]),'takewhile':lambda:I.takewhile(bool,[1,0,2]),
'tee':lambda:I.tee([1,2,3])[0],'zip_longest':lambda:I.zip_longest([1,2],[3]),'zip_longest_f':lambda:I.zip_longest([1,2],[3],fillvalue='x'),'zip_longest0':lambda:I.zip_longest(),
}
for n,f in C.items():
    for k in range(6):
        x=adv(f(),k)
        print(n,k,show(x))
        try:
            print('   len', operator.length_hint(x,-1), repr(x) if n.startswith(('count','repeat')) else '')
        except Exception as e: print('   len',repr(e))
for n in ('batched','pairwise'):
    x=getattr(I,n)([1,2,3],*([2] if n=='batched' else []))
    try: print(n, x.__reduce__())
    except Exception as e: print(n,repr(e))
g=I.groupby('aab'); k,gr=next(g); print(show(gr)); next(gr); print(show(gr)); next(g); print(show(gr))
a,b=I.tee([1,2,3]); next(a); print(show(a), show(b))
