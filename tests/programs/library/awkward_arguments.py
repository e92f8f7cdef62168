# Seeds, offsets and streams that answer in unusual ways.
import random
import struct
import sys


class BadInt(int):
    def __abs__(self):
        return None


a, b = random.Random(BadInt(-5)), random.Random(5)
print(a.random() == b.random())
for call, args in (
    (struct.pack_into, ("<I", bytearray(10), sys.maxsize, 123)),
    (struct.unpack_from, ("<I", bytearray(10), sys.maxsize)),
    (struct.pack_into, ("<I", bytearray(10), -sys.maxsize, 123)),
    (struct.unpack_from, ("<I", bytearray(10), -sys.maxsize - 1)),
    (struct.unpack_from, ("<I", bytearray(10), 7)),
    (struct.unpack_from, ("<I", bytearray(10), -3)),
    (struct.unpack_from, ("<I", bytearray(10), sys.maxsize + 1)),
):
    try:
        print(call(*args))
    except Exception as e:
        print(type(e).__name__, e)


class Mute:
    """stdout without flush."""

    def __init__(self):
        self.texts = []

    def write(self, text):
        self.texts.append(text)


class In:
    def readline(self):
        return "a line\n"


saved = sys.stdin, sys.stdout
mute = Mute()
sys.stdin, sys.stdout = In(), mute
try:
    line = input("prompt ")
finally:
    sys.stdin, sys.stdout = saved
print(repr(line), mute.texts)
