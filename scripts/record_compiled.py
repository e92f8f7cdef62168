"""Record what CPython's whole compiler makes of sources: `python3.13 scripts/record_compiled.py OUT.json.gz IN ...`.

IN are files of scripts/record_sources.py (.json.gz) or JSON lines of [source, mode, flags]. OUT is a JSON list of
[source, mode, flags, result, warnings]: result is a digest of the code object (see code_dump.py) or an error [class, message,
lineno, offset, end_lineno, end_offset]; a warning is [message, lineno]. With `--results` in front it is [result, warnings]
only; with `--annotations` the result is the text that `from __future__ import annotations` makes of each expression.
"""

import gzip
import json
import sys
import threading
import warnings

import code_dump
from ast_dump import digest, error_fields


def record(source, mode, flags):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            found = digest(code_dump.dump(code_dump.compiled(source, "<record>", mode, flags)))
        except Exception as error:
            found = error_fields(error)
    return found, [[str(warning.message), warning.lineno] for warning in caught if warning.category is SyntaxWarning]


def annotation(source, mode):
    """The text of the annotation; None for what is no expression."""
    if mode != "eval" or not isinstance(source, str):
        return None
    try:
        code = compile(f"from __future__ import annotations\nx: (\n{source}\n)", "<record>", "exec", dont_inherit=True)
    except SyntaxError:
        return None
    return code.co_consts[2]


def read(path):
    if path.endswith(".gz"):
        return json.load(gzip.open(path))
    return map(json.loads, open(path))


def main():
    paths = sys.argv[1:]
    option = paths.pop(0) if paths[0].startswith("--") else None
    out, *paths = paths
    warnings.simplefilter("ignore")
    records = []
    for path in paths:
        for source, mode, flags, *_ in read(path):
            if option == "--annotations":
                records.append(annotation(source, mode))
                continue
            found = record(source if isinstance(source, str) else bytes.fromhex(source["hex"]), mode, flags)
            records.append(found if option == "--results" else (source, mode, flags, *found))
    with open(out, "wb") as file:
        with gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
            packed.write(json.dumps(records, separators=(",", ":")).encode())
    print(len(records), "sources")


if __name__ == "__main__":
    sys.setrecursionlimit(1_000_000)
    threading.stack_size(512 * 1024 * 1024)
    worker = threading.Thread(target=main)
    worker.start()
    worker.join()
