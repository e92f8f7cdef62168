"""Identity: small ints, interned strings, one-character strings, constants, empty containers, reuse of ids."""
import sys

n = len("abc")
import warnings

warnings.simplefilter("ignore")
print([(i - 1) + 1 is i for i in (-5, 0, 256)], int("257") is int("257"), int("256") is int("256"), 256 + n - n is 256, 257 + n - n is 257)
print("".join(["a", "b"]) is "ab", sys.intern("".join(["a", "b"])) is "ab", "a" "b" is "ab", chr(97) is "a", "abc"[0] is "a", "\xe9xyz"[0] is "\xe9", "\u20acxyz"[0] is "\u20ac", str("abc") is "abc", "" is "abc"[:0], "x" * 1 is "x", "abc"[:] is "abc")
print(() is tuple([]), [] is [], {} is {}, frozenset() is frozenset([]), b"" is bytes(), bytes([65]) is b"A", None is None, (1, 2) is (1, 2), 1.5 is 1.5, float("1.5") is float("1.5"))


def constants():
    return (1, 2, "x"), 1000, "a string!", 1.5


a, b = constants(), constants()
print([x is y for x, y in zip(a, b)], a is b)


def f():
    return 1000


def g():
    return 1000


print(f() is g(), f.__code__.co_consts, "name" is sys.intern("name"))
x = object()
old = id(x)
del x
y = object()
print(id(y) == old)
l = []
old = id(l)
del l
print(id([]) == old)
t = (n, n)
old = id(t)
del t
print(id((n, n, )) == old)
d = {}
old = id(d)
del d
print(id({}) == old)
z = n * 1.5
old = id(z)
del z
w = n * 2.5
print(id(w) == old)
m = [].append
print(sys.intern("q" * 3) is sys.intern("q" * 3), type(sys.intern("a")).__name__)
try:
    sys.intern(5)
except TypeError as e:
    print(e)


class S(str):
    pass


try:
    sys.intern(S("a"))
except TypeError as e:
    print(e)
first, second = [1, 2], [1, 2]
print(first == second, first is second, first[0] is second[0])
alias = first
alias.append(3)
print(first, alias is first, first[:] is first)
s = "immutable"
t = s
s += "!"
print(t, s, s is t)
k = (1, [2])
k[1].append(3)
print(k)
