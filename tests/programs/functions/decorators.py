"""Decorators of functions and classes, staticmethod, classmethod, property, attributes of methods."""
calls = []


def logged(f):
    def wrapper(*args, **kw):
        calls.append((f.__name__, args, kw))
        return f(*args, **kw)
    wrapper.__name__ = f.__name__
    wrapper.__wrapped__ = f
    return wrapper


def repeat(n):
    print("repeat", n)
    def decorate(f):
        print("decorate", f.__name__)
        return lambda *a: [f(*a) for _ in range(n)]
    return decorate


@repeat(2)
@logged
def add(a, b=1):
    return a + b


print(add(1), add(1, 2), calls)


def memo(f):
    cache = {}
    def wrapper(n):
        if n not in cache:
            cache[n] = f(n)
        return cache[n]
    wrapper.cache = cache
    return wrapper


@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), len(fib.cache))


def register(cls):
    cls.registered = True
    return cls


@register
class Thing:
    def __init__(self, v):
        self._v = v

    @property
    def v(self):
        "the value"
        return self._v

    @v.setter
    def v(self, value):
        self._v = value

    @v.deleter
    def v(self):
        self._v = None

    @classmethod
    def make(cls, v):
        return cls(v)

    @staticmethod
    def helper(a, b):
        return a * b

    @logged
    def method(self, x):
        return self._v, x


class Special(Thing):
    pass


t = Special.make(5)
print(type(t).__name__, t.v, Thing.v.__doc__, t.helper(2, 3), Thing.helper(2, 4), t.method(1), Special.registered)
t.v = 6
print(t.v)
del t.v
print(t.v, t.method.__self__ is t, t.method.__func__ is Thing.__dict__["method"], Special.make.__self__ is Special)
bound = t.method
print(bound == t.method, bound is t.method, bound.__name__, hash(bound) == hash(t.method), Thing.method(t, 3))


class ReadOnly:
    p = property(lambda self: 1)


for action in (lambda: setattr(ReadOnly(), "p", 1), lambda: delattr(ReadOnly(), "p"), lambda: ReadOnly.p.fget(1), lambda: property().__get__(1)):
    try:
        print(action())
    except AttributeError as e:
        print(e)


class Callable:
    def __init__(self, f):
        self.f = f

    def __call__(self, *args):
        return "called", self.f(*args)

    def __get__(self, obj, cls=None):
        return (lambda *a: self(obj, *a)) if obj is not None else self


class Uses:
    @Callable
    def m(self, x):
        return x


print(Uses().m(3), type(Uses.m).__name__, Uses.m(None, 4))
