"""Records what CPython's debug allocator reports, for tests/memory/debug-hooks.test.ts.

    python3.13 scripts/alloc-debug-reports.py > tests/memory/recorded/debug-reports.json

Each case is a list of steps that the test carries out in our runtime as well:
["malloc", api, size], ["realloc", api, size], ["free", api], ["poke", offset, byte, count], ["dump"]  (offset from the block).
Addresses are written as p, p+N.
"""
import ctypes
import json
import os
import re
import subprocess
import sys

CASES = {
    "tail": [["malloc", "m", 20], ["poke", 20, 0x41, 3], ["free", "m"]],
    "head": [["malloc", "m", 20], ["poke", -3, 0x41, 1], ["free", "m"]],
    "wrong api": [["malloc", "m", 20], ["free", "o"]],
    "raw api": [["malloc", "o", 20], ["free", "r"]],
    "realloc": [["malloc", "m", 20], ["poke", 20, 0x41, 3], ["realloc", "m", 400]],
    "after realloc": [["malloc", "o", 200], ["realloc", "o", 30], ["poke", 37, 0, 1], ["free", "o"]],
    "grown": [["malloc", "m", 10], ["poke", 0, 0x61, 10], ["realloc", "m", 300], ["poke", 300, 1, 1], ["free", "m"]],
    "raw": [["malloc", "r", 5], ["poke", 5, 0x42, 1], ["free", "r"]],
    "nothing": [["malloc", "r", 0], ["poke", 5, 0x42, 1], ["free", "r"]],
    "large": [["malloc", "o", 5000], ["poke", 5000, 0, 8], ["free", "o"]],
    "one byte": [["malloc", "o", 1], ["poke", 1, 0, 1], ["free", "o"]],
    "nine bytes": [["malloc", "o", 9], ["poke", 9, 0xff, 1], ["free", "o"]],
    "sixteen bytes": [["malloc", "o", 16], ["poke", 16, 0xff, 1], ["free", "o"]],
    "both ends": [["malloc", "o", 17], ["poke", -7, 1, 7], ["poke", 17, 1, 8], ["free", "o"]],
}


def run(steps):
    api = ctypes.pythonapi
    names = {"m": "PyMem_", "o": "PyObject_", "r": "PyMem_Raw"}
    p = 0

    def call(letter, what, *args):
        function = getattr(api, names[letter] + what)
        function.restype = ctypes.c_void_p
        return function(*args)

    for step in steps:
        if step[0] == "malloc":
            p = call(step[1], "Malloc", ctypes.c_size_t(step[2]))
        elif step[0] == "realloc":
            p = call(step[1], "Realloc", ctypes.c_void_p(p), ctypes.c_size_t(step[2]))
        elif step[0] == "poke":
            ctypes.memset(p + step[1], step[2], step[3])
        elif step[0] == "free":
            call(step[1], "Free", ctypes.c_void_p(p))


def record(name):
    command = [sys.executable, "-S", __file__, name]
    result = subprocess.run(command, env=dict(os.environ, PYTHONMALLOC="debug"), stderr=subprocess.PIPE)
    text = result.stderr.decode("latin-1")
    text = text[text.index("Debug memory block") : text.index("\nPython runtime state")]
    p = int(re.search(r"address p=0x([0-9a-f]+)", text).group(1), 16)
    return re.sub(r"0x([0-9a-f]{8,})", lambda m: f"p+{int(m.group(1), 16) - p}".removesuffix("+0"), text)


if len(sys.argv) > 1:
    run(CASES[sys.argv[1]])
else:
    print(json.dumps({name: {"steps": steps, "report": record(name)} for name, steps in CASES.items()}, indent=1))
