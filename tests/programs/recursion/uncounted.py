"""Recursion that CPython does not count: it works in depths where counted recursion is long over."""
import itertools

value = ()
for _ in range(15000):
    value = (value,)
print(hash(value) == hash(value))
items = iter([1, 2])
for _ in range(3000):
    items = map(abs, items)
print(list(items))
items = iter([1, 2])
for _ in range(3000):
    items = itertools.chain(filter(None, items))
print(list(items))
items = iter([1, 2])
for _ in range(2000):
    items = zip(items)
print(str(next(items)).count("("))
