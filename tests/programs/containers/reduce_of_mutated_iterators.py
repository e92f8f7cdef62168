# __reduce__ of iterators looks at the iterator only after it has found iter(), which may run code.
import builtins

names = builtins.__dict__
orig = {"iter": iter, "reversed": reversed}


def run(name, item, *sentinel, make=iter):
    it = make(item, *sentinel)

    class Name:
        def __hash__(self):
            return hash(name)

        def __eq__(self, other):
            list(it)
            return other == name

    del names[name]
    names[Name()] = orig[name]
    try:
        return it.__reduce__()
    finally:
        for key, function in orig.items():
            del names[key]
            names[key] = function


class Empty:
    def __len__(self):
        return 0

    def __getitem__(self, i):
        raise StopIteration


for item in "xyz", "x\u0142", [1, 2, 3], bytes(8), bytearray(8), (1, 2, 3), tuple[int], Empty(), {1: 2}, {1}, range(3):
    print(type(item).__name__, run("iter", item))
print(run("iter", lambda: 0, 0))
print(run("reversed", list(range(8)), make=reversed))
print(iter([]).__reduce__(), reversed([]).__reduce__(), iter("").__reduce__())
