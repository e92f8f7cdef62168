"""Indices and slices of str, bytes, lists and tuples: negative, out of range, steps, objects as indices."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

class I:
    def __init__(self, v):
        self.v = v

    def __index__(self):
        return self.v


for s in ("abcdef", "aé\u1234\U0001F600x", b"abcdef", bytearray(b"abcdef"), [1, 2, 3, 4], (1, 2, 3, 4), range(10, 60, 10), memoryview(b"abcdef")):
    print(type(s).__name__, [ascii(attempt(lambda: s[i])) for i in (0, -1, 3, 10, -10, I(1), True, 1.0, "1", None, 2**70, -(2**70))])
    for sl in (slice(None), slice(1, 3), slice(-2, None), slice(None, None, -1), slice(5, 0, -2), slice(0, 100, 3), slice(3, 1), slice(-100, 100), slice(I(1), I(3)), slice(None, None, 2**70), slice(2**70), slice(-(2**70), 2), slice("a"), slice(1.5), slice(0, 1, 0)):
        r = attempt(lambda: s[sl])
        print("  ", type(r).__name__, ascii(list(r)) if isinstance(r, memoryview) else ascii(r))
    print(s[:] is s, s[0:] == s, attempt(lambda: s[0, 1]), attempt(lambda: s[...]))
