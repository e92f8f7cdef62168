"""The tokens that _tokenize.TokenizerIter makes of small sources, in both of its ways, and its errors."""
import _tokenize


def show(source, keeps_all):
    print(repr(source), keeps_all)
    tokens = _tokenize.TokenizerIter(iter(source.splitlines(True)).__next__, extra_tokens=keeps_all)
    try:
        for token in tokens:
            print(token)
    except SyntaxError as error:
        print(type(error).__name__, error.args, error.lineno, error.offset, error.end_lineno, error.end_offset)
    try:
        print(next(tokens))
    except (SyntaxError, StopIteration) as error:
        print(type(error).__name__, error.args)


SOURCES = ['x=1\n','x=1','# c\n\nif x: # d\n  y\n\n\nz','if 1:\n  a\n  # c\n # d\nb\n','f"""a\n{x!r:>{w}}\nb"""\n','"""a\nb"""+x # é\n','é="é"+ü;b\n','(a,\n # c\n b)\n','x\\\n+1\n',"'abc\n",'"""abc\n','(a\n',' a\n b\n  c\n d\n','  a\n b\n','x\\ y\n','1__0\n','a $ b\n','f"{x}\n','f"{a}{b}c{{d}}"\n','rb"x" B"y"\n','async def f(): await x\n','match x:\n case _: type\n','a := 1\n','\n','','\t\n','x\r\ny\r\n# c\r\n','if x:\r\n\ty\r\n','x = """a\r\nb"""\r\n',')\n','f"{x:\n}"\n',"f'''{\nx\n}'''\n",'f"é{é}é"; x\n','\x0cx\n','a\\\nb\\\nc\n','a\\','"a\\\nb"\n', 'if 1:\n\tx\n        y\n','0777\n','1_a\n','€\n','x=1 #\n','pass\n    # c\n  # d','def f():\n    pass','def f():\n    """d\n    e\n    """\n    return 1\n\n\n# end\n', "f'{x=}' f'{x!r}' f'{x:%Y-%m-%d}'\n", 'f"{f"{1}"}"\n', '"\\d"\n']
for source in SOURCES:
    show(source, True)
    show(source, False)


def attempt(*args, **kwargs):
    try:
        print(list(_tokenize.TokenizerIter(*args, **kwargs)))
    except Exception as error:
        print(type(error).__name__, error)


def fails():
    raise KeyError("readline")


def from_list(lines):
    return iter(lines).__next__


attempt()
attempt(fails)
attempt(1, extra_tokens=True)
attempt(fails, extra_tokens=True)
attempt(fails, extra_tokens=True, encoding=None)
attempt(fails, extra_tokens=True, name=1)
attempt(from_list([b"x = 1\n", b"\xe9 = 2\n"]), extra_tokens=True, encoding="latin-1")
attempt(from_list([b"x = 1\n"]), extra_tokens=True, encoding="nothing")
attempt(from_list([b"x = 1\n"]), extra_tokens=True)
attempt(from_list(["x = 1\n"]), extra_tokens=True, encoding="utf-8")
attempt(from_list(["x\n", "y", "z\n", "", "w\n"]), extra_tokens=True)

LINES = ["a = (1,\n", "2)\n", '"""x\n', 'y"""; z\n', "if x:\n", "  y\n", "# c\n", "\n", "z \\\n", "w\n", "f'''\n", "{x\n", "}'''\n", ""]


def reads(lines):
    """Tells when a line is asked for."""

    def readline():
        line = next(lines)
        print("readline", repr(line))
        return line

    return readline


for keeps_all in True, False:
    for token in _tokenize.TokenizerIter(reads(iter(LINES)), extra_tokens=keeps_all):
        print(token)
