# stdin: line\n
"""Audit events of opening files and of input()."""
import io
import posix
import sys

PATH = "/tmp/serpent-io-audit"
open(PATH, "w").close()
forbids = False


def hook(event, args):
    if event in ("open", "builtins.input"):
        print(event, args)
        if forbids:
            raise PermissionError(event)


fd = posix.open(PATH, posix.O_RDONLY)
sys.addaudithook(hook)
open(PATH).close()
open(PATH, "r+b").close()
io.FileIO(PATH, "a").close()
io.open_code(PATH).close()
open(fd).close()
print(input("prompt "))
forbids = True
for function, args in (open, (PATH, "w")), (io.FileIO, (PATH, "rb")), (input, ()):
    try:
        function(*args)
    except PermissionError as e:
        print(repr(e))
try:
    open(PATH, "z")
except ValueError as e:
    print(e)
forbids = False
posix.unlink(PATH)
