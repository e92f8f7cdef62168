"""Loops: else, break, continue, nested, changing what is looped over, while with walrus, conditional expressions."""
for i in range(3):
    if i == 5:
        break
else:
    print("for else")
for i in range(3):
    if i == 1:
        break
else:
    print("not reached")
n = 3
while n:
    n -= 1
    if n == 1:
        continue
    print(n)
else:
    print("while else")
while True:
    break
else:
    print("not reached")
found = None
for i in range(5):
    for j in range(5):
        if i * j == 6:
            found = i, j
            break
    else:
        continue
    break
print(found)
data = iter([1, 2, 3, 0, 5])
while (v := next(data)) != 0:
    print("v", v)
print(list(data))
for i in []:
    pass
else:
    print("empty else", i)
print([("fizz" * (k % 3 == 0) + "buzz" * (k % 5 == 0)) or k for k in range(1, 16)])
print("a" if n > 5 else "b" if n == 0 else "c")
total = 0
for x in range(100000):
    if x & 1:
        continue
    total += x
print(total)
for i, (a, b) in enumerate(zip("ab", [1, 2])):
    print(i, a, b)
for x in (lambda: iter("xy"))():
    print(x)
l = [1, 2, 3]
for x in l[:]:
    if x == 2:
        l.remove(x)
for x in l:
    if len(l) < 6:
        l.append(x * 10)
print(l)


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        while self.n > 0:
            yield self.n
            self.n -= 1


for c in Countdown(3):
    print(c, end=" ")
print()
for bad in ("for x in 5: pass", "for x in None: pass", "while 1/0: pass"):
    try:
        exec(bad)
    except Exception as e:
        print(type(e).__name__, e)


class BadIter:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("next failed")


try:
    for x in BadIter():
        pass
except ValueError as e:
    print(e)
assert True
try:
    assert 1 == 2, "message"
except AssertionError as e:
    print(repr(e))
try:
    assert []
except AssertionError as e:
    print(repr(e))
pass; print("one"); print("two")
if n: print("n")
elif not n: print("not n")
i = 0
while i < 10: i += 1
print(i)
