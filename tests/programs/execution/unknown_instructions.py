# Code objects whose instructions nobody knows; sources that are buffers.
import sys


def foo():
    pass


for op in 127, 120, 223, 229, 235:
    code = foo.__code__.replace(co_code=bytes([op]) + foo.__code__.co_code[1:])
    try:
        type(foo)(code, {})()
    except SystemError as e:
        print(str(e).rpartition("/")[2])
for source in b"1 + 2", bytearray(b"3 + 4"), memoryview(b"  5 + 6 "), memoryview(bytearray(b"x7x8x"))[1::2], memoryview(b"1\0"), 5:
    for f in eval, exec, lambda s: eval(compile(s, "f", "eval")):
        try:
            print(f(source))
        except Exception as e:
            print(type(e).__name__, e)


class Size:
    def __init__(self, size):
        self.size = size

    def __sizeof__(self):
        return self.size


class Int(int):
    def __sizeof__(self):
        return int(self)


for o in Int(0), Int(sys.maxsize), Int(sys.maxsize + 1), Int(-1), Size(sys.maxsize), Size(1.5):
    try:
        print(sys.getsizeof(o))
    except (ValueError, OverflowError, TypeError) as e:
        print(type(e).__name__, e)
