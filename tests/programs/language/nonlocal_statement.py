"""nonlocal: one cell for all functions that share the variable."""


def counter():
    count = 0

    def step(by=1):
        nonlocal count
        count += by
        return count

    def reset():
        nonlocal count
        count = 0

    def peek():
        return count

    return step, reset, peek


step, reset, peek = counter()
print(step(), step(5), peek())
reset()
print(peek(), step())
print(step.__closure__[0] is peek.__closure__[0], step.__code__.co_freevars, counter.__code__.co_cellvars)
other = counter()[2]
print(other(), other.__closure__[0] is peek.__closure__[0])


def deep():
    v = "outer"

    def middle():
        def inner():
            nonlocal v
            v = "changed"

        inner()

    middle()
    return v


print(deep())


def in_class():
    v = 1

    class C:
        nonlocal v
        v = 2
        w = v

    return v, C.w, hasattr(C, "v")


print(in_class())
