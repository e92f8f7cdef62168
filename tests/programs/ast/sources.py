# What compile(), exec() and eval() take for a source: text, bytes, buffers.
import ast
from array import array

for source in ("1 + 1", b"1 + 1", bytearray(b"1 + 1"), memoryview(b"1 + 1"), memoryview(b"x1 + 1x")[1:-1], array("b", b"1 + 1"),
               memoryview(b"123\x00"), memoryview(b"123\x00")[:-1], memoryview(b"123\x00")[1:-1], memoryview(b"1_2_3")[::2], b"1\x00",
               5, None, [], object, memoryview(b"\xef\xbb\xbf7"), memoryview("'é'".encode()), memoryview(b"# coding: latin-1\n'\xe9'")):
    for run in (eval, exec, lambda s: ast.dump(ast.parse(s)), lambda s: compile(s, "f", "single").co_consts):
        try:
            print(ascii(run(source)))
        except (TypeError, SyntaxError) as e:
            print(type(e).__name__, e)


class Path:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path


for name in ("f", b"f", Path("f"), Path(b"\xc3\xa9"), Path(5), 5, None, "a\0b", b"a\0b", bytearray(b"f"), memoryview(b"f")):
    try:
        print(ascii(compile("1", name, "eval").co_filename))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
