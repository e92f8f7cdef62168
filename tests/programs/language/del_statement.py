"""del of names, items, slices, attributes, and what is gone afterwards."""
x = [0, 1, 2, 3, 4, 5]
del x[0], x[-1]
print(x)
del x[::2]
print(x)
d = {"a": 1, "b": 2}
del d["a"]
print(d)


class C:
    y = 1

    def __delitem__(self, key):
        print("delitem", key)

    def __delattr__(self, name):
        print("delattr", name)


c = C()
del c[1], c[1:2, ..., 3], c.anything
del (x, d)
for name in ("x", "d"):
    try:
        eval(name)
    except NameError as e:
        print(e)


def local():
    v = 1
    del v
    try:
        return v
    except UnboundLocalError as e:
        return str(e)


def free():
    v = 1

    def inner():
        return v

    del v
    try:
        return inner()
    except NameError as e:
        return type(e).__name__, str(e)


print(local())
print(free())
for text in ("del missing", "del [][0]", "del {}['k']", "del (1).real", "del ''[0]"):
    try:
        exec(text)
    except Exception as e:
        print(text, "->", type(e).__name__, e)
