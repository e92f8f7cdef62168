"""SyntaxError objects: message, line, offsets, text, file for many kinds of wrong source."""

def attempt(f, *args, **kwargs):
    try:
        return f(*args, **kwargs)
    except Exception as e:
        return f"{type(e).__name__}: {e}"

for source in ("x = ", "x = (", "x = )", "if x\n  y", "def f(:\n pass", "a b c", "1 = x", "f(x) = 1", "x + 1 = 2", "print 'a'", "for x in y", "while True print(1)", "'unterminated", '"""unterminated', "f'{a b}'", "f'{'", "x = 1 +\n", "  indented", "if 1:\npass", "if 1:\n    x\n  y", "return 1", "yield 1", "break", "continue", "class C:\n return", "def f(a, a): pass", "def f(a=1, b): pass", "def f(*): pass", "f(a=1, a=2)", "f(**a, *b)", "lambda x=1, y: 0", "import a.b as", "from . import", "from x import *, y", "global x\nnonlocal x", "nonlocal x", "try:\n x", "try:\n pass\nexcept:\n pass\nexcept E:\n pass", "with a as 1: pass", "del f()", "x = 5 if 1", "0777", "0xg", "1__0", "1a", "0b2", "a $ b", "a ? b", "é = €", "x = 'a' 'b' b'c'", "async def f():\n  yield from x", "await x", "{1: 2, 3}", "{**a for a in b}", "[*a for a in b]", "(x for x in y) = 1", "a, b += 1", "x: int: str", "(a, b): int", "match x:\n case 1 | y: pass\n case _: pass", "@\ndef f(): pass", "\\ x", "else: pass", "x = yield = 1", "a = b := c", "assert (x, 'm'), y z", "raise x from", "None = 1", "True += 1", "def None(): pass", "f(None=1)", "x.None", "__debug__ = 1", "\tx\n        y", "if 1:\n\tx\n        y", "type X = (yield)", "def f[T: (yield)](): pass"):
    try:
        compile(source, "file", "exec")
        print(repr(source), "compiles")
    except SyntaxError as e:
        print(repr(source), type(e).__name__, e.msg, (e.lineno, e.offset, e.end_lineno, e.end_offset), repr(e.text), e.filename)
