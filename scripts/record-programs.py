#!/usr/bin/env python3.13
"""Records what CPython does with the test programs: stdout, stderr, exit code.

    python3.13 scripts/record-programs.py [--check] [NAME ...]

NAME: names of programs as in the tests ("lists/append"), or a beginning of them; default: all. Writes
tests/programs/recorded/NAME.json. --check writes nothing and tells which recordings are not what this Python does.
Directives in the first lines of a program: tests/programs/program-list.ts.

Each program runs as `python -S -B FILE` in its folder, in an environment of nothing but PYTHONHASHSEED=0, twice with
different surroundings; a program that is not deterministic is refused. Addresses in stderr ("at 0x7f...") are left out.
"""
import json
import os
import pathlib
import platform
import re
import resource
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAMS = ROOT / "tests/programs"
ELSEWHERE = ["examples", "bench/programs"]
VERSION = "3.13.0"
#: What CPython needs besides the limit that a program asks for.
LIMIT_EXTRA = 64 << 20
UNITS = {"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}


def list_programs():
    groups = [p for p in sorted(PROGRAMS.iterdir()) if p.is_dir() and p.name != "recorded"]
    for folder in groups + [ROOT / name for name in ELSEWHERE]:
        yield from sorted(folder.glob("*.py"))


def name_of(file):
    return str(file.relative_to(ROOT)).removeprefix("tests/programs/").removesuffix(".py")


def directives_of(file):
    found = {}
    for line in file.read_text(encoding="utf-8").split("\n"):
        if not line.startswith("#"):
            break
        if match := re.fullmatch(r"# ([a-z-]+): (.*)", line):
            found[match[1]] = match[2]
    return found


def limiter(size):
    if size is None:
        return None
    number, unit = re.fullmatch(r"(\d+)(\w+)", size).groups()
    limit = int(number) * UNITS[unit] + LIMIT_EXTRA
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def run(file, environment):
    directives = directives_of(file)
    stdin = directives.get("stdin", "").encode().decode("unicode_escape").encode()
    options = ["-" + "O" * int(directives["optimize"])] if "optimize" in directives else []
    command = [sys.executable, "-S", "-B", *options, file.name, *directives.get("args", "").split()]
    result = subprocess.run(
        command, cwd=file.parent, env=environment, input=stdin, capture_output=True,
        preexec_fn=limiter(directives.get("limit")),
    )

    def lines(data):
        return data.decode().replace(f"{ROOT}/", "").split("\n")

    return {
        "python": platform.python_version(),
        "exitCode": result.returncode & 0xFF,
        "stdout": lines(result.stdout),
        "stderr": lines(re.sub(rb" at 0x[0-9a-f]+", b" at 0x...", result.stderr)),
    }


def record(file):
    first = run(file, {"PYTHONHASHSEED": "0"})
    second = run(file, {"PYTHONHASHSEED": "0", "FILLER": "x" * 1000, "HOME": "/nowhere"})
    if first != second:
        sys.exit(f"{name_of(file)} is not deterministic")
    return first


def main():
    if platform.python_version() != VERSION:
        sys.exit(f"recordings are of CPython {VERSION}, this is {platform.python_version()}")
    arguments = [a for a in sys.argv[1:] if a != "--check"]
    checking = "--check" in sys.argv
    stale = 0
    for file in list_programs():
        name = name_of(file)
        if arguments and not any(name.startswith(a) for a in arguments):
            continue
        text = json.dumps(record(file), indent=1, ensure_ascii=False) + "\n"
        target = PROGRAMS / "recorded" / f"{name}.json"
        if target.exists() and target.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        print(("stale: " if checking else "recorded: ") + name)
        if not checking:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
    sys.exit(1 if checking and stale else 0)


main()
