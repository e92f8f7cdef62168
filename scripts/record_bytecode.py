"""Record CPython's view of bytecode: effects of instructions on the stack, marshal data, listings, positions, handlers.

`python3.13 scripts/record_bytecode.py OUT` writes tests/bytecode/golden/bytecode.json.gz. After a change of marshal-write.ts:
`npx tsx scripts/rewrite-marshal.ts OUT OURS`, then `python3.13 scripts/record_bytecode.py --verify OURS` has CPython load what
we have written and compare it with its own: values, and which of them are one object.
"""

import base64
import dis
import gzip
import io
import json
import marshal
import re
import sys
import warnings
from types import CodeType

import _opcode
from bytecode_samples import sources

VALUES = [
    *[None, ..., True, False],
    *[0, 1, -1, 255, 2**15, 2**30 - 1, 2**30, 2**31 - 1, 2**31, -(2**31), -(2**31) - 1, 2**60, 10**100, -(10**100)],
    *[0.0, -0.0, 1.5, 1e309, -1e309, float("nan"), 1j, -0j, complex(-0.0, 2.5)],
    *["", "a", "a b", "é", "€" * 300, "\U0001f600", "\ud800", "\udc00\ud800", "\ud83d\ude00", "a" * 255, "a" * 256, "a " * 200],
    *[b"", b"x" * 1000, bytes(range(256))],
    *[(), ((),), tuple(range(300)), ("a", ("a", "b"), "b", "a b", "a b"), (2**70, 2**70)],
    *[frozenset(), frozenset({1}), frozenset({"a b"})],
]
ARGUMENTS = [*range(9), 255, 256, 257, 511, 512, 0x101, 0x203]


def stack_effects():
    """[opcode, [effects without jump], [effects with jump]] for the ARGUMENTS."""
    for name, opcode in sorted(dis.opmap.items(), key=lambda item: item[1]):
        if not name.startswith("INSTRUMENTED_"):
            yield [opcode, *([_opcode.stack_effect(opcode, a, jump=jump) for a in ARGUMENTS] for jump in (False, True))]


def listing(code):
    text = io.StringIO()
    dis.dis(code, file=text)
    return re.sub(r" at 0x[0-9a-f]+, file", ", file", text.getvalue())


def codes_in(code):
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes_in(constant)


def record_code(name, source):
    code = compile(source, "<sample>", "exec", dont_inherit=True)
    return {
        "name": name,
        "marshal": base64.b64encode(marshal.dumps(code)).decode(),
        "listing": listing(code),
        "positions": [list(c.co_positions()) for c in codes_in(code)],
        "handlers": [[[*entry] for entry in dis._parse_exception_table(c)] for c in codes_in(code)],
    }


def expected_values():
    for value in VALUES:
        yield repr(value), value
    for name, source in sources():
        yield name, compile(source, "<sample>", "exec", dont_inherit=True)


FIELDS = [
    *("argcount", "posonlyargcount", "kwonlyargcount", "stacksize", "flags", "code", "consts", "names", "varnames"),
    *("cellvars", "freevars", "filename", "name", "qualname", "firstlineno", "linetable", "exceptiontable"),
]


def parts(value):
    if isinstance(value, CodeType):
        return [getattr(value, "co_" + field) for field in FIELDS]
    return value if isinstance(value, tuple) else []


def is_equal(a, b):
    if type(a) is not type(b):
        return False
    if isinstance(a, (tuple, CodeType)):
        a, b = parts(a), parts(b)
        return len(a) == len(b) and all(map(is_equal, a, b))
    return a == b if isinstance(a, frozenset) else repr(a) == repr(b)


def shares(a, b, known):
    """Whatever is one object in `a` is one in `b`. (varnames and co_code are made anew whenever one asks for them.)"""
    if isinstance(a, (str, bytes, tuple, CodeType)) and known.setdefault(id(a), b) is not b:
        return False
    skipped = ("varnames", "cellvars", "freevars", "code") if isinstance(a, CodeType) else ()
    fields = FIELDS if isinstance(a, CodeType) else [""] * len(parts(a))
    return all(shares(x, y, known) for x, y, field in zip(parts(a), parts(b), fields) if field not in skipped)


def verify(path):
    with gzip.open(path) as file:
        ours = json.load(file)
    wrong = 0
    for (name, value), written in zip(expected_values(), ours, strict=True):
        loaded = marshal.loads(base64.b64decode(written))
        if not is_equal(value, loaded):
            problem = "is another value"
        elif not shares(value, loaded, {}) or not shares(loaded, value, {}):
            problem = "shares other objects"
        else:
            continue
        wrong += 1
        print(name, problem)
    print(len(ours), "values,", wrong, "wrong")
    sys.exit(wrong > 0)


def main():
    warnings.simplefilter("ignore")
    if sys.argv[1] == "--verify":
        verify(sys.argv[2])
    result = {
        "arguments": ARGUMENTS,
        "stackEffects": list(stack_effects()),
        "values": [base64.b64encode(marshal.dumps(value)).decode() for value in VALUES],
        "codes": [record_code(name, source) for name, source in sources()],
    }
    with gzip.GzipFile(sys.argv[1], "wb", mtime=0) as out:
        out.write(json.dumps(result).encode())


if __name__ == "__main__":
    main()
