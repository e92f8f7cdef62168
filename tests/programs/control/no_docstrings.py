# optimize: 2
"""With -OO docstrings are gone too."""


def documented():
    """gone"""


class K:
    """gone"""


print(__doc__, documented.__doc__, K.__doc__, __debug__)
