"""Record what CPython's parser makes of sources: `python3 scripts/record_sources.py OUT.json.gz IN.jsonl ...`.

IN are files of scripts/collect_test_sources.py. OUT is a JSON list of [source, mode, flags, result, warnings]: result is a
digest of the tree (see ast_dump.py) or an error [class, message, lineno, offset, end_lineno, end_offset]; a warning is [message, lineno].
"""

import gzip
import json
import sys
import threading
import warnings

import ast_dump


def record(source, mode, flags):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        found = ast_dump.result(source, "<record>", mode, flags)
    return found, [[str(warning.message), warning.lineno] for warning in caught if warning.category is SyntaxWarning]


def read(paths):
    seen = {}
    for path in paths:
        for line in open(path):
            source, mode, flags = json.loads(line)
            text = source if isinstance(source, str) else bytes.fromhex(source["hex"])
            # Addresses and temporary names make sources that differ from run to run only.
            seen[text, mode, flags] = source
    return seen


def main():
    records = []
    for (text, mode, flags), source in read(sys.argv[2:]).items():
        records.append([source, mode, flags, *record(text, mode, flags)])
    with open(sys.argv[1], "wb") as file:
        with gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
            packed.write(json.dumps(records, separators=(",", ":")).encode())
    rejected = sum(isinstance(entry[3], list) for entry in records)
    print(len(records), "sources,", rejected, "rejected")


if __name__ == "__main__":
    sys.setrecursionlimit(1_000_000)
    threading.stack_size(512 * 1024 * 1024)
    worker = threading.Thread(target=main)
    worker.start()
    worker.join()
