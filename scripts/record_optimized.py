"""Record CPython's optimised trees of sources: `python3 scripts/record_optimized.py OUT.json.gz IN.jsonl ...`.

IN are JSON lines of [source, mode, ...] (scripts/generate_constants.py, scripts/collect_test_sources.py). OUT is a JSON list of
[source, mode, optimize, result]: optimize is 0, 1 or 2 in turn, the result a digest (see ast_dump.py) or an error.
"""

import gzip
import json
import sys
import threading
import warnings

import ast_dump


def main():
    warnings.simplefilter("ignore")
    records = []
    for path in sys.argv[2:]:
        for line in open(path):
            source, mode, *_ = json.loads(line)
            text = source if isinstance(source, str) else bytes.fromhex(source["hex"])
            optimize = len(records) % 3
            records.append([source, mode, optimize, ast_dump.result(text, "<file>", mode, 0, optimize)])
    with open(sys.argv[1], "wb") as file:
        with gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
            packed.write(json.dumps(records, separators=(",", ":")).encode())
    print(len(records), "sources,", sum(isinstance(record[3], list) for record in records), "rejected")


if __name__ == "__main__":
    sys.setrecursionlimit(1_000_000)
    threading.stack_size(512 * 1024 * 1024)
    worker = threading.Thread(target=main)
    worker.start()
    worker.join()
