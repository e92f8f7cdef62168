# collections.deque against a list, over block borders, bounded and not; sizes.
import sys
from _collections import deque

seed = 12345


def rand(n):
    global seed
    seed = (seed * 1103515245 + 12345) & 0x7FFFFFFF
    return (seed >> 8) % n


def step(d, model, maxlen):
    op = rand(14)
    n = rand(150)
    if op == 0:
        d.append(n)
        model.append(n)
        if maxlen is not None and len(model) > maxlen:
            del model[0]
    elif op == 1:
        d.appendleft(n)
        model.insert(0, n)
        if maxlen is not None and len(model) > maxlen:
            model.pop()
    elif op == 2 and model:
        assert d.pop() == model.pop()
    elif op == 3 and model:
        assert d.popleft() == model.pop(0)
    elif op == 4:
        k = n - 75
        d.rotate(k)
        if model:
            k %= len(model)
            model[:] = model[-k:] + model[:-k]
    elif op == 5:
        d.extend(range(n))
        model.extend(range(n))
        if maxlen is not None:
            del model[: max(0, len(model) - maxlen)]
    elif op == 6:
        d.extendleft(range(n))
        model[:0] = list(range(n))[::-1]
        if maxlen is not None:
            del model[maxlen:]
    elif op == 7 and model:
        i = rand(len(model))
        del d[i]
        del model[i]
    elif op == 8 and model:
        i = rand(len(model))
        d[i] = d[i - 1]
        model[i] = model[i - 1]
    elif op == 9:
        if maxlen is None or len(model) < maxlen:
            i = rand(2 * len(model) + 3) - len(model)
            d.insert(i, n)
            model.insert(i, n)
    elif op == 10:
        d.reverse()
        model.reverse()
    elif op == 11 and len(model) > 600:
        d.clear()
        model.clear()
    elif op == 12 and n in model:
        d.remove(n)
        model.remove(n)
    elif op == 13:
        assert (n in d) == (n in model)
        assert d.count(n) == model.count(n)
        assert list(reversed(d)) == model[::-1]


for maxlen in (None, 0, 1, 5, 64, 130):
    d = deque(maxlen=maxlen)
    model = []
    sizes = []
    for i in range(1500):
        step(d, model, maxlen)
        assert list(d) == model, (i, maxlen)
        if i % 100 == 0:
            sizes.append((len(d), sys.getsizeof(d)))
    print(maxlen, sizes)

print(repr(deque("abc")), repr(deque([1, 2, 3], 2)), deque(), deque(maxlen=0), deque("x", maxlen=sys.maxsize))
d = deque([1])
d.append(d)
print(d, len(d))
for n in (-1, 0, 1, 2, 3, 70):
    print(n, len(deque("ab") * n), len(n * deque("c")), len(deque("abc", 5) * n), deque("z", 3) * n == deque("z" * n, 3))
e = deque("ab")
e *= 3
e += "xy"
e += e
print(e, e.maxlen, deque("q", 4).maxlen)
print(deque([1]) + deque([2, 3]), deque([1, 2], 2) + deque([3]))
print([sys.getsizeof(deque(range(n))) for n in (0, 1, 63, 64, 65, 127, 128, 1000)])
print(sys.getsizeof(iter(d)), sys.getsizeof(reversed(d)), deque.__basicsize__)

a, b = deque([1, 2, 3]), deque([1, 2, 4])
print([a == b, a != b, a < b, a <= b, a > b, a >= b, a == a, a != a, a == [1, 2, 3], deque([1]) < deque([1, 2])])
print([deque() == deque(), deque([1, 2]) > deque([1]), deque() <= deque(), deque() >= deque([0])])
print(a.index(2), a.index(3, 1), a.index(1, -3), a.index(2, 0, 2), deque("abcabc").index("c", 3))
print(a.copy(), a.__copy__(), a.__reduce__()[:3], list(a.__reduce__()[3]), deque([1, 2], 9).__reduce__()[:3])
print(iter(a).__reduce__(), reversed(a).__reduce__(), iter(a).__length_hint__())
it = iter(a)
next(it)
print(it.__reduce__(), list(type(it)(a, 1)), list(type(reversed(a))(a, 2)), list(type(it)(a, 20)))


class D(deque):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.mark = "m"


x = D("abc", maxlen=7)
print(x, x.copy(), type(x.copy()), x.copy().maxlen, x.__reduce__()[:3], type(x + deque("d")), type(x * 2))
print(D[int], deque[int], D.__mro__)
