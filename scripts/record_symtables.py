"""Record CPython's symbol tables of sources: `python3 scripts/record_symtables.py OUT.json.gz IN ...`.

IN are files of sources: snippets with a line `---` between them (.txt), JSON lines of [source, mode, ...] of
scripts/generate_scopes.py or scripts/collect_test_sources.py (.jsonl), or a recording of scripts/record_sources.py (.json.gz).
OUT is a JSON list of [source, mode, result]; with `--results` before OUT, of results only, digests cut to six digits.
A result is a digest (see symtable_dump.py) or an error [class, message, lineno, offset, end_lineno, end_offset].
"""

import gzip
import json
import sys
import threading
import warnings

import symtable_dump


def read(path):
    """The sources in a file: text or {"hex": ...} for bytes, and the mode."""
    if path.endswith(".json.gz"):
        for source, mode, *_ in json.load(gzip.open(path)):
            yield source, mode
    elif path.endswith(".txt"):
        for source in open(path, encoding="utf-8").read().split("\n---\n"):
            yield source, "exec"
    else:
        for line in open(path):
            source, mode, *_ = json.loads(line)
            yield source, mode


def write(path, records):
    with open(path, "wb") as file:
        with gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
            packed.write(json.dumps(records, separators=(",", ":")).encode())


def main():
    warnings.simplefilter("ignore")
    results_only = sys.argv[1] == "--results"
    out, *paths = sys.argv[1 + results_only :]
    records = []
    rejected = 0
    for path in paths:
        for source, mode in read(path):
            text = source if isinstance(source, str) else bytes.fromhex(source["hex"])
            result = symtable_dump.result(text, mode)
            rejected += isinstance(result, list)
            if results_only:
                records.append(result[:6] if isinstance(result, str) else result)
            else:
                records.append([source, mode, result])
    write(out, records)
    print(len(records), "sources,", rejected, "rejected")


if __name__ == "__main__":
    sys.setrecursionlimit(1_000_000)
    threading.stack_size(512 * 1024 * 1024)
    worker = threading.Thread(target=main)
    worker.start()
    worker.join()
