"""os.scandir() that is neither closed nor exhausted."""
import os
import sys
import warnings

with warnings.catch_warnings(record=True) as found:
    warnings.simplefilter("always")
    entries = os.scandir("/")
    del entries
    entries = os.scandir("/")
    next(entries)
    del entries
    entries = os.scandir("/")
    list(entries)
    del entries
    entries = os.scandir("/")
    entries.close()
    del entries
    with os.scandir("/") as entries:
        next(entries)
    del entries
for warning in found:
    print(str(warning.message).partition(" at 0x")[0], warning.category.__name__, warning.lineno, type(warning.source).__name__)
    print(list(warning.source))

sys.unraisablehook = lambda unraisable: print("unraisable", unraisable.exc_type, type(unraisable.object))
with warnings.catch_warnings():
    warnings.simplefilter("error")
    entries = os.scandir("/")
    del entries
