"""atexit functions: last registered first, with arguments, errors in them, after an uncaught exception."""
import atexit


def say(*args, **kw):
    print("at exit", args, kw)


def fails():
    raise ValueError("in atexit")


atexit.register(say, 1, a=2)
atexit.register(say, 2)
atexit.register(fails)


@atexit.register
def last():
    print("decorated")


atexit.register(say, "gone")
atexit.unregister(last)
print("end of the program")
raise KeyError("uncaught")
