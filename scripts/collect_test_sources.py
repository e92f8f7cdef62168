"""Collect every source that a CPython test module hands to compile, exec, eval or ast.parse.

`python3 scripts/collect_test_sources.py OUT test.test_syntax` runs that module's tests and writes OUT: JSON lines of
[source (text, or {"hex": ...} for bytes), mode, flags]. scripts/record_sources.py records what CPython makes of them.
"""

import atexit
import builtins
import json
import sys
import types
import unittest

PYCF_DONT_IMPLY_DEDENT = 0x200
PYCF_ALLOW_INCOMPLETE_INPUT = 0x4000
CO_FUTURE_BARRY_AS_BDFL = 0x400000
FLAGS = PYCF_DONT_IMPLY_DEDENT | PYCF_ALLOW_INCOMPLETE_INPUT | CO_FUTURE_BARRY_AS_BDFL

found = {}


def note(source, mode, flags=0):
    if isinstance(source, (bytearray, memoryview)):
        source = bytes(source)
    if type(source) in (str, bytes) and len(source) < 20_000 and mode in ("exec", "eval", "single"):
        found[source, mode, flags & FLAGS] = None


real_compile, real_exec, real_eval = builtins.compile, builtins.exec, builtins.eval


def noting_compile(source, filename, mode, flags=0, *args, **keywords):
    if isinstance(flags, int):
        note(source, mode, flags)
    # One frame lies between the caller and compile(): flags of its __future__ imports do not reach through it.
    return real_compile(source, filename, mode, flags, *args, **keywords)


def noting_exec(source, globals=None, locals=None, /, **keywords):
    note(source, "exec")
    frame = sys._getframe(1)
    if globals is None:
        globals = frame.f_globals
        locals = frame.f_locals if locals is None else locals
    return real_exec(source, globals, locals, **keywords)


def noting_eval(source, globals=None, locals=None, /):
    note(source.lstrip(" \t") if isinstance(source, str) else source, "eval")
    frame = sys._getframe(1)
    if globals is None:
        globals = frame.f_globals
        locals = frame.f_locals if locals is None else locals
    return real_eval(source, globals, locals)


def save():
    with open(sys.argv[1], "w") as file:
        for source, mode, flags in found:
            encoded = source if isinstance(source, str) else {"hex": source.hex()}
            file.write(json.dumps([encoded, mode, flags]) + "\n")


if __name__ == "__main__":
    atexit.register(save)
    builtins.compile, builtins.exec, builtins.eval = noting_compile, noting_exec, noting_eval
    try:
        unittest.main(module=sys.argv[2], argv=["collect"], exit=False, verbosity=0)
    except BaseException as error:
        print(sys.argv[2], error, file=sys.stderr)
