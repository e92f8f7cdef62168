# SyntaxWarnings that are turned into errors are SyntaxErrors with a place.
import warnings
warnings.simplefilter('error', SyntaxWarning)
def t(src, mode='exec'):
    try: compile(src, '<file>', mode)
    except SyntaxError as e: print(repr(src), type(e).__name__, e.args)
    except BaseException as e: print(repr(src), type(e).__name__, e.args, )
for s in ["x is 1", "\n\n  \nassert(x, 'msg')\n", "[(1, 2) (3, 4)]", "0xfor x", "x = 1\ny = 0b1and x\n", "1jif x else y", "'\\z'", "x = 1\ny = ('a' '\\q'\n 'c\\d')", "f'abc {x} \\d'", "b'\\z'", "'\\400'", "b'\\777'", "'''\n\\z'''", "'''\\\n\\400'''", "x = '''abc\ndef\n\\z'''", "f'{x:\\z}'", "f'''\n\\z{x}'''","b'''\n\\z'''", "[1,2]['a']", "None()", "x = (1)()\n", "[1]('a')", "(1,2)[1,2]", "def f():\n  return (\n 'x' is x)\n", "'a' is 'b'", "0x1ffor x in ()", "[0x1for x in ()]", "é = '\\z'", "'éé' + '\\z'","x = 'é' is 1", "r'\\z'", "'a\\z' + 'b\\z'","1 if 1else 0", "rb'\\z'", "f'\\{6}'", "f'{{}}\\z'", "lambda: '\\z'","\\\n'\\z'", "if 1:\n    '\\z'\n    x is 1"]: t(s)
