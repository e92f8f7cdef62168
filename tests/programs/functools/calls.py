# reduce, cmp_to_key, partial: calls, errors, what they hold.
import _functools as F
import gc
import sys


def t(s):
    try:
        r = eval(s, globals(), {})
    except BaseException as e:
        r = repr(e)
    print(s, "->", repr(r).split(" at 0x")[0])


def f(*a, **k):
    return a, k


K = F.cmp_to_key(lambda a, b: (a > b) - (a < b))
for s in r"""F.reduce(max,[1,3,2])
F.reduce(max,[])
F.reduce(max,[],5)
F.reduce(max,[4])
F.reduce(max)
F.reduce()
F.reduce(max,1)
F.reduce(1,[1,2])
F.reduce(max,[1],2,3)
F.reduce(function=max,iterable=[1])
F.reduce(lambda a,b:a+b,'abc','z')
F.cmp_to_key()
F.cmp_to_key(1)
F.cmp_to_key(mycmp=max)
F.cmp_to_key(1)()
F.cmp_to_key(1)(2)
K(1).obj
K.obj
K(1)<K(2)
K(1)>K(2)
K(1)==K(1)
K(1)!=K(1)
K(1)<=K(2)
K(1)>=1
K(1)<'a'
K(obj=3).obj
K(1,2)
K()
K(x=1)
F.cmp_to_key(lambda a,b:'x')(1)<F.cmp_to_key(lambda a,b:'x')(2)
F.cmp_to_key(lambda a,b:1/0)(1)<F.cmp_to_key(max)(2)
sorted([3,1,2],key=K)
K(1).__class__
F.partial()
F.partial(1)
F.partial(func=max)
F.partial(max,1,2)()
F.partial(max,1)(3,2)
F.partial(f,1,a=2)(3,b=4)
F.partial(f,1,a=2)(3,a=4)
F.partial(F.partial(f,1,a=1),2,b=2)(3)
F.partial(F.partial(f,1,a=1),2,b=2).func is f
F.partial(F.partial(f,1,a=1),2,b=2).args
F.partial(F.partial(f,1,a=1),2,a=2).keywords
F.partial(f).args, F.partial(f).keywords, F.partial(f).func is f
repr(F.partial(max))
repr(F.partial(max,1,'a',x=2))
repr(F.partial(max,x=2))
F.partial(max).__dict__
F.partial(max).__reduce__()
F.partial(max,1,a=2).__reduce__()
F.partial(max).__setstate__(1)
F.partial(max).__setstate__((1,2))
F.partial(max).__setstate__((1,2,3,4))
F.partial(max).__setstate__((max,(1,),{},None))
F.partial(max).__setstate__((max,(1,),{},{'a':1}))
F.partial(max).__setstate__((max,[1],{},None))
F.partial(max).__setstate__((1,(1,),{},None))
F.partial(max).__setstate__((max,(1,),None,None))
F.partial(max).args.__class__
F.partial(max).__get__(None,int) is None
F.partial(max).func.__name__
F.partial(max,1)(x=1)
F.partial(f,*range(20))(*range(20),**{str(i):i for i in range(5)})
F.partial(f,**{str(i):i for i in range(5)})(**{str(i):i*2 for i in range(3,8)})""".split("\n"):
    t(s)


def kinds(o):
    return [type(x).__name__ for x in gc.get_referents(o)], sys.getsizeof(o), sys.getrefcount(type(o)) > 1


print(kinds(K), kinds(K(1)), kinds(F.partial(f, 1, a=2)))
p = F.partial(f, 1, a=2)
p.__setstate__((max, (1, 2), {}, {"x": 1}))
print(p(), p.x, p.__dict__, kinds(p))


class P(F.partial):
    pass


print(P(max, 1)(2), P(P(max, 1), 3).args, P(F.partial(max, 1), 3).args, P(max).__reduce__()[1:])
r = F.partial(max)
r.__setstate__((r, (), {}, {}))
print(repr(r))
r.__setstate__((max, (), {}, {}))
live = F.partial(f, K(1), x=F.partial(max, 3))
