"""Record what CPython's whole compiler makes of sources: `python3.13 scripts/record_compiled.py OUT.json.gz IN.json.gz ...`.

IN are files of scripts/record_sources.py. OUT is a JSON list, parallel to their sources one after the other, of
[result, warnings]: result is a digest of the code object (see code_dump.py) or an error [class, message, lineno, offset,
end_lineno, end_offset]; a warning is [message, lineno].
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


def main():
    records = []
    for path in sys.argv[2:]:
        for source, mode, flags, *_ in json.load(gzip.open(path)):
            records.append(record(source if isinstance(source, str) else bytes.fromhex(source["hex"]), mode, flags))
    with open(sys.argv[1], "wb") as file:
        with gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as packed:
            packed.write(json.dumps(records, separators=(",", ":")).encode())
    rejected = sum(isinstance(result, list) for result, _ in records)
    print(len(records), "sources,", rejected, "rejected")


if __name__ == "__main__":
    sys.setrecursionlimit(1_000_000)
    threading.stack_size(512 * 1024 * 1024)
    worker = threading.Thread(target=main)
    worker.start()
    worker.join()
