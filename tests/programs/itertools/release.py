# In which order iterators give back what they hold, and which calls warn.
import itertools as I
import warnings


class D:
    def __init__(s,n): s.n=n
    def __del__(s): print('del',s.n,end=' ')
class It(D):
    k=0
    def __iter__(s): return s
    def __next__(s):
        s.k+=1
        return D(f'{s.n}{s.k}')
class F(D):
    def __call__(s,*a): return D(s.n+'r')
class T(F):
    def __call__(s,*a): return True
class K(F):
    def __call__(s,*a): return s
def go(label, f, n=1):
    print(label, end=': ')
    x=f()
    for i in range(n):
        y=next(x)
        print('|',end='')
    del x
    print('; then', end=' ')
    y=None
    print()
go('accumulate', lambda: I.accumulate(It('it'),F('f'),initial=D('ini')),2)
go('accumulate0', lambda: I.accumulate(It('it'),F('f'),initial=D('ini')),0)
go('batched',lambda: I.batched(It('it'),2))
go('chain',lambda: I.chain(It('a'),It('b')))
go('chainf',lambda: I.chain.from_iterable(iter([It('a'),It('b')])))
go('combinations',lambda: I.combinations([D('p1'),D('p2'),D('p3')],2))
go('cwr',lambda: I.combinations_with_replacement([D('p1'),D('p2'),D('p3')],2))
go('permutations',lambda: I.permutations([D('p1'),D('p2'),D('p3')],2))
go('product',lambda: I.product([D('p1'),D('p2')],[D('q1')]))
go('compress',lambda: I.compress(It('it'),It('sel')))
class N(D):
    def __add__(s,o): return N(s.n+'+')
    def __index__(s): raise TypeError
    def __float__(s): return 1.0
go('count',lambda: I.count(N('n'),N('step')))
go('cycle',lambda: I.cycle(It('it')),2)
go('dropwhile',lambda: I.dropwhile(lambda x:0,It('it')))
go('dropwhile',lambda: I.dropwhile(F('f'),It('it')),0)
go('takewhile',lambda: I.takewhile(T('f'),It('it')))
go('filterfalse',lambda: I.filterfalse(F('f'),It('it')),0)
go('starmap',lambda: I.starmap(T('f'),It('it')),0)
go('islice',lambda: I.islice(It('it'),1,5))
go('groupby',lambda: I.groupby(It('it'),K('key')))
go('groupby',lambda: I.groupby(It('it'),K('key')),0)
go('pairwise',lambda: I.pairwise(It('it')))
go('repeat',lambda: I.repeat(D('el')))
go('tee',lambda: I.tee(It('it'))[0])
go('zip_longest',lambda: I.zip_longest(It('it'),It('it2'),fillvalue=D('fill')))
# results reuse
p=I.product('ab','cd'); a=next(p); ida=id(a); del a; b=next(p); print(id(b)==ida); c=next(p); print(id(c)==ida); print(b,c)
warnings.simplefilter('always')
with warnings.catch_warnings(record=True):
    EXAMPLES = dict(accumulate=I.accumulate([1]),chain=I.chain([1]),combinations=I.combinations('ab',1),cwr=I.combinations_with_replacement('ab',1),permutations=I.permutations('ab'),product=I.product('ab'),compress=I.compress('a',[1]),count=I.count(),cycle=I.cycle('a'),dropwhile=I.dropwhile(None,[]),takewhile=I.takewhile(None,[]),filterfalse=I.filterfalse(None,[]),starmap=I.starmap(None,[]),islice=I.islice('a',1),groupby=I.groupby('a'),grouper=next(I.groupby('a'))[1],repeat=I.repeat(1,1),tee=I.tee('a')[0],teed=I.tee('a')[0].__reduce__()[2][0],zip_longest=I.zip_longest('a'))
for n, x in EXAMPLES.items():
    for m in ('__reduce__','__setstate__','__copy__','__sizeof__','__length_hint__'):
        if m in type(x).__dict__:
            with warnings.catch_warnings(record=True) as w:
                warnings.simplefilter('always')
                try: r=getattr(x,m)(*([1] if m=='__setstate__' else []))
                except Exception as e: r=repr(e)
                print(n,m,[str(i.message)+' '+i.category.__name__ for i in w], getattr(type(x),m).__text_signature__ )
