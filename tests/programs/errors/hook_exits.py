# An excepthook that ends the program.
import sys


def hook(kind, value, tb):
    raise SystemExit(5)


sys.excepthook = hook
1 / 0
