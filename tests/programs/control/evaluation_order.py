"""The order in which the parts of statements and expressions are evaluated."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

log = []


def n(x):
    log.append(x)
    return x


class O:
    def __getitem__(self, k):
        log.append(("get", k))
        return 1

    def __setitem__(self, k, v):
        log.append(("set", k, v))

    def __delitem__(self, k):
        log.append(("del", k))

    def __setattr__(self, k, v):
        log.append(("attr", k, v))

    def __iadd__(self, other):
        log.append(("iadd", other))
        return self


o = O()


def show(name):
    print(name, log)
    log.clear()


n(1) + n(2) * n(3) - n(4)
show("arithmetic")
n(1) < n(2) < n(0) < n(9)
show("comparison chain")
n(0) and n(1) or n(2)
show("boolean")
n(1) if n(0) else n(2)
show("conditional")
(lambda *a, **k: None)(n(1), *[n(2)], n(3), k=n(4), **{"z": n(5)})
show("call")
{n(1): n(2), n(3): n(4)}
show("dict")
[n(1), *[n(2)], n(3)]
show("list")
o[n(1)] = n(2)
show("item assignment")
o[n(1)], o.x = n(2), n(3)
show("tuple assignment")
o[n(1)] = o[n(2)] = n(3)
show("chain assignment")
o[n(1)] += n(2)
show("augmented item")
o += n(7)
show("augmented name")
del o[n(1)], o[n(2)]
show("delete")
o[n(1) : n(2) : n(3)]
show("slice")
f"{n(1)}{n(2):{n(3)}}"
show("f-string")
[n(x) for x in range(n(2)) if n(x + 10)]
show("comprehension")
(x := n(1)) + n(x)
show("walrus")


@n
@(lambda f: n(2) and f)
class D(n(object)):
    n(3)


show("decorated class") if False else (log.clear())


def deco(i):
    n(i)
    return lambda f: (n(-i), f)[1]


@deco(1)
@deco(2)
def f(a=n(3), *, b=n(4)) -> n(5):
    pass


show("decorated function")
try:
    n(1)
    raise n(ValueError) from n(KeyError)
except (n(TypeError), n(ValueError)):
    n(2)
finally:
    n(3)
print([x if isinstance(x, int) else x.__name__ for x in log])
log.clear()
assert n(1), n(2)
show("assert")
for o.x in [n(1), n(2)]:
    n(3)
show("for target")


class CM:
    def __init__(self, i):
        n(i)
        self.i = i

    def __enter__(self):
        return n(("enter", self.i))

    def __exit__(self, *a):
        n(("exit", self.i))


with CM(1) as o.a, CM(2) as o[n(0)]:
    n("body")
show("with")
print(*(n(i) for i in (1, 2)), sep=n("-"))
show("star generator")
