"""__reduce_ex__, __getstate__, copyreg: what objects reduce to under each protocol; errors."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

import copyreg


class Plain:
    def __init__(self):
        self.a = 1


class Slots:
    __slots__ = ("x", "y")


class Both(Plain):
    __slots__ = ("z",)


class State:
    def __getstate__(self):
        return "state"


class NewArgs(tuple):
    def __getnewargs__(self):
        return (1, 2)


class NewArgsEx:
    def __getnewargs_ex__(self):
        return ((1,), {"k": 2})


class BadArgs:
    def __getnewargs__(self):
        return [1]


class Sub(int):
    pass


class L(list):
    pass


class Di(dict):
    pass


class Own:
    def __reduce__(self):
        return "own"


s = Slots()
s.x = 5
b = Both()
b.z = 3
for o in (Plain(), s, b, State(), NewArgs((3,)), NewArgsEx(), BadArgs(), Sub(5), L([1]), Di(a=1), Own(), object(), 5, "a", [1], {1: 2}, (1,), None, ..., NotImplemented, len, int, type(None), 1j, slice(1, 2), range(3), frozenset([1]), bytearray(b"a"), ValueError("x", 1), lambda: 0, iter([]), (i for i in ()), memoryview(b"a")):
    row = []
    for protocol in (0, 1, 2, 4):
        r = attempt(o.__reduce_ex__, protocol)
        if isinstance(r, tuple):
            r = (getattr(r[0], "__name__", r[0]),) + tuple("iterator" if "iterator" in type(x).__name__ else type(x).__name__ if " at 0x" in repr(x) else x for x in r[1:])
        row.append(r)
    print(type(o).__name__, row)
print(Plain().__getstate__(), s.__getstate__(), b.__getstate__(), object().__getstate__(), (5).__getstate__(), attempt(object().__reduce_ex__, "a"), attempt(object().__reduce_ex__))
copyreg.pickle(Plain, lambda o: (Plain, ()))
print(copyreg.dispatch_table[Plain](1)[0].__name__, attempt(copyreg.pickle, Plain, 5), attempt(copyreg.constructor, 5), copyreg.__newobj__(Sub, 7), copyreg._slotnames(Slots), attempt(copyreg.__reduce_ex__, s, 1))
