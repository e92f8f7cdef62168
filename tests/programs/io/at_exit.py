"""Streams that live until the interpreter ends are flushed, in the order in which they die."""
import atexit
import io
import sys


class Raw(io.RawIOBase):
    def __init__(self, name):
        self.name = name

    def writable(self):
        return True

    def write(self, data):
        sys.stdout.write(f"{self.name} {bytes(data)}\n") if sys.stdout else None
        return len(data)


a = io.TextIOWrapper(io.BufferedWriter(Raw("a")), "utf-8")
a.write("text")
b = io.BufferedWriter(Raw("b"))
b.write(b"bytes")
f = open("/dev/null", "w")
f.write("nothing")
atexit.register(lambda: print("atexit"))
print("end")
