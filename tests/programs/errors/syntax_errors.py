# How SyntaxErrors are shown, whatever their attributes are.
import sys


def show(*args, kind=SyntaxError):
    e = kind("message", args)
    sys.excepthook(type(e), e, None)


for offset in (-1, 0, 1, 2, 3, 4, 5, 9):
    for end in (None, -1, 0, 1, 2, 4, 12):
        show("f", 1, offset, "abc", 1, end)
show("f", 1, None, "abc", 1, 2)
show("f", 1, 2, "abc", 2, 3)
show("f", 1, 2, "abc", None, None)
show("f", None, 2, "abc", None, None)
show(None, 1, 2, "abc")
show(None, None, 2, "abc")
show("", 1, 2, "abc")
show("", None, 2, "abc")
show("f", None, None, None)
show("f", "x", 2, "abc")
show("f", 1.5, 2, "abc", 1.5, 4)
show("f", 1, 2, None)
show("f", 1, 6, "  \t \fabc\t d\n\n", 1, 9)
show("f", 1, 8, "  \t \fabc\t d\n\n", 1, 11)
for offset in (1, 4, 5, 6):
    show("f", 1, offset, "    abc", 1, 8)
show("f", 1, 2, "", 1, 8)
show("f", 1, 2, "\n", 1, 8)
show("f", 1, 5, "a\nb\nc", 1, 6)
show("f", 1, 2, "\t\tabc", 1, 4)
show("f", 1, 2, "\x0b\x0babc", 1, 4)
show(3, 1, 2, "abc")
show("f", 1, 5, "日本語abc", 1, 6)
show("f", 0, 2, "abc", 0, 4)
show("f", 1, True, "abc", True, 3)
show("f", 1, 2, "abc  ", 1, 4, kind=IndentationError)


def fail(*args):
    try:
        try:
            {}[1]
        except KeyError:
            raise SyntaxError("message", args)
    except SyntaxError as e:
        sys.excepthook(type(e), e, e.__traceback__)


# What does not fit is found when half of the text is written.
fail("f", 1, "x", "abc")
fail("f", 1, 2, "abc", 1, "x")
fail("f", 1, 2, 3)
e = SyntaxError()
sys.excepthook(type(e), e, None)
e.filename = "name"
sys.excepthook(type(e), e, None)
e.lineno = 4
sys.excepthook(type(e), e, None)
e.text = "abc"
sys.excepthook(type(e), e, None)
e.offset = 2
e.add_note("note")
for msg in (None, "", 5, "text"):
    e.msg = msg
    sys.excepthook(type(e), e, None)
for source in ("x = (", "def f(:", "  x", "f(a b)", "return 1", "'abc", "x = 1 +", "日本 = )", "\tx = 1 1", "lambda x: = 1"):
    try:
        compile(source, "<source>", "exec")
    except SyntaxError as e:
        sys.excepthook(type(e), e, None)
exec("\n\nx = = 1")
