# len() beyond 2**31: of ranges, and as __len__ says.
import bisect


class A:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        return i


def show(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


for n in 2**31 - 1, 2**31, 2**32, 2**40, 2**63 - 1, 2**63, -1, 2**64, -(2**65), 1.0, 0:
    print(n)
    for f in len, bool, A.__len__, lambda a: a.__len__(), lambda a: next(reversed(a)), lambda a: iter(a).__length_hint__(), lambda a: not a, lambda a: a[-1]:
        show(f, A(n))
    if type(n) is int:
        for f in len, bool, lambda r: r.__len__(), range.__len__, lambda r: 5 in r, lambda r: next(reversed(r)), lambda r: r[-1], lambda r: r.index(7), lambda r: r.count(3):
            show(f, range(n))
r = range(2**62)
print(bisect.bisect(r, 2**61), bisect.bisect_left(r, 2**61), bisect.bisect_right(range(2**40), -1))
