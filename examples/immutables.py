"""Immutable values may be shared, mutable ones never are."""


def number(text):
    return int(text)


print("small ints are one object:", number("256") is number("256"), number("-5") is number("-5"))
print("larger ones are not:", number("257") is number("257"), number("-6") is number("-6"))
print("empty tuples:", tuple([]) is tuple([]))
print("one-character strings:", "abc"[1] is "xbz"[1])
print("names are interned:", "name" is "".join(["na", "me"]), "and constants:", "name" is "name")
print("lists, dicts, sets:", [] is [], {} is {}, set() is set())
