"""A plain module."""
print("importing plain as", __name__)
VALUE = 1
_hidden = 2
__all_names__ = "no"


def get():
    return VALUE


def set(v):
    global VALUE
    VALUE = v
