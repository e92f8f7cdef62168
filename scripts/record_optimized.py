"""Record CPython's optimised trees of sources: `python3 scripts/record_optimized.py OUT.json.gz IN ...`.

IN are files of sources as scripts/record_symtables.py reads them. OUT is a JSON list of [source, mode, optimize, result]:
optimize is 0, 1 or 2 in turn, the result a digest (see ast_dump.py) or an error.
"""

import sys
import threading
import warnings

import ast_dump
import record_symtables


def main():
    warnings.simplefilter("ignore")
    records = []
    for path in sys.argv[2:]:
        for source, mode in record_symtables.read(path):
            text = source if isinstance(source, str) else bytes.fromhex(source["hex"])
            optimize = len(records) % 3
            records.append([source, mode, optimize, ast_dump.result(text, "<file>", mode, 0, optimize)])
    record_symtables.write(sys.argv[1], records)
    print(len(records), "sources,", sum(isinstance(record[3], list) for record in records), "rejected")


if __name__ == "__main__":
    sys.setrecursionlimit(1_000_000)
    threading.stack_size(512 * 1024 * 1024)
    worker = threading.Thread(target=main)
    worker.start()
    worker.join()
