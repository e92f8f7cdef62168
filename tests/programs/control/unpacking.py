"""Unpacking, starred targets, swaps, nested targets, chained and augmented assignment, evaluation order."""
a, b = 1, 2
a, b = b, a
print(a, b)
x, *y, z = range(5)
print(x, y, z)
*p, q = "abc"
r, *s = {1: 2, 3: 4}
(t, (u, *v)), w = (1, "abc"), 2
print(p, q, r, s, t, u, v, w)
[m, [n, o]] = (1, [2, 3])
print(m, n, o)
c = d = e = []
c.append(1)
print(d, c is e)
i, l = 0, [10, 20, 30]
i, l[i] = 2, "changed"
print(i, l)
l[0], l[1] = l[1], l[0]
print(l, [*l, *range(2)], (*"ab", 1), {*[1, 2], 3}, {**{"a": 1}, "b": 2})
bad = [
    "a, b = 1", "a, b = (1,)", "a, b = 1, 2, 3", "a, *b, c = (1,)", "a, b = None", "a, b = {}", "a, b = 'abc'", "a, = []", "[] = 1", "[] = [1]", "a, b = iter([1])", "*a, b = []",
]
for source in bad:
    try:
        exec(source)
        print(source, "worked")
    except (ValueError, TypeError) as error:
        print(source, "|", type(error).__name__, error)


class Noisy:
    def __init__(self):
        object.__setattr__(self, "log", [])

    def __setattr__(self, k, v):
        self.log.append((k, v))

    def __getitem__(self, k):
        self.log.append(("get", k))
        return 5

    def __setitem__(self, k, v):
        self.log.append(("set", k, v))

    def __delitem__(self, k):
        self.log.append(("del", k))


n = Noisy()
n.a, n.b = n.c = 1, 2
n[0] += 1
n[1:2], (n.d, *n.e) = "s", "xyz"
del n[3], n[4:5]
for n.loop in range(2):
    pass
for n[9] in "k":
    pass
print(n.log)


def say(v):
    order.append(v)
    return v


order = []
d = {}
d[say("key")] = say("value")
(say("tuple"), say("two"))[say(0)]
d[say("key")] += say("more")
say(1) + say(2) * say(3)
say(0) or say(4) and say(5)
print(order, d)
for (k, v), w in [((1, 2), 3), ("ab", "c")]:
    print(k, v, w)
for k, *v in ["abc", (1,)]:
    print(k, v)
first, second = second, first = 1, 2
print(first, second)
x = 10
x += 1
x -= 2
x *= 3
x //= 2
x **= 2
x %= 50
x <<= 3
x >>= 1
x |= 3
x &= 30
x ^= 5
print(x)
x = 7
x /= 2
print(x)
s = "a"
s += "b"
s *= 3
print(s)
t = (1,)
u = t
t += (2,)
print(t, u)
l = m = [1]
l += [2]
l = l + [3]
print(l, m)


def generator_unpack():
    def g():
        yield 1
        yield 2
        print("past two")
        yield 3
    try:
        a, b = g()
    except ValueError as e:
        return str(e)


print(generator_unpack())
value: int = 5
unset: "not evaluated"
print(value, __annotations__)
print((lambda: (yield))().__class__.__name__, (1, 2)[1], {"a": 1}["a"], "abc"[1])
