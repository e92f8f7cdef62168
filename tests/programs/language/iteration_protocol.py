"""iter and next: with a sentinel, with a default, by __getitem__, by what is no iterator."""


class Old:
    def __getitem__(self, i):
        if i == 3:
            raise IndexError
        return i * i


class NoIterator:
    def __iter__(self):
        return 5


class Counter:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration("done")
        return self.n


print(list(Old()), 4 in Old(), list(iter(Old())), [*Counter()], max(Counter()))
values = iter([3, 1, 0, 7])
print(list(iter(lambda: next(values), 0)), next(values), next(values, "default"))
try:
    next(iter(()))
except StopIteration as e:
    print(e.args)
c = Counter()
print(list(c), list(c))
for bad in (lambda: iter(5), lambda: iter(NoIterator()), lambda: next([1]), lambda: iter(5, 6), lambda: list(None), lambda: [*5], lambda: sum(5)):
    try:
        print(bad())
    except TypeError as e:
        print(e)
a, b, c = Counter()
print(a, b, c, tuple(x for x in Old() if x))
