"""Recursion: deep but allowed, mutual, and the limit caught in many places."""
import sys


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(900), sys.getrecursionlimit())


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


print(even(500), odd(501))


def hanoi(n, a, b, c):
    if n == 0:
        return 0
    return hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)


print(hanoi(10, "a", "b", "c"))


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


print(ackermann(2, 5))


def endless(n=0):
    return endless(n + 1)


for _ in range(3):
    try:
        endless()
    except RecursionError as e:
        print(type(e).__name__, e)


class Endless:
    def __getattr__(self, name):
        return getattr(self, name + "x")

    def __repr__(self):
        return repr(self)

    def __eq__(self, other):
        return self == other

    def __add__(self, other):
        return self + other

    def __len__(self):
        return len(self)

    def __iter__(self):
        return iter(self)

    def __call__(self):
        return self()

    def __str__(self):
        return str(self)

    def __hash__(self):
        return hash(self)

    def __getitem__(self, key):
        return self[key]


e = Endless()
for action in (lambda: e.a, lambda: repr(e), lambda: e == e, lambda: e + 1, lambda: len(e), lambda: list(e), lambda: e(), lambda: str(e), lambda: hash(e), lambda: e[0], lambda: f"{e}"):
    try:
        action()
        print("?")
    except RecursionError as error:
        print("RecursionError", str(error).startswith("maximum recursion depth exceeded"))

old = sys.getrecursionlimit()
sys.setrecursionlimit(100)
try:
    depth(200)
except RecursionError as error:
    print(error)
sys.setrecursionlimit(5000)
print(depth(4000))
sys.setrecursionlimit(old)
for bad in (0, -5, "x"):
    try:
        sys.setrecursionlimit(bad)
    except Exception as error:
        print(type(error).__name__, error)


def caught_deep(n):
    try:
        return caught_deep(n + 1)
    except RecursionError:
        return "caught"


print(caught_deep(0))


def with_finally(n, log):
    try:
        with_finally(n + 1, log)
    finally:
        if n < 3:
            log.append(n)


log = []
try:
    with_finally(0, log)
except RecursionError:
    print(log)
nested = []
for _ in range(100000):
    nested = [nested]
try:
    repr(nested)
except RecursionError as error:
    print(error)
other = []
for _ in range(100000):
    other = [other]
try:
    nested == other
except RecursionError as error:
    print(error)
print(type(nested[0][0]))
