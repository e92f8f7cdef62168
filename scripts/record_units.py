"""Record what CPython's code generator hands to its back end, and the code objects that come out of it.

`python3.13 scripts/record_units.py OUT [FILE ...]` writes JSON lines (gz), one for each source (the samples of
bytecode_samples.py, or the FILEs); tests/compiler/recorded-units.ts tells the form and compares ours. `_testinternalcapi`
shows the instructions of all scopes, but the constants of the outermost one only. So two functions of libpython are led
through this script, which needs an x86-64 Linux and a libpython3.13 with its symbol table.
"""

import ast
import ctypes
import gzip
import json
import marshal
import os
import re
import struct
import subprocess
import sys
import types
import warnings

import _testinternalcapi
from bytecode_samples import sources

POINTER, INT = ctypes.c_void_p, ctypes.c_int
LIBRARY = "libpython3.13.so.1.0"


def addresses():
    with open("/proc/self/maps") as maps:
        line = next(line for line in maps if LIBRARY in line)
    base, path = int(line.split("-")[0], 16), line.split()[-1]
    symbols = subprocess.run(["nm", path], capture_output=True, text=True, check=True).stdout.splitlines()
    return {parts[2]: base + int(parts[0], 16) for parts in map(str.split, symbols) if len(parts) == 3}


class Hook:
    """A C function that `around(real, args)` is called in place of."""

    def __init__(self, address, result, arguments, around):
        page = address & ~4095
        if ctypes.CDLL(None).mprotect(ctypes.c_void_p(page), 8192, 7) != 0:
            raise OSError("mprotect")
        prototype = ctypes.PYFUNCTYPE(result, *arguments)
        self.address, self.around, self.real = address, around, prototype(address)
        self.original = ctypes.string_at(address, 12)
        self.callback = prototype(self.call)
        target = ctypes.cast(self.callback, POINTER).value
        self.patch = b"\x48\xb8" + struct.pack("<Q", target) + b"\xff\xe0"  # mov rax, target; jmp rax
        self.set(self.patch)

    def set(self, code):
        ctypes.memmove(self.address, code, len(code))

    def call(self, *args):
        self.set(self.original)
        try:
            return self.around(self.real, args)
        finally:
            self.set(self.patch)


# --- what is recorded ---

units = []  # of the compilation that goes on
numbers = {}  # id of a code object -> number of its unit
kept = []  # code objects, so that no id comes twice


def constant(value):
    if value is None or value is ... or value is True or value is False:
        return [{None: "N", ...: "E", True: "T", False: "F"}[value]]
    match value:
        case int():
            return ["i", str(value)]
        case float():
            return ["f", struct.pack(">d", value).hex()]
        case complex():
            return ["c", struct.pack(">dd", value.real, value.imag).hex()]
        case str():
            return ["u", list(map(ord, value))] if re.search("[\ud800-\udfff]", value) else ["s", value]
        case bytes():
            return ["b", value.hex()]
        case tuple():
            return ["t", list(map(constant, value))]
        case frozenset():
            return ["z", sorted(map(constant, value), key=json.dumps)]
        case types.CodeType():
            return ["C", numbers[id(value)]]
    raise TypeError(type(value))


def localsplus(code):
    """Names and kinds of variables, which only marshal shows: without constants they are its first two tuples but one."""
    data = marshal.dumps(code.replace(co_consts=()), 2)
    at = 21

    def read():
        nonlocal at
        kind, at = data[at], at + 1
        (size,), at = struct.unpack_from("<i", data, at), at + 4
        if kind == ord("("):
            return [read() for _ in range(size)]
        at += size
        return data[at - size : at]

    read(), read(), read()  # code, constants, names
    return [name.decode("utf-8", "surrogatepass") for name in read()], list(read())


def code_fields(code):
    numbers_of = ("argcount", "posonlyargcount", "kwonlyargcount", "stacksize", "flags", "firstlineno")
    return {
        **{name: getattr(code, "co_" + name) for name in (*numbers_of, "name", "qualname")},
        **{name: getattr(code, "co_" + name).hex() for name in ("code", "linetable", "exceptiontable")},
        "names": code.co_names,
        "consts": list(map(constant, code.co_consts)),
    }


def around_optimize(real, args):
    consts = ctypes.cast(args[1], ctypes.py_object).value
    nlocals, nparams, firstlineno = args[3:]
    units.append(
        {"consts": list(map(constant, consts)), "nlocals": nlocals, "nparams": nparams, "firstlineno": firstlineno}
    )
    return real(*args)


def around_assemble(real, args):
    result = real(*args)
    if result:
        code = ctypes.cast(result, ctypes.py_object).value
        kept.append(code)
        numbers[id(code)] = len(numbers)
        units[-1]["code"] = code_fields(code)
        units[-1]["kinds"] = localsplus(code)
    return result


def innermost_first(sequence):
    for nested in sequence.get_nested():
        yield from innermost_first(nested)
    yield [[item[0], item[1] or 0, *item[2:]] for item in sequence.get_instructions()]


def record(source, name):
    """All units of a source; the module's own comes last."""
    for known in (units, numbers, kept):
        known.clear()
    sequence, _ = _testinternalcapi.compiler_codegen(ast.parse(source), name, 0)
    instructions = list(innermost_first(sequence))
    for known in (units, numbers, kept):
        known.clear()
    compile(source, name, "exec", optimize=0, dont_inherit=True)
    return {"file": name, "units": [{"instrs": i, **unit} for i, unit in zip(instructions, units, strict=True)]}


def main():
    found = addresses()
    hooks = [
        Hook(found["_PyCfg_OptimizeCodeUnit"], INT, [POINTER] * 3 + [INT] * 3, around_optimize),
        Hook(found["_PyAssemble_MakeCodeObject"], POINTER, [POINTER] * 3 + [INT, POINTER] + [INT] * 2 + [POINTER], around_assemble),
    ]
    warnings.simplefilter("ignore")
    files = sys.argv[2:]
    wanted = ((os.path.basename(file), open(file, "rb").read()) for file in files) if files else sources()
    count = 0
    with gzip.GzipFile(sys.argv[1], "wb", mtime=0) as out:
        for name, source in wanted:
            recorded = record(source, name)
            count += len(recorded["units"])
            out.write(json.dumps(recorded).encode() + b"\n")
    for hook in hooks:
        hook.set(hook.original)
    print(count, "units")


if __name__ == "__main__":
    main()
