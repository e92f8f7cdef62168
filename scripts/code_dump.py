"""The text form of CPython's code objects that src/bytecode/code-dump.ts writes from ours, and digests of it.

`python3.13 scripts/code_dump.py FILE` prints the dump of one file; `--digests ROOT` prints one line per .py file below ROOT:
path, tab, digest (for a file that CPython rejects, the error as JSON); `--sequences FILE` prints what codegen has emitted for
each scope, inner scopes first, before the flow graph has seen it. `-O` and `-OO` in front set the level of optimisation.
"""

import ast
import json
import marshal
import os
import struct
import sys
import threading
import warnings

from ast_dump import digest, error_fields, python_files, quote

STORE_NAME = 114
LOAD_CONST = 83


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
    if isinstance(value, str):
        return "s" + quote(value)
    if isinstance(value, tuple):
        return "(" + ",".join(map(constant, value)) + ")"
    if isinstance(value, frozenset):
        return "{" + ",".join(sorted(map(constant, value))) + "}"
    return dump(value)


def static_attributes_index(code):
    """Where the constants of a class have its __static_attributes__, whose order differs from run to run; or -1."""
    if "__static_attributes__" not in code.co_names:
        return -1
    name = code.co_names.index("__static_attributes__")
    extended, last = 0, -1
    for at in range(0, len(code.co_code), 2):
        opcode, arg = code.co_code[at], code.co_code[at + 1] | extended
        extended = arg << 8 if opcode == 71 else 0
        if opcode == STORE_NAME and arg == name:
            return last
        if opcode == LOAD_CONST:
            last = arg
    return -1


def constants(code):
    unordered = static_attributes_index(code)
    for index, value in enumerate(code.co_consts):
        yield constant(tuple(sorted(value)) if index == unordered and isinstance(value, tuple) else value)


def local_kinds(code):
    """co_localspluskinds, which only marshal tells: the fourth object behind five numbers."""
    data = marshal.dumps(code.replace(co_consts=(), co_names=()), 2)
    at = 1 + 5 * 4

    def read():
        nonlocal at
        kind = chr(data[at])
        at += 1
        if kind in "ui":
            size = 4 if kind == "i" else 4 + int.from_bytes(data[at : at + 4], "little")
            at += size
        elif kind == "s":
            size = int.from_bytes(data[at : at + 4], "little")
            at += 4 + size
            return data[at - size : at]
        else:
            assert kind in "(t", kind
            count = int.from_bytes(data[at : at + 4], "little")
            at += 4
            for _ in range(count):
                read()

    for _ in range(4):
        read()
    return read()


def dump(code):
    localsplus = code.co_varnames + tuple(n for n in code.co_cellvars if n not in code.co_varnames) + code.co_freevars
    lines = [
        f"code {quote(code.co_name)} {quote(code.co_qualname)}",
        f"{code.co_argcount} {code.co_posonlyargcount} {code.co_kwonlyargcount}",
        f"stack {code.co_stacksize} flags {code.co_flags:x} line {code.co_firstlineno}",
        "names " + " ".join(map(quote, code.co_names)),
        "localsplus " + " ".join(map(quote, localsplus)),
        "kinds " + local_kinds(code).hex(),
        "code " + code.co_code.hex(),
        "lines " + code.co_linetable.hex(),
        "handlers " + code.co_exceptiontable.hex(),
        "consts",
        *constants(code),
        "end",
    ]
    return "\n".join(lines)


def compiled(source, name="<file>", mode="exec", flags=0, optimize=0):
    return compile(source, name, mode, flags, dont_inherit=True, optimize=optimize)


def result(source, optimize):
    try:
        return digest(dump(compiled(source, optimize=optimize)))
    except Exception as error:
        return json.dumps(error_fields(error))


def sequences(source, optimize):
    import _opcode_metadata
    import _testinternalcapi
    import opcode

    names = {number: name for name, number in _opcode_metadata.opmap.items()}
    jumps = set(opcode.hasjrel + opcode.hasexc + opcode.hasjabs)

    def show(sequence):
        for inner in sequence.get_nested():
            show(inner)
        print("scope")
        instructions = sequence.get_instructions()
        targets = {arg for op, arg, *_ in instructions if op in jumps}
        for index, (op, arg, *place) in enumerate(instructions):
            print(">>" if index in targets else "  ", names[op], arg or 0, *place)

    tree = ast.parse(source)
    sequence, _ = _testinternalcapi.compiler_codegen(tree, "<file>", optimize)
    show(sequence)


def main():
    warnings.simplefilter("ignore")
    args = sys.argv[1:]
    optimize = 0
    if args[0] in ("-O", "-OO"):
        optimize = len(args.pop(0)) - 1
    if args[0] == "--sequences":
        sequences(open(args[1], "rb").read(), optimize)
    elif args[0] == "--digests":
        for path in python_files(args[1]):
            found = result(open(path, "rb").read(), optimize)
            print(os.path.relpath(path, args[1]), found, sep="\t")
    else:
        print(dump(compiled(open(args[0], "rb").read(), optimize=optimize)))


if __name__ == "__main__":
    sys.setrecursionlimit(1_000_000)
    threading.stack_size(512 * 1024 * 1024)
    worker = threading.Thread(target=main)
    worker.start()
    worker.join()
