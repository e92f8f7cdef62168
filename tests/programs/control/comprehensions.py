"""Comprehensions: nesting, conditions, scopes, order of evaluation, sizes, in classes and generators."""
import sys

print([i * i for i in range(5)], [i for i in range(10) if i % 2 if i % 3], [(i, j) for i in range(3) for j in range(i)], [[j for j in range(i)] for i in range(4)])
print({i % 3 for i in range(10)}, {i: str(i) for i in range(3)}, {k: v for k, v in {"a": 1}.items()}, list(i for i in "abc"), sum(i for i in range(4)))
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [x for row in matrix for x in row], [*map(list, zip(*matrix))])
i = "outer"
squares = [i for i in range(3)]
print(i, squares)


def order():
    def say(x):
        log.append(x)
        return x
    log = []
    result = {say(("k", i)): say(("v", i)) for i in [say(("item", n)) for n in range(2)] if say(True)}
    return log


print(order())


def closures():
    return [f() for f in [lambda: n for n in range(3)]], [f() for f in [lambda n=n: n for n in range(3)]]


print(closures())


class Scoped:
    n = 3
    items = [1, 2]
    doubled = [x * 2 for x in items]
    try:
        broken = [x * n for x in items]
    except NameError as e:
        broken = str(e)
    nested = [[y for y in items2] for items2 in [items]]


print(Scoped.doubled, Scoped.broken, Scoped.nested)


def raises():
    try:
        return [1 // (2 - n) for n in range(5)]
    except ZeroDivisionError as e:
        return str(e)


print(raises(), [n if n % 2 else -n for n in range(5)], [a + b for a, b in zip("ab", "cd")], [a for a, *b in ["xyz", "pq"]])
print([y := 5, y**2], [last := n for n in range(3)], last, [z for n in range(6) if (z := n * n) > 5])
print(sys.getsizeof([n for n in range(100)]), sys.getsizeof(list(range(100))), sys.getsizeof({n for n in range(100)}), sys.getsizeof({n: n for n in range(100)}), sys.getsizeof([0] * 100))
g = (print("evaluated") or n for n in [1])
print("made")
print(list(g))
try:
    (n for n in 5)
except TypeError as e:
    print(e)


def lazy(x):
    return (x + n for n in range(3))


print(list(lazy(10)), list(map(lambda f: f(), [lambda k=k: k for k in range(3)])))
print([[[(a, b, c) for a in range(2)] for b in range(2)] for c in range(2)])


def local_names():
    a = 1
    r = [b for b in range(2)]
    return sorted(locals())


print(local_names(), {**{n: n for n in range(2)}, "x": [n for n in ()]}, [n for n in range(20) if n not in {m * m for m in range(5)}])
print({"a": [i for i in range(3)], "b": {j for j in "x"}}, ((i, i) for i in ()).__name__, [lambda: 0 for _ in range(2)][0].__qualname__)
