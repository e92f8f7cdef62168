"""list methods and operators with odd arguments, mutation while iterating, comparison, repr guards."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

def run(f):
    a = [3, 1, 2]
    r = attempt(f, a)
    print(r, a)


for f in (lambda a: a.append(a) or len(a), lambda a: a.extend("xy"), lambda a: a.extend(5), lambda a: a.extend(a), lambda a: a.insert(-1, 9), lambda a: a.insert(99, 9), lambda a: a.insert("x", 9), lambda a: a.insert(1), lambda a: a.pop(), lambda a: a.pop(-3), lambda a: a.pop(3), lambda a: a.pop("x"), lambda a: a.remove(1), lambda a: a.remove(9), lambda a: a.index(2), lambda a: a.index(9), lambda a: a.index(3, 1), lambda a: a.index(3, -100, 100), lambda a: a.index(3, None), lambda a: a.count(3), lambda a: a.reverse(), lambda a: a.clear(), lambda a: a.copy() is a, lambda a: a.__iadd__((7,)), lambda a: a.__iadd__(7), lambda a: a + (1,), lambda a: a * 2, lambda a: a * -1, lambda a: a * "x", lambda a: a.__imul__(0), lambda a: a.__setitem__(5, 1), lambda a: a.__delitem__(5), lambda a: a.__delitem__(slice(None, None, 2)), lambda a: a.__setitem__(slice(1, 1), "ab"), lambda a: a.__setitem__(slice(None, None, 2), "abc"), lambda a: a.__setitem__(slice(0, 2), 5), lambda a: a.sort(1), lambda a: a.sort(key=1), lambda a: a.sort(key=lambda x: -x), lambda a: a.sort(reverse="x"), lambda a: a.sort(reverse=None), lambda a: a.__init__("pq"), lambda a: a.__init__(), lambda a: a.__init__(1, 2), lambda a: [*reversed(a)], lambda a: a.__contains__(2), lambda a: a == (3, 1, 2), lambda a: a < [3, 2], lambda a: a < [], lambda a: a < (1,), lambda a: a.__class_getitem__(int)):
    run(f)
a = [1, 2, 3]
for x in a:
    if len(a) < 8:
        a.append(x * 10)
print(a)
for x in a:
    a.remove(x)
print(a)
it = iter(a)
next(it)
a.clear()
print(list(it), it.__length_hint__(), it.__reduce__(), it.__setstate__(5))
nested = [1]
nested.append(nested)
d = {"l": nested}
nested.append(d)
print(nested, d, repr([nested, nested])[:40])


class Changing:
    def __init__(self, target):
        self.target = target

    def __eq__(self, other):
        self.target.clear()
        return False


b = [0]
b += [Changing(b), 1, 2]
print(attempt(b.index, 5), b)
b[:] = [Changing(b), 1]
print(b == [1, 1], b)
c = [3, 2, 1]
print(attempt(lambda: c.sort(key=lambda x: c.append(x))), c, [1, [2, [3, []]]] == [1, [2, [3, []]]], [float("nan")] == [float("nan")])
