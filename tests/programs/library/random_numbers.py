# The module _random and random over it: the same numbers for the same seeds.
import _random as R
import random


def show(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except BaseException as e:
        print(type(e).__name__, e)


for seed in (0, 1, -1, 5, 2**32, 2**70, -(2**100), "abc", b"bytes", 1.5, True, (1, 2)):
    r = R.Random(seed) if not isinstance(seed, (str, bytes)) else random.Random(seed)
    print(seed, r.random(), r.getrandbits(3), r.getrandbits(32), r.getrandbits(33), r.getrandbits(200), [r.getrandbits(8) for _ in range(5)])
r = R.Random(42)
for _ in range(2000):
    r.random()
state = r.getstate()
a = [r.random() for _ in range(3)]
r.setstate(state)
print(a == [r.random() for _ in range(3)], len(state), state[:3], state[-1], hash(state) != 0)
r=R.Random(5)
show(r.getrandbits,0)
show(r.getrandbits,-1)
show(r.getrandbits,'a')
show(r.setstate,(1,))
show(r.setstate,5)
show(r.setstate,(0,)*625)
show(r.seed,1,2)
show(R.Random,1,2)
show(R.Random, a=1)


random.seed(12345)
print(random.randint(1, 100), random.choice("abcdef"), random.sample(range(100), 5), random.uniform(1, 2), random.gauss(0, 1))
items = list(range(10))
random.shuffle(items)
print(items, random.choices("ab", weights=[1, 3], k=8), random.randrange(0, 1000, 7), random.betavariate(1, 2), random.expovariate(1.5))
random.seed("text")
print(random.random(), random.getrandbits(100), random.triangular(), random.randbytes(6), random.normalvariate(), random.lognormvariate(0, 1))
print(random.Random(3).binomialvariate(10, 0.3), random.paretovariate(2), random.weibullvariate(1, 2), random.vonmisesvariate(0, 1), random.gammavariate(2, 3))
