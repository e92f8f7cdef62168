"""Print the syntax tree of a Python file as JSON that maps one to one on src/compiler/ast.ts.

Run with CPython 3.13: `python3 scripts/ast-to-json.py FILE [exec|eval|single]` (FILE `-` reads standard input).
src/compiler/ast-json.ts turns the text back into a tree. Encodings without loss: an int is a hexadecimal string, a
float the text of repr(), bytes are hexadecimal, a string keeps lone surrogates as \\uD8xx escapes; where a high and a
low surrogate stand next to each other as two code points, `codePoints` lists all code points of that string.
"""

import ast
import json
import sys
import threading

POSITIONS = ("lineno", "col_offset", "end_lineno", "end_col_offset")


def has_split_pair(text):
    """True where two neighbouring surrogates would read as one astral character in UTF-16."""
    return any(0xD800 <= ord(a) < 0xDC00 <= ord(b) < 0xE000 for a, b in zip(text, text[1:]))


def constant(value):
    if value is None:
        return {"type": "None"}
    if value is Ellipsis:
        return {"type": "Ellipsis"}
    if isinstance(value, bool):
        return {"type": "bool", "value": value}
    if isinstance(value, int):
        return {"type": "int", "value": hex(value)}
    if isinstance(value, float):
        return {"type": "float", "value": repr(value)}
    if isinstance(value, complex):
        return {"type": "complex", "real": repr(value.real), "imag": repr(value.imag)}
    if isinstance(value, bytes):
        return {"type": "bytes", "value": value.hex()}
    if isinstance(value, str):
        encoded = {"type": "str", "value": value}
        if has_split_pair(value):
            encoded["codePoints"] = [ord(character) for character in value]
        return encoded
    if isinstance(value, (tuple, frozenset)):
        return {"type": type(value).__name__, "items": [constant(item) for item in value]}
    raise TypeError(f"no constant: {value!r}")


def plain(value):
    """A field's value that is no constant: a node, a list, a name, a number or None."""
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, (ast.operator, ast.boolop, ast.unaryop, ast.cmpop, ast.expr_context)):
        return type(value).__name__
    if isinstance(value, ast.AST):
        return node(value)
    return value


def node(tree):
    encoded = {"kind": type(tree).__name__}
    for field in tree._fields:
        value = getattr(tree, field, None)
        if field in ("type_comment", "type_ignores"):
            continue
        if isinstance(tree, ast.Constant):
            encoded["u" if field == "kind" else field] = value if field == "kind" else constant(value)
        elif isinstance(tree, ast.MatchSingleton):
            encoded[field] = constant(value)
        else:
            encoded[field] = plain(value)
    if "lineno" in tree._attributes:
        for position in POSITIONS:
            encoded[position] = getattr(tree, position)
    return encoded


def main():
    path = sys.argv[1]
    mode = sys.argv[2] if len(sys.argv) > 2 else "exec"
    source = sys.stdin.buffer.read() if path == "-" else open(path, "rb").read()
    json.dump(node(ast.parse(source, path, mode)), sys.stdout, separators=(",", ":"))
    sys.stdout.write("\n")


if __name__ == "__main__":
    sys.setrecursionlimit(1_000_000)
    threading.stack_size(512 * 1024 * 1024)
    worker = threading.Thread(target=main)
    worker.start()
    worker.join()
