# Context variables: values, tokens, contexts, the hash array mapped trie behind them.
import contextvars
import gc
import re
import sys
import weakref
from contextvars import Context, ContextVar, Token, copy_context


def show(f):
    try:
        print(re.sub("0x[0-9a-f]+", "0x", repr(f())))
    except BaseException as e:
        print(type(e).__name__, re.sub("0x[0-9a-f]+", "0x", str(e)))


v = ContextVar("v")
w = ContextVar("w", default=[1])

for f in (
    lambda: ContextVar(),
    lambda: ContextVar("a", "b"),
    lambda: ContextVar(1),
    lambda: ContextVar("a", foo=1),
    lambda: ContextVar("a", default=1, x=2),
    lambda: Context(1),
    lambda: Context().get(),
    lambda: Context().get(1),
    lambda: Context()[1],
    lambda: 1 in Context(),
    lambda: Context()[v],
    lambda: Context().get(v, 5),
    lambda: Context().run(),
    lambda: Token(),
    lambda: hash(Context()),
    lambda: v.get(1, 2),
    lambda: v.get(),
    lambda: v.get(7),
    lambda: w.get(),
    lambda: w.get(8),
    lambda: v.reset(1),
    lambda: Token[int],
    lambda: ContextVar[int],
    lambda: v,
    lambda: w,
    lambda: Token.MISSING,
    lambda: Context() == Context(),
    lambda: Context() != Context(),
    lambda: Context() < Context(),
):
    show(f)

print(sys.getsizeof(v), sys.getsizeof(Context()), sys.getsizeof(iter(Context())))
print(gc.is_tracked(v), gc.is_tracked(w), gc.is_tracked(Context()), gc.is_tracked(iter(Context())))


def inside():
    token = v.set(1)
    print(sys.getsizeof(token), gc.is_tracked(token), token.var is v, token.old_value)
    show(lambda: token)
    second = v.set(2)
    print(second.old_value, v.get(), v in c, c[v], len(c), list(c) == [v], list(c.values()), list(c.items()) == [(v, 2)])
    show(lambda: c.run(int))
    copy = c.copy()
    v.set(3)
    print(copy[v], c[v], copy == c)
    v.reset(second)
    print(v.get())
    show(lambda: v.reset(second))
    show(lambda: w.reset(token))
    show(lambda: copy.run(v.reset, token))
    v.reset(token)
    show(lambda: v.get())
    print(len(c), len(copy))


c = Context()
c.run(inside)
show(lambda: v.get())
show(lambda: c.run(lambda: 1 / 0))
print(c.run(lambda *a, **k: (a, k), 1, 2, x=3))

# many variables: the tree grows levels, and loses them again
variables = [ContextVar("name%d" % i) for i in range(200)]
big = Context()


def fill():
    tokens = []
    for i, x in enumerate(variables):
        tokens.append(x.set(i))
    print(len(big), sum(big.values()), all(big[x] == i for i, x in enumerate(variables)), len(set(big)))
    snapshot = copy_context()
    for i, t in enumerate(reversed(tokens)):
        t.var.reset(t)
        if i % 40 == 0:
            print(len(big), sorted(big.values()) == list(range(199 - i)))
    print(len(big), len(snapshot), sum(snapshot.values()))


big.run(fill)

# the trie itself, with keys whose hashes meet
hamt = type(next(x for x in gc.get_referents(Context())))


class Key:
    def __init__(self, hash, name):
        self.hash, self.name = hash, name

    def __hash__(self):
        if error_in == "hash":
            raise ZeroDivisionError(self.name)
        return self.hash

    def __eq__(self, other):
        if error_in == "eq":
            raise ValueError(self.name)
        return self.name == other.name

    def __repr__(self):
        return self.name


error_in = None
h = hamt()
keys = [Key(7, "a"), Key(7, "b"), Key(7, "c"), Key(7 + 32, "d"), Key(7 + 1024 * 32, "e"), Key(-1, "f"), Key(1 << 33, "g")]
for i, k in enumerate(keys):
    h2 = h.set(k, i)
    print(len(h), len(h2), list(h2.items()))
    h = h2
print(h.set(keys[0], 0) is h, h.set(Key(7, "a"), 9)[keys[0]], h[keys[0]], h == h.set(keys[0], 9), h == h.set(keys[0], 0))
for k in keys:
    h2 = h.delete(k)
    print(len(h2), list(h2), list(h2.values()), k in h2, k in h)
    show(lambda: h2[k])
    h = h2
print(h is hamt(), h.delete(keys[0]) is h, h.get(1), h.get(1, 2), sys.getsizeof(h))
h = hamt()
for i in range(64):
    h = h.set(i, -i)
print(list(h) == list(range(64)), list(h.values()) == [-i for i in range(64)])
for i in range(0, 64, 2):
    h = h.delete(i)
for i in range(1, 32, 2):
    h = h.delete(i)
print(list(h.items()))
h = hamt().set(keys[0], 1).set(keys[1], 2)
for error_in in "hash", "eq":
    show(lambda: h.set(keys[2], 1))
    show(lambda: h.delete(keys[1]))
    show(lambda: h[keys[1]])
    show(lambda: keys[1] in h)
error_in = None
show(lambda: h.set(1))
show(lambda: h.get())
show(lambda: hash(h))


def sizes(o):
    yield type(o).__name__, sys.getsizeof(o)
    for x in gc.get_referents(o):
        if type(x).__name__.startswith("hamt"):
            yield from sizes(x)


print(list(sizes(hamt().set(1, 2))), list(sizes(h)))
h = hamt()
for i in range(20):
    h = h.set(i, i)
print(sorted(sizes(h))[:2], len(list(sizes(h))))

# cycles through contexts are collected
class Node:
    pass


def cycle():
    n = Node()
    n.context = copy_context()
    n.context.run(v.set, n)
    return weakref.ref(n), weakref.ref(n.context)


refs = cycle()
gc.collect()
print([r() for r in refs])
contexts = [Context() for _ in range(300)]
del contexts
print(len([Context() for _ in range(10)]))


class AtEnd:
    def __del__(self, write=sys.__stdout__.write, flush=sys.__stdout__.flush):
        write("the context goes\n")
        flush()


v.set(AtEnd())
