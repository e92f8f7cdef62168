# The module _sha2: hashes of all lengths, updates, copies, errors.
import sys
from _sha2 import SHA256Type, sha224, sha256, sha384, sha512


def show(f, *a, **k):
    try:
        print(f(*a, **k))
    except BaseException as e:
        print(type(e).__name__, e)


for make in (sha224, sha256, sha384, sha512):
    h = make(b"abc")
    print(h.name, h.digest_size, h.block_size, h.hexdigest(), h.digest()[:4], type(h).__name__, sys.getsizeof(h))
    print(make().hexdigest())
    for n in (1, 55, 56, 63, 64, 65, 111, 112, 119, 120, 127, 128, 129, 1000, 100000):
        print(n, make(b"x" * n).hexdigest()[:32])
    h = make()
    for n in range(200):
        h.update(bytes([n]) * n)
    c = h.copy()
    c.update(bytearray(b"more"))
    h.update(memoryview(b"more"))
    print(c.hexdigest() == h.hexdigest(), h.hexdigest())
h = sha256()
show(sha256, "a")
show(sha256, 5)
show(sha256, b"a", b"b")
show(SHA256Type)
show(h.update)
show(h.update, "x")
show(h.digest, 1)
show(setattr, h, "name", 1)
print(sha256(string=b"q", usedforsecurity=0).hexdigest())
