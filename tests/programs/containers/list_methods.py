"""Lists: methods, slices, comparisons, errors, over-allocation as getsizeof shows it."""
import sys

x = [3, 1, 2]
x.append(5)
x.extend((7, 8))
x.insert(0, 0)
x.insert(-1, 6)
x.insert(100, 9)
print(x, x.index(5), x.count(3), x.pop(), x.pop(0), x.pop(-2), x)
x.remove(5)
x.reverse()
print(x, x.copy(), x + [1], x * 2, 2 * x, 3 in x, 99 in x)
x.sort()
x.sort(key=lambda v: -v)
x += "ab"
x *= 2
print(x)
x[1:3] = ["p", "q", "r", "s"]
x[::3] = [0] * len(x[::3])
del x[2:4]
del x[::4]
del x[-1]
print(x, x[-2:], x[::-1], x[5:2], x[2:100], x[-100:1])
x.clear()
print(x, [1, 2] < [1, 3], [1] < [1, 0], [] < [0], [1, 2] == [1, 2], [1] != (1,), [[1], [2]] == [[1], [2]])
sizes = []
grown = []
last = None
for i in range(200):
    size = sys.getsizeof(grown)
    if size != last:
        sizes.append((i, size))
        last = size
    grown.append(i)
print(sizes)
shrunk = []
last = None
while grown:
    size = sys.getsizeof(grown)
    if size != last:
        shrunk.append((len(grown), size))
        last = size
    grown.pop()
print(shrunk)
print([sys.getsizeof(v) for v in ([], [1], [1, 2], [1, 2, 3], list(range(5)), [0] * 5, list("ab"), [i for i in range(5)], [*range(5)], list((1, 2, 3)), [1, 2] + [3], [1, 2, 3][:2])])
y = list(range(10))
y[3:3] = [1, 1]
y[:0] = [9]
y[len(y):] = [8]
y[2:8] = []
print(y, list(reversed(y)), sorted(y, reverse=True), sum(y), max(y), min(y), len(y))
nested = [[0] * 2] * 3
nested[0][0] = 1
print(nested)
cyclic = [1]
cyclic.append(cyclic)
print(cyclic, repr(cyclic), str([cyclic]))
bad = [lambda: [][0], lambda: [1].index(2), lambda: [].pop(), lambda: [1].pop(5), lambda: [1].remove(2), lambda: [1]["a"], lambda: [1] + (2,), lambda: [1] * 1.5, lambda: [1] < [None], lambda: list(5), lambda: [].sort(1), lambda: [1, "a"].sort(), lambda: [1, 2].__setitem__(slice(0, 2, 2), [1, 2]), lambda: hash([]), lambda: [1].insert("a", 1)]
for f in bad:
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
z = [1, 2, 3, 4]
for v in z:
    if v % 2:
        z.remove(v)
print(z)
m = [1, 2, 3]
for i, v in enumerate(m):
    if i < 5:
        m.append(v * 10)
print(m)
it = iter(m)
print(next(it), it.__length_hint__(), list(it), list(it))
