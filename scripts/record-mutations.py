#!/usr/bin/env python3.13
"""Records what CPython prints for tests/collector/mutator.py: python3.13 scripts/record-mutations.py [SEEDS].

Writes tests/collector/mutations.json. Of each seed: the number of lines, and for every 8 lines four digits of the SHA-256
of all that was printed until then, which is enough to find where a run begins to differ.
"""
import hashlib
import json
import pathlib
import platform
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
STEPS = 300
CHUNK = 8
VERSION = "3.13.0"


def lines_of(seed):
    command = [sys.executable, "-S", "-B", "mutator.py", str(seed), str(STEPS)]
    folder = ROOT / "tests/collector"
    result = subprocess.run(command, cwd=folder, env={"PYTHONHASHSEED": "0"}, capture_output=True, check=True)
    if result.stderr:
        sys.exit(f"seed {seed}: {result.stderr.decode()}")
    return result.stdout.decode().split("\n")


def marks_of(lines):
    digest = hashlib.sha256()
    marks = []
    for start in range(0, len(lines), CHUNK):
        digest.update("".join(line + "\n" for line in lines[start:start + CHUNK]).encode())
        marks.append(digest.hexdigest()[:4])
    return "".join(marks)


def main():
    if platform.python_version() != VERSION:
        sys.exit(f"this is Python {platform.python_version()}, not {VERSION}")
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    seeds = []
    for seed in range(1, count + 1):
        lines = lines_of(seed)
        if lines != lines_of(seed):
            sys.exit(f"seed {seed} is not deterministic")
        seeds.append({"seed": seed, "lines": len(lines), "marks": marks_of(lines)})
    head = json.dumps({"python": VERSION, "steps": STEPS, "chunk": CHUNK})[:-1]
    body = ",\n".join(json.dumps(seed) for seed in seeds)
    (ROOT / "tests/collector/mutations.json").write_text(f'{head}, "seeds": [\n{body}\n]}}\n')
    print(f"recorded: {count} seeds")


main()
