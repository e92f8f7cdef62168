"""A MemoryError has no context: it is raised as it is."""


def context(body):
    try:
        try:
            1 / 0
        finally:
            body()
    except MemoryError as e:
        return repr(e.__context__), e.args


print(context(lambda: [1, 2] * 2**60), context(lambda: "a" * 2**62), context(lambda: bytearray(2**62)))
print(context(lambda: (0,) * 2**60), context(lambda: b"x" * 2**62))


def explicit():
    raise MemoryError("by hand")


print(context(explicit))
