# marshal.dumps of all kinds of values in all versions of the format.
import marshal


def attempt(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


class I(int): pass
class S(str): pass
class L(list): pass


text = "not interned " + str(5)
shared = [1, 2]
number = float("1.5")
big = 12345678901234567890123
values = [
    None, True, False, ..., StopIteration, 0, 1, -1, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**15, 2**30, 2**45, 2**60, 2**62,
    -2**75, 2**100, big, 0.0, -0.0, 1.5, 1e300, 0.1, float("inf"), float("nan"), 1j, complex(0.1, -2), b"", b"abc", b"x" * 300,
    "", "a", "abc", text, "é", "日本", "\ud800", "\U0001f600", "x" * 255, "x" * 256, "é" * 200, (), (1,), tuple([1, [2]]),
    tuple(range(255)), tuple(range(256)), [], [1, "a"], {}, {"a": 1, "b": [1]}, set(), {1}, {1, 2, 3}, {"a", "b", "c"},
    frozenset(), frozenset({1, "x"}), bytearray(b"ab"), memoryview(b"abc"), [shared, shared], [number] * 3, (big, big),
    [text, text], {"k": text, "j": text}, [[], []],
]
for value in values:
    for version in (0, 1, 2, 3, 4, 5, -1):
        print(marshal.dumps(value, version))
    back = marshal.loads(marshal.dumps(value))
    print(type(back).__name__, back == value)
for value in (I(3), S("q"), L(), object, int, len, object(), [1, object()], {1: {2: object()}}, {object()}, range(3), [lambda: 1]):
    for version in (1, 4):
        attempt(marshal.dumps, value, version, allow_code=False)
print(marshal.dumps(["abc", "abc", "a b", "a b"]))
name = "hello_world"
print(marshal.dumps([name, name]), marshal.dumps([f"{name}!", "q"]))
deep = []
for i in range(1998):
    deep = [deep]
print(len(marshal.dumps(deep)))
deep = [deep]
print(len(marshal.dumps(deep)))
deep = [deep]
attempt(marshal.dumps, deep)
attempt(marshal.dumps, {1: deep})
attempt(marshal.dumps, {(1, 2): {frozenset([3]), frozenset([4])}})
loop = []
loop.append(loop)
print(marshal.dumps(loop), marshal.loads(marshal.dumps(loop)))
attempt(marshal.dumps, loop, 2)
attempt(marshal.dumps)
attempt(marshal.dumps, 1, 2, 3)
attempt(marshal.dumps, 1, "x")
attempt(marshal.dumps, 1, version=3)
attempt(marshal.dumps, 1, 2**40)
print(marshal.version, marshal.dumps.__text_signature__, marshal.load.__text_signature__)
