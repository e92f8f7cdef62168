"""The text form of CPython's syntax trees that src/compiler/ast-dump.ts writes from ours, and digests of it.

`python3 scripts/ast_dump.py FILE` prints the dump of one file; `--digests ROOT` prints one line per .py file below ROOT:
path, tab, digest; for a file that CPython rejects, the error (JSON) in place of the digest. With `--optimized` before either
the tree is the one that CPython's AST optimiser makes of it.
"""

import ast
import hashlib
import json
import os
import re
import struct
import sys
import threading
import warnings

PLAIN = re.compile(r"[ !#-\[\]-~]*\Z")
WORDS = (ast.operator, ast.boolop, ast.unaryop, ast.cmpop, ast.expr_context)
SKIPPED = ("type_comment", "type_ignores")


def quote(text):
    if PLAIN.match(text):
        return f'"{text}"'
    shown = (c if 32 <= ord(c) < 127 and c not in '"\\' else f"\\{ord(c):x};" for c in text)
    return '"' + "".join(shown) + '"'


def constant(value):
    if value is None or value is True or value is False or value is Ellipsis:
        return repr(value)
    if isinstance(value, int):
        return f"i{value:x}"
    if isinstance(value, float):
        return "f" + struct.pack(">d", value).hex()
    if isinstance(value, complex):
        return "c" + struct.pack(">dd", value.real, value.imag).hex()
    if isinstance(value, bytes):
        return "b" + value.hex()
    if isinstance(value, tuple):
        return f"tuple[{','.join(map(constant, value))}]"
    if isinstance(value, frozenset):
        return f"frozenset[{','.join(sorted(map(constant, value)))}]"
    return "s" + quote(value)


def dump_field(value, out):
    if isinstance(value, ast.AST):
        if isinstance(value, WORDS):
            out(type(value).__name__)
        else:
            dump_node(value, out)
    elif isinstance(value, list):
        out("[")
        for index, item in enumerate(value):
            if index:
                out(",")
            dump_field(item, out)
        out("]")
    elif value is None:
        out("-")
    elif isinstance(value, str):
        out(quote(value))
    else:
        out(str(value))


def dump_node(node, out):
    kind = type(node).__name__
    out(kind)
    out("(")
    separator = ""
    for field in node._fields:
        if field in SKIPPED:
            continue
        if separator:
            out(separator)
        separator = ","
        value = getattr(node, field, None)
        if field == "value" and kind in ("Constant", "MatchSingleton"):
            out(constant(value))
        else:
            dump_field(value, out)
    out(")")
    if node._attributes:
        out(f"@{node.lineno}.{node.col_offset}-{node.end_lineno}.{node.end_col_offset}")


def dump(tree):
    parts = []
    dump_node(tree, parts.append)
    return "".join(parts)


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def error_fields(error):
    """Class, message and the four position fields of an exception raised by the parser."""
    if isinstance(error, SyntaxError):
        return [type(error).__name__, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset]
    return [type(error).__name__, str(error), None, None, None, None]


def result(source, name="<string>", mode="exec", flags=0, optimize=None):
    """A digest of the tree, optimised where `optimize` is 0, 1 or 2; or the error."""
    if optimize is not None:
        flags |= ast.PyCF_OPTIMIZED_AST
    try:
        tree = compile(source, name, mode, ast.PyCF_ONLY_AST | flags, dont_inherit=True, optimize=optimize or 0)
    except Exception as error:
        return error_fields(error)
    return digest(dump(tree))


def python_files(root):
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in ("__pycache__", "site-packages"))
        for name in sorted(files):
            if name.endswith(".py"):
                yield os.path.join(folder, name)


def main():
    warnings.simplefilter("ignore")
    arguments = sys.argv[1:]
    optimize = None
    if arguments[0] == "--optimized":
        optimize = 0
        del arguments[0]
    if arguments[0] != "--digests":
        flags = ast.PyCF_ONLY_AST if optimize is None else ast.PyCF_OPTIMIZED_AST
        print(dump(compile(open(arguments[0], "rb").read(), "<file>", "exec", flags, True, optimize or 0)))
        return
    for path in python_files(arguments[1]):
        # The name is none of a file, so that CPython does not look there for the line to show.
        found = result(open(path, "rb").read(), "<file>", optimize=optimize)
        print(os.path.relpath(path, arguments[1]), found if isinstance(found, str) else json.dumps(found), sep="\t")


if __name__ == "__main__":
    sys.setrecursionlimit(1_000_000)
    threading.stack_size(512 * 1024 * 1024)
    worker = threading.Thread(target=main)
    worker.start()
    worker.join()
