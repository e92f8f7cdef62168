"""What stands on the tokenizer: tokenize, untokenize, tabnanny, inspect.getsource."""
import inspect
import io
import tabnanny
import tokenize

SOURCE = """# -*- coding: utf-8 -*-
import sys

@decorated(1,
           2)
def function(a, *, b=3):  # a comment
    '''Text
    over lines.'''
    if a:
        return f"{a!r:>{b}} {{}} {a=}"
    \\
    return (a +
            b)

class C: x = 0xff; y = 1_000j


lambda: (yield)
"""

for token in tokenize.generate_tokens(io.StringIO(SOURCE).readline):
    print(token)
data = SOURCE.encode()
tokens = list(tokenize.tokenize(io.BytesIO(data).readline))
print(tokens[0])
print(tokenize.untokenize(tokens) == data)
print(tokenize.untokenize(token[:2] for token in tokens))
for broken in "(1,\n", "'''x\n", "if x:\n  y\n z\n", "x = $ ?\n", "0b12\n":
    try:
        print([token.string for token in tokenize.generate_tokens(io.StringIO(broken).readline)])
    except (tokenize.TokenError, SyntaxError) as error:
        print(type(error).__name__, error.args)


def shown(x):
    def inner():  # inside
        return x

    return inner


class Shown:
    method = lambda self: 1

    def other(self):
        """Its text."""


print(inspect.getsource(shown))
print(inspect.getsource(shown(1)))
print(inspect.getsource(Shown.other), inspect.getsource(Shown.method))
print(inspect.getsourcelines(Shown.other)[1])
try:
    tabnanny.process_tokens(tokenize.generate_tokens(io.StringIO("if 1:\n\tx\n\ty\n").readline))
    print("fine")
    tabnanny.process_tokens(tokenize.generate_tokens(io.StringIO("if 1:\n    if 2:\n\tx\n").readline))
except tabnanny.NannyNag as nag:
    print(nag.get_lineno(), nag.get_msg(), repr(nag.get_line()))
