"""for and while with else, break, continue, nested; loop targets of every kind; iterators that fail or change."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

def run(items, stop=None):
    out = []
    for x in items:
        if x == stop:
            break
        if x == "skip":
            continue
        out.append(x)
    else:
        out.append("else")
    return out


print(run([]), run([1, 2]), run([1, 2], 2), run(["skip", 1]), run("ab"), attempt(run, 5))
n, out = 0, []
while n < 5:
    n += 1
    if n == 2:
        continue
    if n == 4:
        break
    out.append(n)
else:
    out.append("never")
while n > 4:
    n -= 1
else:
    out.append("while else")
print(out, n)
for i in range(3):
    for j in range(3):
        if j == 1:
            break
    else:
        print("inner else")
    if i == 1:
        break
else:
    print("outer else")
print(i, j)


class It:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n == 1:
            raise KeyError("in next")
        if self.n < 0:
            raise StopIteration
        return self.n


print(attempt(run, It(4)), attempt(run, It(1)))
o = type("O", (), {})()
l = [0, 0]
for o.attr in range(2):
    pass
for l[0] in "xy":
    pass
for (a, *b), c in [((1, 2, 3), 4)]:
    pass
for l[o.attr] in [7]:
    pass
print(o.attr, l, a, b, c)
for x in [1, 2, 3]:
    x = 10
print(x, [x for x in ()], attempt(lambda: [0 for a, b in [1]]), sum(1 for _ in range(10**5)))
