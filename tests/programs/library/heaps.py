# The modules _heapq and _bisect: results, order of comparisons, errors.
import _bisect as B
import _heapq as H
import bisect
import heapq


def show(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except BaseException as e:
        print(type(e).__name__, e)


for f in (B.bisect_left,B.insort_right):
    show(f); show(f,[1],2,-1); show(f,5,1); show(f,[1,2],'a'); show(f,[1,2],1.5,0,None); show(f,[1,2],1,'a'); show(f,[1,2,3],2,0,5); show(f,{},1)
print(B.bisect_left([1,2,3],2,key=lambda v:-v))
show(H.heappop,[]); show(H.heappush,(),1); show(H.heapify,5); show(H.heapreplace,[],1); show(H.heappushpop,[],1); show(H._heappop_max,[]); show(H._heapreplace_max,[],1); show(H.heappush,[])

seed = 99


def rand(n):
    global seed
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    return (seed >> 8) % n


class Loud:
    log = 0

    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        Loud.log = (Loud.log * 31 + self.n * 7 + other.n) % 1000003
        return self.n < other.n

    def __repr__(self):
        return str(self.n)


for size in (0, 1, 2, 3, 10, 100, 2500, 2501, 3000):
    items = [Loud(rand(1000)) for _ in range(size)]
    heap = list(items)
    heapq.heapify(heap)
    print(size, Loud.log, heap[:8], hash(tuple(i.n for i in heap)))
    for _ in range(min(size, 40)):
        heapq.heappush(heap, Loud(rand(1000)))
        heapq.heappop(heap)
        heapq.heappushpop(heap, Loud(rand(1000)))
        heapq.heapreplace(heap, Loud(rand(1000)))
    print(Loud.log, heap[:8])
    most = list(items)
    H._heapify_max(most)
    for _ in range(min(size, 20)):
        H._heapreplace_max(most, Loud(rand(1000)))
        H._heappop_max(most)
    print(Loud.log, most[:8])
print(heapq.nsmallest(3, [5, 1, 4, 2]), heapq.nlargest(3, [5, 1, 4, 2], key=lambda x: -x), list(heapq.merge([1, 4], [2, 3], reverse=False)))
print([heapq.heappop(h) for h in [[1, 3, 2]] for _ in range(3)])


class Shrinks:
    def __lt__(self, other):
        del heap[:]
        return True


heap = [Shrinks() for _ in range(5)]
show(heapq.heapify, heap)
heap = [Shrinks() for _ in range(5)]
show(heapq.heappush, heap, Shrinks())


class Fails:
    def __lt__(self, other):
        raise KeyError("lt")


show(heapq.heapify, [Fails(), Fails(), Fails()])
show(heapq.heappop, [Fails(), Fails(), Fails()])
show(bisect.bisect, [Fails()], Fails())

a = []
for _ in range(60):
    bisect.insort(a, rand(20))
    bisect.insort_left(a, rand(20), 0, len(a))
print(a, a == sorted(a), [bisect.bisect_left(a, n) for n in range(0, 21, 4)], [bisect.bisect_right(a, n) for n in range(0, 21, 4)])
words = ["a", "bb", "dddd"]
bisect.insort(words, "ccc", key=len)
print(words, bisect.bisect_left(words, 2, key=len), bisect.bisect((1, 2, 2, 3), 2), bisect.bisect_left("abd", "c"), bisect.bisect(range(10), 5, 2, 8))


class Own(list):
    def insert(self, i, x):
        print("insert", i, x)
        super().insert(i, x)


o = Own([1, 5])
bisect.insort(o, 3)
print(o, bisect.bisect_left(a=[1, 2], x=2, lo=0, hi=2, key=None))
show(bisect.insort, (1, 2), 1)
show(bisect.bisect, {1: 2}, 1)
show(bisect.bisect, object(), 1, 0, 1)
show(bisect.bisect, [1], 1, 0, 5)
