"""The text form of CPython's symbol tables that tests/compiler/symbol-table-dump.ts writes from ours, and digests of it.

`python3 scripts/symtable_dump.py FILE` prints the dump of one file; `--digests ROOT` prints one line per .py file below ROOT:
path, tab, digest; for a file that CPython rejects, the error (JSON) in place of the digest. The table is that of the tree
as it was parsed, without optimisation. What `_symtable` does not show is read from the struct (3.13, 64-bit).
"""

import _symtable
import ctypes
import json
import os
import sys
import threading
import warnings

import ast_dump

# Bits that say how a name is defined or used in its block: all but DEF_FREE_CLASS and the scope.
DEFINITION = 0xFBF
BLOCK_TYPES = {
    _symtable.TYPE_FUNCTION: "function",
    _symtable.TYPE_CLASS: "class",
    _symtable.TYPE_MODULE: "module",
    _symtable.TYPE_ANNOTATION: "annotation",
    _symtable.TYPE_TYPE_ALIAS: "type alias",
    _symtable.TYPE_TYPE_PARAMETERS: "type parameters",
    _symtable.TYPE_TYPE_VARIABLE: "type variable",
}
COMPREHENSIONS = ("none", "list", "dict", "set", "generator")
FIRST_FLAGS = {2: "generator", 3: "coroutine"}
LAST_FLAGS = dict(enumerate(("varargs", "varkeywords", "returns", "class-closure", "class-dict", "inlined", "iter-target", "sees-class")))


def int_at(entry, offset):
    return ctypes.c_int.from_address(id(entry) + offset).value


def flags(entry):
    first, last = int_at(entry, 92), int_at(entry, 100)
    found = ["nested"] if entry.nested else []
    found += [name for bit, name in FIRST_FLAGS.items() if first >> bit & 1]
    found += [name for bit, name in LAST_FLAGS.items() if last >> bit & 1]
    return found


def symbols(entry):
    """Names with their values. Those that only blocks inside use come in an order that changes from run to run: they are sorted."""
    defined = [(name, value) for name, value in entry.symbols.items() if value & DEFINITION]
    others = sorted((name, value) for name, value in entry.symbols.items() if not value & DEFINITION)
    return defined + others


def dump_entry(entry, depth, out):
    comprehension = COMPREHENSIONS[int_at(entry, 96)]
    out("  " * depth + " ".join([BLOCK_TYPES[entry.type], entry.name, str(entry.lineno), comprehension, *flags(entry)]))
    out("  " * depth + " | " + " ".join(entry.varnames))
    out("  " * depth + " : " + " ".join(f"{name}={value:x}" for name, value in symbols(entry)))
    for child in entry.children:
        dump_entry(child, depth + 1, out)


def dump(source, name="<file>", mode="exec"):
    lines = []
    dump_entry(_symtable.symtable(source, name, mode), 0, lines.append)
    return "\n".join(lines) + "\n"


def result(source, mode="exec"):
    """A digest, or the error."""
    try:
        return ast_dump.digest(dump(source, "<file>", mode))
    except Exception as error:
        return ast_dump.error_fields(error)


def main():
    warnings.simplefilter("ignore")
    if sys.argv[1] != "--digests":
        print(dump(open(sys.argv[1], "rb").read()), end="")
        return
    for path in ast_dump.python_files(sys.argv[2]):
        found = result(open(path, "rb").read())
        print(os.path.relpath(path, sys.argv[2]), found if isinstance(found, str) else json.dumps(found), sep="\t")


if __name__ == "__main__":
    sys.setrecursionlimit(1_000_000)
    threading.stack_size(512 * 1024 * 1024)
    worker = threading.Thread(target=main)
    worker.start()
    worker.join()
