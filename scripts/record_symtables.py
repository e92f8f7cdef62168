"""Record CPython's symbol tables of sources: `python3 scripts/record_symtables.py OUT.json.gz IN ...`.

IN are files of [source, mode, ...]: JSON lines (scripts/generate_scopes.py, scripts/collect_test_sources.py) or a recording of
scripts/record_sources.py. OUT is a JSON list of [source, mode, result]; from one recording alone it is a list of results in its
order. A result is a digest (see symtable_dump.py) or an error [class, message, lineno, offset, end_lineno, end_offset].
"""

import gzip
import json
import sys
import threading
import warnings

import symtable_dump


def result(source, mode):
    return symtable_dump.result(source if isinstance(source, str) else bytes.fromhex(source["hex"]), mode)


def main():
    warnings.simplefilter("ignore")
    out, *paths = sys.argv[1:]
    records = []
    for path in paths:
        if path.endswith(".json.gz"):
            records += [result(source, mode) for source, mode, *_ in json.load(gzip.open(path))]
        else:
            for line in open(path):
                source, mode, *_ = json.loads(line)
                records.append([source, mode, result(source, mode)])
    with open(out, "wb") as file:
        with gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
            packed.write(json.dumps(records, separators=(",", ":")).encode())
    errors = sum(isinstance(record if isinstance(record[0], str) and len(record) == 6 else record[-1], list) for record in records)
    print(len(records), "sources,", errors, "rejected")


if __name__ == "__main__":
    sys.setrecursionlimit(1_000_000)
    threading.stack_size(512 * 1024 * 1024)
    worker = threading.Thread(target=main)
    worker.start()
    worker.join()
