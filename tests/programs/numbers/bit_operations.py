"""Shifts and bitwise operations of ints of every size and sign; errors; bool results."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

values = (0, 1, -1, 5, -6, 255, 2**30, -2**30, 2**64 + 3, -2**64 - 3)
for a in values:
    print(a, ~a, [a & b for b in values], [a | b for b in values], [a ^ b for b in values])
    print("  ", [a << s for s in (0, 1, 29, 30, 31, 65)], [a >> s for s in (0, 1, 29, 30, 31, 65, 10**20)])
for f in (lambda: 1 << -1, lambda: 1 >> -1, lambda: 1 << 2.0, lambda: 1.0 & 1, lambda: "a" | 1, lambda: 0 << 10**20, lambda: 1 >> 2**70, lambda: ~1.5, lambda: -"a", lambda: +[], lambda: ~True if False else True ^ False):
    print(attempt(f))
print(True & True, True | False, type(True & True), type(True & 1), True << 2, -True)
