# optimize: 1
"""With -O assertions are gone and __debug__ is False."""
assert False, "never checked"
print(__debug__)
if __debug__:
    print("not here")


def documented():
    """kept with -O"""
    assert 1 / 0


documented()
print(documented.__doc__)
