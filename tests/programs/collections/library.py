# The module collections: namedtuple, Counter, ChainMap, UserDict, UserList, UserString.
import collections
import collections.abc
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, UserString, defaultdict, deque, namedtuple

print(sorted(collections.__all__))
Point = namedtuple("Point", "x y", defaults=[0])
p = Point(3)
print(p, p.x, p.y, p._asdict(), Point._fields, Point._field_defaults, p._replace(y=9), Point._make([5, 6]), Point.x)
print(p == (3, 0), hash(p) == hash((3, 0)), Point.__doc__, Point.x.__doc__, Point.__new__.__defaults__, p.__getnewargs__())
x, y = p
print(x, y, [*p], max(Point(1, 2), Point(2, 1)))
for bad in ("x x", "class", "_a", "1a"):
    try:
        namedtuple("Bad", bad)
    except ValueError as e:
        print(e)
print(namedtuple("R", "a class a", rename=True)._fields)
try:
    p.x = 5
except AttributeError as e:
    print(e)
try:
    p._replace(z=1)
except TypeError as e:
    print(e)
match p:
    case Point(x=3, y=y):
        print("matched", y)

c = Counter("abracadabra")
print(c, c["zz"], c.most_common(2), sorted(c.elements()), c.total())
c.update("zzz")
c.subtract("aa")
print(c, c + Counter(a=1), c - Counter(z=9), c & Counter(a=1, z=2), c | Counter(b=9), +Counter(a=-1, b=1), -Counter(a=-1))
print(Counter(a=1) <= Counter(a=2), Counter(a=1) == Counter(a=1, b=0), Counter(None), c.copy() == c, Counter([3, 1, 3]))

m = ChainMap({"a": 1}, {"a": 2, "b": 3})
print(m, m["a"], m["b"], len(m), list(m), m.parents, m.new_child({"q": 1}), dict(m), "zz" in m)
m["b"] = 10
print(m.maps, m.pop("b"), m)
try:
    m["nope"]
except KeyError as e:
    print(e)

u = UserDict({"k": 1})
u["z"] = 2
print(u, len(u), u.data, u | {"y": 3}, u.copy(), list(u), "k" in u)
ul = UserList([3, 1, 2])
ul.sort()
print(ul, ul + [4], ul[1:], ul * 2, ul.index(3), ul == [1, 2, 3])
us = UserString("Hello")
print(us, us.upper(), us + "!", us[1:3], "ell" in us, us == "Hello", repr(us))
print(isinstance(deque(), collections.abc.MutableSequence), isinstance(OrderedDict(), collections.abc.MutableMapping))
print(issubclass(defaultdict, collections.abc.Mapping), isinstance(p, collections.abc.Sequence))
